import { describe, expect, it } from 'vitest'
import { asOfWords, isoWeek, longDay, shortDay, shortMonth, spelled } from './wording.ts'

const ZONE = 'America/Chicago'
const NOW = new Date('2026-11-23T22:40:00Z')

describe('days and moments in words', () => {
  it('speaks of this morning until noon, of today after, of yesterday, and else of the day', () => {
    const at = (instant: string) => asOfWords(new Date(instant), NOW, ZONE)
    expect(at('2026-11-23T12:02:00Z')).toBe('as of 6:02 this morning')
    expect(at('2026-11-23T06:00:00Z')).toBe('as of 0:00 this morning')
    expect(at('2026-11-23T18:00:00Z')).toBe('as of 12:00 today')
    expect(at('2026-11-23T05:59:00Z')).toBe('as of 23:59 yesterday')
    expect(at('2025-12-20T12:02:00Z')).toBe('as of 6:02 on 20 December 2025')
  })

  it('writes days with as much as is needed', () => {
    expect(longDay('2026-11-23')).toBe('Monday, 23 November 2026')
    expect(shortDay('2026-09-03', '2026-11-23')).toBe('3 September')
    expect(shortDay('2025-09-03', '2026-11-23')).toBe('3 September 2025')
    expect([shortMonth('2026-10'), shortMonth('2026-01')]).toEqual(['Oct', 'Jan 2026'])
  })

  it('counts weeks as ISO does, over the turn of years', () => {
    expect(
      ['2026-11-22', '2026-01-01', '2024-12-30', '2027-01-03', '2020-12-31'].map(isoWeek),
    ).toEqual([47, 1, 1, 53, 53])
  })

  it('spells counts up to ten', () => {
    expect([0, 3, 10, 11, 1200].map(spelled)).toEqual(['no', 'three', 'ten', '11', '1,200'])
  })
})
