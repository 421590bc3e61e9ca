import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { silentLog } from '../../kernel/log.ts'
import type { Store } from '../store.ts'
import { openDuckDbStore } from './open-duckdb-store.ts'

let store: Store
beforeEach(async () => {
  store = await openDuckDbStore({ path: ':memory:', log: silentLog })
  await store.execute(`
    create table lines as
      select i::integer as id, (i / 7)::decimal(18, 4) as amount, date '2026-01-01' + (i % 90)::integer as day,
             i % 2 = 0 as even, if(i % 5 = 0, null, 'text "' || i || '" é 漢 \\ ' || chr(10)) as words,
             if(i % 3 = 0, null, (i * 0.25)::decimal(18, 4)) as quarter, '{"a": 1}'::json as document
        from range(5000) r(i)`)
})
afterEach(() => store.close())

describe('an answer of many rows', () => {
  it.each([
    ['every kind of value', 'select * from lines order by amount desc, id'],
    ['a comment at its end', 'with l as (select * from lines) select id, words from l -- all'],
    [
      'names that are words of SQL',
      'select id as "order", words as "a ""b""" from lines order by 1',
    ],
    ['names that come twice', 'select id, id, words from lines order by 1'],
    ['a number that no integer holds', 'select id + 9007199254740993 as far from lines'],
    ['an instant', `select timestamptz '2026-01-01 10:00:00Z' + to_minutes(id) as at from lines`],
  ])('is the same the second time as the first: %s', async (_what, sql) => {
    const first = await store.query(sql)
    expect(first).toHaveLength(5000)
    expect(await store.query(sql)).toEqual(first)
  })

  it('is cut and parametrised the second time as well', async () => {
    const sql = 'select id, words from lines where id >= $from order by id'
    await store.query(sql, { from: 0 })
    const cut = await store.query(sql, { from: 10 }, { maxRows: 3 })
    expect(cut.map(({ id }) => id)).toEqual([10, 11, 12])
  })

  it('follows a view whose columns changed', async () => {
    await store.execute('create view seen as select id, 1.5 as what from lines')
    const sql = 'select * from seen order by id'
    expect((await store.query(sql))[0]).toEqual({ id: 0, what: 1.5 })
    expect((await store.query(sql))[0]).toEqual({ id: 0, what: 1.5 })
    await store.execute(`create or replace view seen as select id, 'text' as what from lines`)
    expect((await store.query(sql))[0]).toEqual({ id: 0, what: 'text' })
  })
})
