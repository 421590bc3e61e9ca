import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { silentLog } from '../../kernel/log.ts'
import type { LandedTable } from '../landed-table.ts'
import { openDuckDbStore } from './open-duckdb-store.ts'

let directory: string
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'store-'))
})
afterEach(() => {
  rmSync(directory, { recursive: true, force: true })
})

const open = (path = join(directory, 'a.duckdb')) => openDuckDbStore({ path, log: silentLog })

const THINGS: LandedTable = {
  name: 'things',
  columns: {
    id: { type: 'integer', path: 'id' },
    amount: { type: 'decimal', path: 'amount' },
    order: { type: 'text', path: 'order' },
  },
}

describe('opening the store', () => {
  it('keeps tables and views over a close and an open', async () => {
    const first = await open()
    await first.prepare([THINGS])
    await first.execute(`insert into things (id, amount) values (1, 2.5);
      create view dear as select * from things where amount > 2`)
    await first.close()
    const second = await open()
    await second.prepare([THINGS])
    expect(await second.query('select id, amount, raw, deleted_at from dear')).toEqual([
      { id: 1, amount: 2.5, raw: null, deleted_at: null },
    ])
    await second.close()
  })

  it('adds a column that a newer declaration has and keeps the rows', async () => {
    const store = await open()
    await store.prepare([THINGS])
    await store.execute('insert into things (id) values (7)')
    const columns = { ...THINGS.columns, paid_on: { type: 'date', path: 'paid' } } as const
    await store.prepare([{ ...THINGS, columns }])
    expect(await store.query('select id, paid_on from things')).toEqual([{ id: 7, paid_on: null }])
    await store.close()
  })

  it('refuses a file that this process already has open', async () => {
    const store = await open()
    await expect(
      open(join(directory, '..', directory.split('/').at(-1) ?? '', 'a.duckdb')),
    ).rejects.toMatchObject({
      code: 'data-in-use',
    })
    await store.close()
    await (await open()).close()
  })

  it('refuses a file that another process has open, and says what to do', async () => {
    const path = join(directory, 'a.duckdb')
    const script = `import { openDuckDbStore } from ${JSON.stringify(import.meta.resolve('./open-duckdb-store.ts'))}
      globalThis.store = await openDuckDbStore({ path: ${JSON.stringify(path)}, log: { debug() {} } })
      console.log('open'); setInterval(() => {}, 1000)`
    const other = spawn(process.execPath, ['--input-type=module', '-e', script])
    try {
      await once(other.stdout, 'data')
      await expect(open(path)).rejects.toMatchObject({
        code: 'data-in-use',
        remedy: 'retry',
        hint: expect.stringContaining('Stop the other'),
      })
    } finally {
      other.kill('SIGKILL')
      await once(other, 'exit')
    }
    await (await open(path)).close()
  })

  it('tells a damaged file from one that cannot be reached', async () => {
    const damaged = join(directory, 'damaged.duckdb')
    writeFileSync(damaged, Buffer.alloc(12_288, 7))
    await expect(open(damaged)).rejects.toMatchObject({ code: 'data-corrupt' })
    await expect(open(join(damaged, 'a.duckdb'))).rejects.toMatchObject({ code: 'data-unreadable' })
    mkdirSync(join(directory, 'folder.duckdb'))
    await expect(open(join(directory, 'folder.duckdb'))).rejects.toMatchObject({
      code: 'data-unreadable',
    })
  })

  it.skipIf(process.getuid?.() === 0)('says so when the directory is closed to it', async () => {
    chmodSync(directory, 0o000)
    await expect(open()).rejects.toMatchObject({ code: 'data-unreadable' })
    chmodSync(directory, 0o700)
  })
})

describe('a query', () => {
  const ask = async (sql: string, params = {}, options = {}) => {
    const store = await open(':memory:')
    try {
      return await store.query(sql, params, options)
    } finally {
      await store.close()
    }
  }

  it('gives every kind of value in the form the port promises', async () => {
    const [row] = await ask(`select 12.3400::decimal(18,4) as money, 9007199254740991 as safe,
      9007199254740993 as beyond, sum(1) as total, date '2026-02-28' as day, true as yes,
      timestamptz '2026-11-22T06:02:00Z' as instant, timestamptz '2026-11-22T06:02:00.5+02:00' as fraction,
      timestamp '2026-11-22 06:02:00' as wall, '{"a":1}'::json as document, [1, 2] as list,
      0.1::double as ratio, 'nan'::double as nothing, null as none`)
    expect(row).toEqual({
      money: 12.34,
      safe: 9007199254740991,
      beyond: '9007199254740993',
      total: 1,
      day: '2026-02-28',
      yes: true,
      instant: '2026-11-22T06:02:00Z',
      fraction: '2026-11-22T04:02:00.500Z',
      wall: '2026-11-22T06:02:00',
      document: '{"a":1}',
      list: '[1,2]',
      ratio: 0.1,
      nothing: null,
      none: null,
    })
  })

  it('answers as PostgreSQL does where the engines differ in silence', async () => {
    const rows = await ask(`select 7/2 as half, current_setting('TimeZone') as zone, x
      from (values (1), (null), (2)) t(x) order by x desc`)
    expect(rows.map((row) => row['x'])).toEqual([null, 2, 1])
    expect(rows[0]).toMatchObject({ half: 3, zone: 'UTC' })
  })

  it('binds the parameters its text names and ignores the others', async () => {
    expect(
      await ask('select $as_of::date + $days as due', { as_of: '2026-01-31', days: 1, other: 'x' }),
    ).toEqual([{ due: '2026-02-01' }])
    await expect(ask('select $missing')).rejects.toMatchObject({ code: 'query-failed' })
  })

  it('stops at the row cap without producing the rest', async () => {
    expect(await ask('select * from range(100000000000)', {}, { maxRows: 3 })).toHaveLength(3)
  })

  it('is stopped at its deadline', async () => {
    await expect(
      ask('select count(*) from range(1000000000) a, range(1000000) b', {}, { deadlineMs: 100 }),
    ).rejects.toMatchObject({ code: 'query-timeout' })
  })

  it.each([
    'create table t (a integer)',
    'explain analyze create table t (a integer)',
    "attach ':memory:' as other",
    "set timezone = 'Europe/Berlin'",
    "select * from read_text('/etc/hostname')",
    "copy (select 1) to '/tmp/never.csv'",
    'install httpfs',
    'select 1; select 2',
    'selec 1',
    '',
  ])('fails in words for what is no query or not allowed: %s', async (sql) => {
    await expect(ask(sql)).rejects.toMatchObject({ code: 'query-failed' })
  })
})
