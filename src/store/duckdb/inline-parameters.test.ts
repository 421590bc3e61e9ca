import { array, assert, asyncProperty, constantFrom, double, oneof, string } from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { silentLog } from '../../kernel/log.ts'
import type { Store } from '../store.ts'
import { inlineParameters } from './inline-parameters.ts'
import { openDuckDbStore } from './open-duckdb-store.ts'

describe('parameters in the text of a query', () => {
  let store: Store
  beforeAll(async () => {
    store = await openDuckDbStore({ path: ':memory:', log: silentLog })
  })
  afterAll(() => store.close())

  it('come back as they were given, whatever they hold', async () => {
    const hostile = oneof(
      string({ unit: 'binary' }),
      constantFrom(`'`, `''`, `\\'`, `'; drop table x --`, `$$`, `$a$`, `/*`, `*/`, `"`, '$text'),
      array(constantFrom(`'`, '\\', '$', '-', '"', 'a', '\n'), { maxLength: 12 }).map((parts) =>
        parts.join(''),
      ),
    )
    await assert(
      asyncProperty(
        hostile,
        double({ noNaN: true, noDefaultInfinity: true }),
        async (text, number) => {
          const value = text.replaceAll('\0', '').toWellFormed()
          const rows = await store.query('select $text as text, $number as number, $none as none', {
            text: value,
            number,
            none: null,
          })
          expect(rows).toEqual([{ text: value, number: number === 0 ? 0 : number, none: null }])
        },
      ),
      { numRuns: 300 },
    )
  })

  it('have the types they would be bound with', async () => {
    const sql = `select typeof($n) as n, typeof($far) as far, typeof($part) as part,
      typeof($t) as t, typeof($b) as b`
    const params = { n: 2, far: 2 ** 40, part: 0.5, t: 'x', b: true }
    expect(await store.query(sql, params)).toEqual([
      { n: 'INTEGER', far: 'BIGINT', part: 'DOUBLE', t: 'VARCHAR', b: 'BOOLEAN' },
    ])
  })

  it.each([
    [`select '$a', "$a" from t -- $a`],
    [`select e'\\'$a' /* $a */`],
    ['select $$ $a $$, $x$ $a $$ $x$'],
    ['select a$a'],
    [`select raw->>'$.a'`],
  ])('are not looked for where the dollar sign means something else: %s', (sql) => {
    expect(inlineParameters(sql, {})).toBe(sql)
  })

  it('are told apart when one name starts with another', () => {
    expect(inlineParameters('$a, $a_at, $a', { a: 1, a_at: 'x' })).toBe(
      `'1'::integer, 'x'::varchar, '1'::integer`,
    )
  })

  it('must all be given', () => {
    expect(() => inlineParameters('select $day', {})).toThrow('names $day, which was not given')
  })
})
