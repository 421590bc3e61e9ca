import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { conceal } from './conceal.ts'

describe('a concealed object', () => {
  const secret = conceal({ company: 'acme' }, { key: 's3cret', other: undefined })

  it('gives its secrets to whoever names them', () => {
    expect(secret.key).toBe('s3cret')
    expect(secret.company).toBe('acme')
  })

  it('shows that there is a secret, and never which', () => {
    expect(JSON.stringify({ secret })).toBe('{"secret":{"company":"acme","key":"[redacted]"}}')
    for (const options of [{}, { showHidden: true }, { getters: true }]) {
      expect(inspect({ deep: { secret } }, { depth: 9, ...options })).not.toContain('s3cret')
    }
    expect(inspect(secret)).toContain('[redacted]')
  })

  it('loses its secrets in a copy by spread, rather than leaking them', () => {
    expect(JSON.stringify({ ...secret })).not.toContain('s3cret')
  })

  it('does not change', () => {
    expect(() => Object.assign(secret, { key: 'other' })).toThrow(TypeError)
  })
})
