import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { all, any, contains, oneOf, oneOfInParts, startsWith, where } from './conditions.ts'

describe('conditions', () => {
  it('writes every kind of value as ConnectWise reads it', () => {
    expect(where('id', '>', 12)).toBe('id > 12')
    expect(where('closedFlag', '=', false)).toBe('closedFlag = false')
    expect(where('parentTicketId', '!=', null)).toBe('parentTicketId != null')
    expect(where('board/name', '=', 'Help "Desk" \\ 1')).toBe(
      String.raw`board/name = "Help \"Desk\" \\ 1"`,
    )
    expect(contains('summary', "O'Neil")).toBe(`summary contains "O'Neil"`)
  })

  it('writes instants as whole seconds in UTC, cut and never rounded up', () => {
    const instant = new Date('2026-11-22T06:02:00.999Z')
    expect(where('lastUpdated', '>=', instant)).toBe('lastUpdated >= [2026-11-22T06:02:00Z]')
  })

  it('lets wildcards in a beginning stand for themselves', () => {
    expect(startsWith('summary', '[x] 5%_*')).toBe('summary like "[[]x] 5[%][_][*]%"')
  })

  it('puts parentheses around each part of a mixture, and none around a single one', () => {
    expect(all(any('a = 1', 'b = 2'), undefined, 'c = 3')).toBe('((a = 1) or (b = 2)) and (c = 3)')
    expect(all(undefined, 'a = 1', '')).toBe('a = 1')
  })

  it('is true of nothing for an empty list', () => {
    expect(oneOf('status/id', [])).toBe('id = null')
    expect(oneOfInParts('status/id', [])).toEqual([])
  })

  it.each(['', 'a b', 'a=1 or 1', 'a/', 'a"', '1a', 'a//b'])(
    'refuses the field name “%s”',
    (field) => {
      expect(() => where(field, '=', 1)).toThrow('is no field name')
    },
  )

  it.each([Number.NaN, Infinity, 1e21, 1e-7])('refuses the number %s', (value) => {
    expect(() => where('id', '=', value)).toThrow('is no plain number')
  })

  it('splits a long list so that each part fits into an address and none is lost', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.integer(), fc.string({ maxLength: 60 })), { maxLength: 300 }),
        (values) => {
          const parts = oneOfInParts('company/identifier', values)
          for (const part of parts) expect(encodeURIComponent(part).length).toBeLessThan(1600)
          expect(parts.flatMap((part) => parsed(part))).toEqual(
            values.map((value) => (typeof value === 'string' ? value.replaceAll('\0', '') : value)),
          )
        },
      ),
    )
  })

  it('keeps any text inside its quotes, whatever it holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
        expect(parsed(oneOf('name', [text]))).toEqual([text.toWellFormed().replaceAll('\0', '')])
      }),
    )
    for (const text of ['"', '\\', '\\"', '" or 1 = 1 or a = "', '\\\\"', 'x\\']) {
      expect(parsed(oneOf('name', [text]))).toEqual([text])
    }
  })
})

/** Reads `field in (…)` back, by the language's own rules and independently of the builder. */
function parsed(condition: string): (string | number)[] {
  const start = condition.indexOf('in (') + 4
  const values: (string | number)[] = []
  let at = start
  while (condition[at] !== ')') {
    if (condition[at] === '"') {
      let text = ''
      for (at += 1; condition[at] !== '"'; at += 1) {
        if (condition[at] === '\\') at += 1
        text += condition[at] ?? ''
      }
      values.push(text)
      at += 1
    } else {
      const number = /^-?\d+(\.\d+)?/.exec(condition.slice(at))?.[0] ?? ''
      values.push(Number(number))
      at += number.length
    }
    if (condition[at] === ',') at += 1
    if (at >= condition.length) throw new Error('the list does not end')
  }
  expect(at).toBe(condition.length - 1)
  return values
}
