import { describe, expect, it } from 'vitest'
import { assertReadOnly } from './read-only-sql.ts'

describe('a query that a person wrote', () => {
  it.each([
    'select 1',
    '  -- how many?\n select count(*) from tickets;',
    "with a as (select ';' as x) select * from a",
    'VALUES (1)',
    'describe tickets',
    'show tables',
    'explain select 1',
    'EXPLAIN ANALYZE SELECT 1',
    '(select 1) union (select 2)',
    'select "drop table x; --" from t /* ; delete */',
    'select $$ ; $$',
  ])('is let through: %s', (sql) => {
    expect(() => assertReadOnly(sql)).not.toThrow()
  })

  it.each([
    '',
    ' ; -- nothing',
    'select 1; select 2',
    'insert into t values (1)',
    'explain analyze delete from t',
    "attach 'x' as y",
    'set threads = 1',
    'pragma version',
    "copy t to 'x'",
    '/* select */ drop table t',
  ])('is refused with the next step: %s', (sql) => {
    expect(() => assertReadOnly(sql)).toThrow(
      expect.objectContaining({
        code: 'sql-not-read-only',
        hint: expect.stringContaining('SELECT'),
      }),
    )
  })
})
