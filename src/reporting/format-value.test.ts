import { describe, expect, it } from 'vitest'
import type { Value } from '../store/store.ts'
import type { Format } from './define-report.ts'
import { formatValue } from './format-value.ts'

describe('values in words', () => {
  it.each<[Format, Value, string]>([
    ['count', 1234.4, '1,234'],
    ['hours', 41.25, '41.3'],
    ['money', -2870, '−$2,870'],
    ['rate', 111.1, '$111/h'],
    ['percent', 0.9381, '93.8 %'],
    ['days', 80, '80 d'],
    ['bytes', 0, '0 B'],
    ['bytes', 1_234_567, '1.2 MB'],
    ['date', '2026-09-03', '3 Sep 2026'],
    ['month', '2026-09-01', 'Sep 2026'],
    ['text', 'Acme', 'Acme'],
    ['text', 42, '42'],
    ['flag', true, 'yes'],
    ['money', null, ''],
  ])('writes %s of %j as %s', (format, value, words) => {
    expect(formatValue(value, format)).toBe(words)
  })

  it("shows money in the workspace's currency and instants in its zone", () => {
    expect(formatValue(1500, 'money', { currency: 'EUR' })).toBe('€1,500')
    const instant = formatValue('2026-11-22T06:02:00Z', 'instant', { zone: 'America/Chicago' })
    expect(instant).toBe('22 Nov 2026, 00:02')
  })
})
