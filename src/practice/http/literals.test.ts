import { describe, expect, it } from 'vitest'
import { decimal, instant, quoted } from './literals.ts'

describe('JSON literals', () => {
  it('writes every instant of a thousand years as Date does', () => {
    const year = 365.2425 * 86_400
    for (let seconds = -370 * year; seconds < 630 * year; seconds += 86_400 * 11.37 + 1) {
      const whole = Math.floor(seconds)
      const expected = new Date(whole * 1000).toISOString().replace('.000Z', 'Z')
      expect(instant(whole)).toBe(`"${expected}"`)
    }
  })

  it.each<[number, string]>([
    [0, '0.00'],
    [-0.004, '0.00'],
    [12.5, '12.50'],
    [0.07, '0.07'],
    [-1234.567, '-1234.57'],
    [99.995, '100.00'],
    [1e15, '1000000000000000.00'],
  ])('writes %d as %s', (value, text) => {
    expect(decimal(value)).toBe(text)
  })

  it.each(['plain', 'quote " and \\', 'line\nbreak\u0000', 'Müller 🙂', 'lone \ud83d surrogate'])(
    'writes text as JSON does: %j',
    (text) => {
      expect(quoted(text)).toBe(JSON.stringify(text))
    },
  )
})
