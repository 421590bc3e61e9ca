import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AppError } from '../../kernel/app-error.ts'
import { silentLog } from '../../kernel/log.ts'
import type { LandedTable } from '../landed-table.ts'
import type { Landing, Load } from '../landing.ts'
import type { Row, Store } from '../store.ts'
import { openDuckDbStore } from './open-duckdb-store.ts'

const TICKETS: LandedTable = {
  name: 'tickets',
  columns: {
    id: { type: 'integer', path: 'id' },
    summary: { type: 'text', path: 'summary' },
    company_id: { type: 'integer', path: 'company/id' },
    company_name: { type: 'text', path: 'company/name' },
    hours: { type: 'decimal', path: 'actualHours' },
    far_id: { type: 'bigint', path: 'farId' },
    closed: { type: 'boolean', path: 'closedFlag' },
    required_on: { type: 'date', path: 'requiredDate' },
    updated_at: { type: 'timestamp', path: '_info/lastUpdated' },
    custom_fields: { type: 'json', path: 'customFields' },
  },
}

const AT = new Date('2026-11-22T12:00:00Z')

let store: Store
beforeEach(async () => {
  store = await openDuckDbStore({ path: ':memory:', log: silentLog })
  await store.prepare([TICKETS])
})
afterEach(() => store.close())

const jsonOf = (records: unknown): Buffer =>
  Buffer.from(typeof records === 'string' ? records : JSON.stringify(records))
const land = (records: unknown, more: Partial<Landing> = {}) =>
  store.land({
    table: TICKETS,
    pages: [{ json: jsonOf(records) }],
    at: AT,
    ...more,
  })
const ticket = (id: number, second: number, more: object = {}) => ({
  id,
  _info: { lastUpdated: `2026-01-01T00:00:${String(second).padStart(2, '0')}Z` },
  ...more,
})
const rows = (columns: string): Promise<Row[]> =>
  store.query(`select ${columns} from tickets order by id`)

/** As a sync does it: what a load refuses is landed. */
async function loadOrLand(records: unknown, more: Pick<Landing, 'checkpoint'> = {}) {
  const load = await store.openLoad(TICKETS)
  try {
    const added = await load.add({ json: jsonOf(records), after: 0, upTo: 1_000_000, at: AT })
    await load.commit({
      stream: 'tickets',
      at: AT,
      propose: () => more.checkpoint?.propose(added.lastId) ?? null,
      committed: () => more.checkpoint?.committed?.(added.lastId),
    })
    return { rows: added.rows, inserted: added.rows }
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'load-refused') throw error
    return await land(records, more)
  } finally {
    load.close()
  }
}

/** Both ways into the table have to agree on everything. */
const WAYS = [
  ['staged', land],
  ['as a load', loadOrLand],
] as const

describe.each(WAYS)('landing, %s', (_way, put) => {
  it('keeps every type exactly', async () => {
    await put(
      `[{"id": 1, "summary": "naïve \\"quotes\\" 漢字 \\ud83d\\ude00", "company": {"id": 7, "name": "Acme",
        "_info": {"company_href": "x"}}, "actualHours": 99999999999.9999, "farId": 9223372036854775807,
        "closedFlag": false, "requiredDate": "2026-02-28T00:00:00Z",
        "_info": {"lastUpdated": "2026-01-01T10:00:00Z"},
        "customFields": [{"id": 3, "value": "false"}]}]`,
    )
    expect(await rows('* exclude (raw, synced_at)')).toEqual([
      {
        id: 1,
        summary: 'naïve "quotes" 漢字 😀',
        company_id: 7,
        company_name: 'Acme',
        hours: 99999999999.9999,
        far_id: '9223372036854775807',
        closed: false,
        required_on: '2026-02-28',
        updated_at: '2026-01-01T10:00:00Z',
        custom_fields: '[{"id":3,"value":"false"}]',
        deleted_at: null,
      },
    ])
    expect(await rows(`raw->>'$.company._info.company_href' as link, synced_at`)).toEqual([
      { link: 'x', synced_at: '2026-11-22T12:00:00Z' },
    ])
  })

  it('reads missing, null, empty reference and empty text as no value, except in a text column', async () => {
    await put([
      { id: 1 },
      { id: 2, company: null, summary: null },
      { id: 3, company: {}, actualHours: '', requiredDate: '', closedFlag: null, summary: '' },
    ])
    expect(await rows('id, company_id, hours, required_on, closed, summary')).toEqual(
      [null, null, ''].map((summary, index) => ({
        id: index + 1,
        company_id: null,
        hours: null,
        required_on: null,
        closed: null,
        summary,
      })),
    )
  })

  it('takes numbers in text, with and without decimals', async () => {
    await put('[{"id": 1.00, "company": {"id": "12"}, "actualHours": "0.25"}]')
    expect(await rows('id, company_id, hours')).toEqual([{ id: 1, company_id: 12, hours: 0.25 }])
  })

  it('drops NUL bytes and halves of surrogate pairs, and leaves what only looks like them', async () => {
    await put(
      String.raw`[{"id": 1, "summary": "a\u0000b"}, {"id": 2, "summary": "a\\u0000b"}, {"id": 3, "summary": "\ud800!"}]`,
    )
    expect(await rows('summary')).toEqual([
      { summary: 'ab' },
      { summary: String.raw`a\u0000b` },
      { summary: '\ufffd!' },
    ])
    expect(await rows(`raw->>'summary' as summary`)).toHaveLength(3)
  })

  it('sets records aside that do not convert, with the reason, and lands the others', async () => {
    const landed = await put([
      ticket(1, 0),
      ticket(2, 0, { actualHours: 'many', requiredDate: 'soon' }),
      ticket(3, 0, { company: { id: 2.5 } }),
      ticket(4, 0, { farId: '9223372036854775808' }),
      { summary: 'no id' },
      null,
      'text',
      ticket(5, 0),
    ])
    expect(landed).toMatchObject({ rows: 8, inserted: 2, quarantined: 6, lastId: 5 })
    expect(await rows('id')).toEqual([{ id: 1 }, { id: 5 }])
    expect(
      await store.query(
        'select id, reason, seen_at from sync_quarantine order by id nulls last, reason limit 4',
      ),
    ).toEqual(
      [
        { id: 2, reason: 'does not fit: hours, required_on' },
        { id: 3, reason: 'does not fit: company_id' },
        { id: 4, reason: 'does not fit: far_id' },
        { id: null, reason: 'the record has no id' },
      ].map((entry) => ({ ...entry, seen_at: '2026-11-22T12:00:00Z' })),
    )
  })

  it('lands a record once when its page holds it twice: the newer, then the later one', async () => {
    const landed = await put([
      ticket(1, 5, { summary: 'newer' }),
      ticket(1, 4, { summary: 'older' }),
      ticket(2, 5, { summary: 'first' }),
      ticket(2, 5, { summary: 'last' }),
    ])
    expect(landed).toMatchObject({ rows: 4, inserted: 2 })
    expect(await rows('summary')).toEqual([{ summary: 'newer' }, { summary: 'last' }])
  })

  it('notices that rows are here already', async () => {
    await put([ticket(1, 5), ticket(2, 5)])
    const again = await put([ticket(2, 5), ticket(3, 5)])
    expect(again).toMatchObject({ rows: 2, inserted: 1, unchanged: 1, updated: 0 })
    expect(await rows('id')).toHaveLength(3)
  })

  it('refuses a page that is no JSON, leaving rows and checkpoint as they were', async () => {
    const checkpoint = { stream: 'tickets', propose: () => ({ at: 1 }) }
    await expect(put('[{"id": 1}, {"id": 2', { checkpoint })).rejects.toMatchObject({
      code: 'page-malformed',
    })
    expect(await rows('id')).toEqual([])
    expect(await store.checkpoint('tickets')).toBe(null)
  })

  it('commits the checkpoint with the rows and tells when it is done', async () => {
    const seen: string[] = []
    const checkpoint = {
      stream: 'tickets',
      propose: () => (seen.push('propose'), { last_id: 2 }),
      committed: () => seen.push('committed'),
    }
    await put([ticket(1, 0), ticket(2, 0)], { checkpoint })
    expect(seen.slice(-2)).toEqual(['propose', 'committed'])
    expect(await store.checkpoint('tickets')).toBe('{"last_id":2}')
  })
})

describe('landing over rows that are here', () => {
  it('lets the newer stamp win and counts what changed', async () => {
    await land([ticket(1, 5, { summary: 'a' }), ticket(2, 5, { summary: 'b' }), ticket(3, 5)])
    const landed = await land(
      [
        ticket(1, 6, { summary: 'a2' }),
        ticket(2, 4, { summary: 'stale' }),
        ticket(3, 5),
        ticket(4, 0),
      ],
      { at: new Date('2026-11-23T00:00:00Z') },
    )
    expect(landed).toMatchObject({ inserted: 1, updated: 1, unchanged: 2 })
    expect(await rows('id, summary, synced_at::date as synced_on')).toEqual([
      { id: 1, summary: 'a2', synced_on: '2026-11-23' },
      { id: 2, summary: 'b', synced_on: '2026-11-22' },
      { id: 3, summary: null, synced_on: '2026-11-22' },
      { id: 4, summary: null, synced_on: '2026-11-23' },
    ])
  })

  it('releases a record from quarantine when it lands after all', async () => {
    await land([ticket(1, 5, { actualHours: 'many' })])
    await land([ticket(1, 6, { actualHours: 'lots' })])
    expect(await store.query('select count(*) as n from sync_quarantine')).toEqual([{ n: 1 }])
    await land([ticket(1, 7, { actualHours: 2 })])
    expect(await store.query('select count(*) as n from sync_quarantine')).toEqual([{ n: 0 }])
    expect(await rows('hours')).toEqual([{ hours: 2 }])
  })

  it('takes the later answer when the stamp is the same but the record is not', async () => {
    await land([ticket(1, 5, { summary: 'a' })])
    expect(await land([ticket(1, 5, { summary: 'b' })])).toMatchObject({ updated: 1 })
  })

  it('brings a buried row back when its record is listed again', async () => {
    await land([ticket(1, 5), ticket(2, 5)])
    expect(await store.bury(TICKETS, [1, 2, 9], AT)).toBe(2)
    expect(await store.bury(TICKETS, [1], AT)).toBe(0)
    expect(await land([ticket(1, 5)])).toMatchObject({ updated: 1, reappeared: 1 })
    expect(await store.revive(TICKETS, [1, 2], AT)).toBe(1)
    expect(await rows('id, deleted_at')).toEqual([
      { id: 1, deleted_at: null },
      { id: 2, deleted_at: null },
    ])
  })

  it('fills a column that was declared later, although the record did not change', async () => {
    await land([ticket(1, 5, { summary: 'a', severity: 'High' })])
    const wider: LandedTable = {
      ...TICKETS,
      columns: { ...TICKETS.columns, severity: { type: 'text', path: 'severity' } },
    }
    await store.saveCheckpoint('tickets', { covered_until: 'now' }, AT)
    await store.prepare([wider])
    expect(await store.checkpoint('tickets')).toBe(null)
    await store.close()
    store = await openDuckDbStore({ path: ':memory:', log: silentLog })
    await store.prepare([wider])
    await land([ticket(1, 5, { severity: 'High' })], { table: wider })
    expect(await rows('severity')).toEqual([{ severity: 'High' }])
  })
})

describe('landing the lists of several parents', () => {
  const NOTES: LandedTable = {
    name: 'notes',
    columns: {
      id: { type: 'integer', path: 'id' },
      ticket_id: { type: 'integer', path: 'ticketId' },
      whole: { type: 'json', path: 'member' },
      member_id: { type: 'integer', path: 'member/id' },
    },
  }

  it('gives a record its parent where it does not name it, and a column of a whole object its part', async () => {
    await store.prepare([NOTES])
    const landed = await store.land({
      table: NOTES,
      parentColumn: 'ticket_id',
      at: AT,
      pages: [
        {
          parentId: 7,
          json: jsonOf('[{"id": 1, "member": {"id": 4}}, {"id": 2, "ticketId": 8}]'),
        },
        { parentId: 9, json: jsonOf('[]') },
        { parentId: 10, json: jsonOf(' [ {"id": 3} ]\r\n') },
      ],
    })
    expect(landed).toMatchObject({ rows: 3, inserted: 3 })
    expect(
      await store.query('select id, ticket_id, whole, member_id from notes order by id'),
    ).toEqual([
      { id: 1, ticket_id: 7, whole: '{"id":4}', member_id: 4 },
      { id: 2, ticket_id: 8, whole: null, member_id: null },
      { id: 3, ticket_id: 10, whole: null, member_id: null },
    ])
  })
})

describe('reading while landing', () => {
  it('sees whole pages only, and every page once it is landed', async () => {
    const page = (from: number) =>
      Array.from({ length: 500 }, (_, index) =>
        ticket(from + index, 1, { summary: 'x'.repeat(50) }),
      )
    const landings = Promise.all(
      [0, 1, 2, 3, 4, 5].map((n) => {
        return n % 2 === 0 ? land(page(n * 500 + 1)) : loadOrLand(page(n * 500 + 1))
      }),
    )
    const progress = { done: false }
    void landings.then(() => (progress.done = true))
    const seen = new Set<number>()
    while (!progress.done) {
      const [row] = await store.query(
        'select count(*)::integer as n, count(distinct id)::integer as d from tickets',
      )
      expect(row?.['n']).toBe(row?.['d'])
      seen.add(Number(row?.['n']))
    }
    await landings
    expect([...seen].filter((count) => count % 500 !== 0)).toEqual([])
    expect(await store.query('select count(*)::integer as n from tickets')).toEqual([{ n: 3000 }])
  })
})

describe('a load', () => {
  const page = (from: number, rows: number) =>
    jsonOf(Array.from({ length: rows }, (_, index) => ticket(from + index, 1)))
  const commit = (load: Load, state: string) =>
    load.commit({ stream: 'tickets', at: AT, propose: () => state, committed: () => {} })

  it('shows its rows from the commit on, with the state that says so', async () => {
    const load = await store.openLoad(TICKETS)
    const added = await load.add({ json: page(1, 1000), after: 0, upTo: 1000, at: AT })
    expect(added).toEqual({ rows: 1000, lastId: 1000, isDue: false })
    expect(await rows('id')).toEqual([])
    await commit(load, 'one')
    expect(await rows('id')).toHaveLength(1000)
    expect(await store.checkpoint('tickets')).toBe('"one"')
    load.close()
  })

  it('says that a commit is due before much can be lost', async () => {
    const load = await store.openLoad(TICKETS)
    const due: boolean[] = []
    for (let after = 0; after < 9000; after += 1000) {
      const upTo = after + 1000
      const added = await load.add({ json: page(after + 1, 1000), after, upTo, at: AT })
      due.push(added.isDue)
      if (added.isDue) await commit(load, String(upTo))
    }
    expect(due.indexOf(true)).toBe(7)
    load.close()
    expect(await rows('id')).toHaveLength(8000)
  })

  it('undoes what is not committed when it refuses a page, and can go on', async () => {
    const load = await store.openLoad(TICKETS)
    await load.add({ json: page(1, 10), after: 0, upTo: 10, at: AT })
    await commit(load, 'ten')
    await load.add({ json: page(11, 10), after: 10, upTo: 20, at: AT })
    const outside = load.add({ json: page(31, 10), after: 20, upTo: 30, at: AT })
    await expect(outside).rejects.toMatchObject({ code: 'load-refused' })
    await commit(load, 'never')
    expect(await rows('id')).toHaveLength(10)
    expect(await store.checkpoint('tickets')).toBe('"ten"')
    await load.add({ json: page(11, 10), after: 10, upTo: 20, at: AT })
    await commit(load, 'twenty')
    expect(await rows('id')).toHaveLength(20)
    load.close()
  })

  it('loads side by side with others', async () => {
    const loads = await Promise.all([0, 1, 2, 3].map(() => store.openLoad(TICKETS)))
    await Promise.all(
      loads.map(async (load, index) => {
        for (let step = 0; step < 10; step += 1) {
          const after = index * 10_000 + step * 1000
          const json = page(after + 1, 1000)
          const { isDue } = await load.add({ json, after, upTo: after + 1000, at: AT })
          if (isDue) await commit(load, String(after))
        }
        await commit(load, String(index))
        load.close()
      }),
    )
    expect(
      await store.query(
        'select count(*)::integer as n, count(distinct id)::integer as d from tickets',
      ),
    ).toEqual([{ n: 40_000, d: 40_000 }])
  })
})
