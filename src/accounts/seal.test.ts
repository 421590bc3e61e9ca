import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { AppError } from '../kernel/app-error.ts'
import { newSealingKey, seal, sealingKey, unseal } from './seal.ts'

const key = newSealingKey()
const place = ['workspace', 'record', 'field']
const secret = Buffer.from('private key ✓')

describe('a sealed value', () => {
  it('opens with its key in its place, whatever its length', () => {
    for (const plain of [secret, Buffer.alloc(0), Buffer.alloc(10_000, 7)]) {
      expect(unseal(key, place, seal(key, place, plain))).toEqual(plain)
    }
  })

  it('looks different every time', () => {
    expect(seal(key, place, secret)).not.toBe(seal(key, place, secret))
  })

  it('names its version and its key', () => {
    expect(seal(key, place, secret).startsWith(`v1:${key.id}:`)).toBe(true)
  })

  it('does not open with another key', () => {
    const other = newSealingKey()
    expect(codeOf(() => unseal(other, place, seal(key, place, secret)))).toBe('key-wrong')
  })

  it('does not open with another key that goes by the same name', () => {
    const impostor = { id: key.id, bytes: newSealingKey().bytes }
    expect(codeOf(() => unseal(impostor, place, seal(key, place, secret)))).toBe('seal-broken')
  })

  it.each([
    ['another workspace', ['other', 'record', 'field']],
    ['another record', ['workspace', 'other', 'field']],
    ['another field', ['workspace', 'record', 'other']],
    ['names cut elsewhere', ['workspacerecord', '', 'field']],
    ['a shorter place', ['workspace', 'record']],
  ])('does not open in %s', (_, elsewhere) => {
    expect(codeOf(() => unseal(key, elsewhere, seal(key, place, secret)))).toBe('seal-broken')
  })

  it('does not open with any one character changed', () => {
    const sealed = seal(key, place, secret)
    for (let position = 0; position < sealed.length; position += 1) {
      const changed = sealed[position] === 'A' ? 'B' : 'A'
      const text = sealed.slice(0, position) + changed + sealed.slice(position + 1)
      expect(['key-wrong', 'seal-broken']).toContain(codeOf(() => unseal(key, place, text)))
    }
  })

  it('does not open cut short, empty or with more behind it', () => {
    const sealed = seal(key, place, secret)
    for (let length = 0; length < sealed.length; length += 1) {
      expect(['key-wrong', 'seal-broken']).toContain(
        codeOf(() => unseal(key, place, sealed.slice(0, length))),
      )
    }
    expect(codeOf(() => unseal(key, place, `${sealed}:`))).toBe('seal-broken')
    expect(codeOf(() => unseal(key, place, `${sealed} `))).toBe('seal-broken')
  })
})

describe('a sealing key', () => {
  it('has the same name for the same bits', () => {
    expect(sealingKey(key.bytes).id).toBe(key.id)
    expect(newSealingKey().id).not.toBe(key.id)
  })

  it('does not print its bits', () => {
    const printed = inspect(key, { showHidden: true }) + JSON.stringify(key)
    expect(printed).not.toContain(key.bytes.toString('base64'))
    expect(printed).not.toContain('Buffer')
  })
})

function codeOf(work: () => unknown): string {
  try {
    work()
  } catch (error) {
    if (error instanceof AppError) {
      expect(inspect(error)).not.toContain('private key ✓')
      return error.code
    }
    throw error
  }
  return 'opened'
}
