import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { AppError } from '../kernel/app-error.ts'
import { loadKey } from './key-file.ts'

const folder = mkdtempSync(join(tmpdir(), 'key-file-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let files = 0
const newPath = (): string => join(folder, `key-${(files += 1)}`)

describe('the key file', () => {
  it('is made where there is none: 32 bytes, for this user only, nothing left beside it', () => {
    const path = join(folder, 'new', 'folder', 'key')
    const key = loadKey(path, { mayCreate: true })
    expect(key.bytes).toHaveLength(32)
    expect(readFileSync(path, 'utf8')).toBe(`${key.bytes.toString('base64')}\n`)
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(readdirSync(join(folder, 'new', 'folder'))).toEqual(['key'])
  })

  it('is kept where there is one', () => {
    const path = newPath()
    const key = loadKey(path, { mayCreate: true })
    expect(loadKey(path, { mayCreate: true }).id).toBe(key.id)
    expect(loadKey(path, { mayCreate: false }).id).toBe(key.id)
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
    ['far too much', 'A'.repeat(100_000)],
  ])('is refused with %s in it, and left as it is', (_, text) => {
    const path = write(text)
    expect(codeOf(path)).toBe('key-invalid')
    expect(readFileSync(path, 'utf8')).toBe(text)
  })

  it('may end with or without a line break', () => {
    const text = randomBytes(32).toString('base64')
    expect(loadKey(write(`${text}\r\n`), { mayCreate: false }).id).toBe(
      loadKey(write(text), { mayCreate: false }).id,
    )
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

function write(text: string): string {
  const path = newPath()
  writeFileSync(path, text, { mode: 0o600 })
  return path
}

function codeOf(path: string, mayCreate = true): string {
  try {
    loadKey(path, { mayCreate })
  } catch (error) {
    if (error instanceof AppError) return error.code
    throw error
  }
  return 'read'
}
