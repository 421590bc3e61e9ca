import { describe, expect, it } from 'vitest'
import { formatDecimal, formatMoney, formatPercent, joinWords, plural } from './words.ts'

describe('words for numbers', () => {
  it('counts one thing as one thing', () => {
    expect(plural(1, 'ticket')).toBe('1 ticket')
    expect(plural(0, 'ticket')).toBe('0 tickets')
    expect(plural(1200, 'entry', 'entries')).toBe('1,200 entries')
  })

  it('joins with commas and an and', () => {
    expect(joinWords([])).toBe('')
    expect(joinWords(['a', 'b', 'c'])).toBe('a, b and c')
  })

  it('writes a minus that is a minus, and none before a rounded zero', () => {
    expect(formatMoney(-2870)).toBe('\u2212$2,870')
    expect(formatDecimal(-0.04)).toBe('0')
  })

  it('shows cents only below a thousand', () => {
    expect(formatMoney(12.5)).toBe('$12.50')
    expect(formatMoney(1234.56)).toBe('$1,235')
    expect(formatPercent(0.938)).toBe('93.8 %')
  })
})
