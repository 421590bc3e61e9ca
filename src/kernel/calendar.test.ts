import { describe, expect, it } from 'vitest'
import {
  addDays,
  addMonths,
  dayOf,
  daysBetween,
  endOfMonth,
  isDay,
  isZone,
  startOfDay,
  startOfWeek,
} from './calendar.ts'

const CHICAGO = 'America/Chicago'

describe('business days', () => {
  it('puts an instant on the day of the zone, not of UTC', () => {
    expect(dayOf(new Date('2026-11-23T04:59:59Z'), CHICAGO)).toBe('2026-11-22')
    expect(dayOf(new Date('2026-11-23T06:00:00Z'), CHICAGO)).toBe('2026-11-23')
  })

  it('starts a day at local midnight on both sides of daylight saving', () => {
    expect(startOfDay('2026-03-08', CHICAGO).toISOString()).toBe('2026-03-08T06:00:00.000Z')
    expect(startOfDay('2026-03-09', CHICAGO).toISOString()).toBe('2026-03-09T05:00:00.000Z')
    expect(startOfDay('2026-11-02', CHICAGO).toISOString()).toBe('2026-11-02T06:00:00.000Z')
  })

  it('starts a day whose midnight does not exist at the first instant that does', () => {
    // Beirut moves from 00:00 to 01:00 on the last Sunday of March.
    expect(startOfDay('2026-03-29', 'Asia/Beirut').toISOString()).toBe('2026-03-28T22:00:00.000Z')
  })

  it('every day of two years starts where the day before ends, in zones of every kind', () => {
    for (const zone of [CHICAGO, 'Europe/London', 'Asia/Kolkata', 'Australia/Lord_Howe', 'UTC']) {
      for (let day = '2025-01-01'; day < '2027-01-01'; day = addDays(day, 1)) {
        const start = startOfDay(day, zone)
        expect(dayOf(start, zone)).toBe(day)
        expect(dayOf(new Date(start.getTime() - 1), zone)).toBe(addDays(day, -1))
      }
    }
  })

  it('moves by months without leaving the month it means', () => {
    expect(addMonths('2026-01-31', 1)).toBe('2026-02-28')
    expect(addMonths('2026-03-31', -13)).toBe('2025-02-28')
    expect(endOfMonth('2024-02-10')).toBe('2024-02-29')
  })

  it('counts days and weeks', () => {
    expect(daysBetween('2026-03-01', '2026-11-22')).toBe(266)
    expect(startOfWeek('2026-11-22', 1)).toBe('2026-11-16')
    expect(startOfWeek('2026-11-22', 0)).toBe('2026-11-22')
  })

  it('knows a day and a zone from rubbish', () => {
    expect([isDay('2026-02-29'), isDay('2024-02-29'), isDay('24-2-2')]).toEqual([
      false,
      true,
      false,
    ])
    expect([isZone('Europe/Berlin'), isZone('Mars/Base')]).toEqual([true, false])
  })
})
