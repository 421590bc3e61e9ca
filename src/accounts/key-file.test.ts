import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { AppError } from '../kernel/app-error.ts'
import { loadKeys, replaceKeys } from './key-file.ts'
import { newSealingKey } from './seal.ts'

const folder = mkdtempSync(join(tmpdir(), 'key-file-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let files = 0
const base64 = (): string => randomBytes(32).toString('base64')
const REPEATED = base64()
const newPath = (): string => join(folder, `key-${(files += 1)}`)

describe('the key file', () => {
  it('is made where there is none: 32 bytes, for this user only, nothing left beside it', () => {
    const path = join(folder, 'new', 'folder', 'key')
    const [key] = loadKeys(path, { mayCreate: true })
    expect(key.bytes).toHaveLength(32)
    expect(readFileSync(path, 'utf8')).toBe(`${key.bytes.toString('base64')}\n`)
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(readdirSync(join(folder, 'new', 'folder'))).toEqual(['key'])
  })

  it('is kept where there is one', () => {
    const path = newPath()
    const ids = idsOf(path, true)
    expect(idsOf(path, true)).toEqual(ids)
    expect(idsOf(path)).toEqual(ids)
  })

  it('is not made where it must be there already', () => {
    const path = newPath()
    expect(codeOf(path, false)).toBe('key-missing')
    expect(existsSync(path)).toBe(false)
  })

  it.each([
    ['nothing', ''],
    ['31 bytes', randomBytes(31).toString('base64')],
    ['33 bytes', randomBytes(33).toString('base64')],
    ['a password', 'correct horse battery staple'],
    ['hexadecimal', randomBytes(32).toString('hex')],
    ['a key with text behind it', `${randomBytes(32).toString('base64')} # mine`],
    ['zeros', Buffer.alloc(32).toString('base64')],
    ['one byte over and over', Buffer.alloc(32, 0x5a).toString('base64')],
    ['typed words', Buffer.from('changemechangemechangemechangeme').toString('base64')],
    ['an empty line between', `${base64()}\n\n${base64()}`],
    ['a second key cut short', `${base64()}\n${base64().slice(4)}`],
    ['the same key twice', `${REPEATED}\n${REPEATED}`],
    ['far too much', 'A'.repeat(100_000)],
  ])('is refused with %s in it, and left as it is', (_, text) => {
    const path = write(text)
    expect(codeOf(path)).toBe('key-invalid')
    expect(readFileSync(path, 'utf8')).toBe(text)
  })

  it('may end with or without a line break', () => {
    const text = randomBytes(32).toString('base64')
    expect(idsOf(write(`${text}\r\n`))).toEqual(idsOf(write(text)))
  })

  it.each([0o640, 0o604, 0o620, 0o644, 0o660, 0o666])('is refused with rights %o', (mode) => {
    const path = write(randomBytes(32).toString('base64'))
    chmodSync(path, mode)
    expect(codeOf(path)).toBe('key-exposed')
  })

  it.each([0o400, 0o600])('is accepted with rights %o', (mode) => {
    const path = write(randomBytes(32).toString('base64'))
    chmodSync(path, mode)
    expect(codeOf(path)).toBe('read')
  })

  it('may not be a folder, nor below a file', () => {
    const path = newPath()
    mkdirSync(path, { mode: 0o700 })
    expect(codeOf(path)).toBe('key-unreadable')
    expect(codeOf(join(write('x'), 'key'))).toBe('key-unreadable')
  })
})

describe('the keys of a key file', () => {
  it('are read in their order, with either line break', () => {
    const [one, two] = [base64(), base64()]
    const ids = [...idsOf(write(one)), ...idsOf(write(two))]
    expect(idsOf(write(`${one}\n${two}\n`))).toEqual(ids)
    expect(idsOf(write(`${one}\r\n${two}`))).toEqual(ids)
  })

  it('are replaced whole, for this user only, over what a killed process left', () => {
    const path = newPath()
    const [old] = loadKeys(path, { mayCreate: true })
    writeFileSync(`${path}.next`, 'half a k', { mode: 0o644 })
    const fresh = newSealingKey()
    replaceKeys(path, [fresh, old])
    expect(idsOf(path)).toEqual([fresh.id, old.id])
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(existsSync(`${path}.next`)).toBe(false)
  })

  it('are replaced where a link points to, and the link stays', () => {
    const path = newPath()
    const link = newPath()
    loadKeys(path, { mayCreate: true })
    symlinkSync(path, link)
    const fresh = newSealingKey()
    replaceKeys(link, [fresh])
    expect(lstatSync(link).isSymbolicLink()).toBe(true)
    expect(idsOf(path)).toEqual([fresh.id])
  })

  it('are not replaced where there is no file', () => {
    expect(() => replaceKeys(newPath(), [newSealingKey()])).toThrow('cannot be read or written')
  })
})

function idsOf(path: string, mayCreate = false): string[] {
  return loadKeys(path, { mayCreate }).map(({ id }) => id)
}

function write(text: string): string {
  const path = newPath()
  writeFileSync(path, text, { mode: 0o600 })
  return path
}

function codeOf(path: string, mayCreate = true): string {
  try {
    loadKeys(path, { mayCreate })
  } catch (error) {
    if (error instanceof AppError) return error.code
    throw error
  }
  return 'read'
}
