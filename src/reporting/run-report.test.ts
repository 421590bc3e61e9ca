import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { silentLog } from '../kernel/log.ts'
import { defaultSettings } from '../model/settings.ts'
import { openDuckDbStore } from '../store/duckdb/open-duckdb-store.ts'
import type { Store } from '../store/store.ts'
import { defineReport, sum } from './define-report.ts'
import { runReport } from './run-report.ts'
import { createViewer, type StreamCopy, type Viewer } from './viewer.ts'

const now = new Date('2026-11-23T04:30:00Z')
const settings = { ...defaultSettings, timeZone: 'America/Chicago' }

const report = defineReport({
  id: 'sample',
  title: 'Sample',
  area: 'Data Check',
  question: 'What?',
  reads: ['tickets'],
  params: {
    on: { type: 'date', label: 'On', default: 'today' },
    rows: { type: 'integer', label: 'Rows', default: 3, min: 0, max: 100 },
  },
  sql: `select n::integer as n, $on_at::timestamptz as starts_at, $on_end_at::timestamptz as ends_at,
               $today::text as today, $zone::text as zone
          from generate_series(1, $rows::integer) as g(n)`,
  columns: { n: { label: 'N', format: 'count' } },
  totals: (rows) => ({ n: sum(rows, 'n') }),
  kpis: (rows) => [{ id: 'n', label: 'N', value: sum(rows, 'n'), format: 'count' }],
  chart: { kind: 'none', x: 'n', y: [] },
  headline: (rows) => (rows.length === 0 ? null : `${rows.length} rows.`),
  definition: 'Counts.',
})

let store: Store
beforeAll(async () => {
  store = await openDuckDbStore({ path: ':memory:', log: silentLog })
})
afterAll(async () => store.close())

const viewerOf = (...copies: StreamCopy[]): Viewer =>
  createViewer({ reader: store, settings, copies, now })

const tickets: StreamCopy = {
  stream: 'tickets',
  coveredUntil: '2026-11-23T04:00:00Z',
  rows: 10,
  state: 'synced',
}

describe('running a report', () => {
  it("binds days as instants of the workspace's zone, and today from the copy, not the clock", async () => {
    const answer = await runReport(
      viewerOf({ ...tickets, coveredUntil: '2026-11-01T04:30:00Z' }),
      report,
    )
    expect(answer.asOf).toBe('2026-11-01T04:30:00.000Z')
    expect(answer.params).toEqual({ on: '2026-10-31', rows: 3 })
    expect(answer.rows[0]).toEqual({
      n: 1,
      starts_at: '2026-10-31T05:00:00Z',
      ends_at: '2026-11-01T05:00:00Z',
      today: '2026-10-31',
      zone: 'America/Chicago',
    })
  })

  it('gives a day with 25 hours all of them', async () => {
    const { rows } = await runReport(viewerOf(tickets), report, { on: '2026-11-01' })
    expect(rows[0]).toMatchObject({
      starts_at: '2026-11-01T05:00:00Z',
      ends_at: '2026-11-02T06:00:00Z',
    })
  })

  it('speaks of all rows in totals, numbers and headline, however few it returns', async () => {
    const answer = await runReport(viewerOf(tickets), report, { rows: '10' }, { maxRows: 2 })
    expect(answer).toMatchObject({
      rowCount: 10,
      truncated: true,
      totals: { n: 55 },
      kpis: [{ value: 55 }],
      headline: '10 rows.',
      links: { self: '/reports/sample?on=2026-11-22&rows=10' },
    })
    expect(answer.rows).toHaveLength(2)
  })

  it('has no totals where there are no rows', async () => {
    const answer = await runReport(viewerOf(tickets), report, { rows: 0 })
    expect(answer).toMatchObject({ totals: null, headline: null, truncated: false, rowCount: 0 })
  })

  it('refuses when a stream is denied and was never copied, and says which permission to give', async () => {
    const denied: StreamCopy = { ...tickets, coveredUntil: null, state: 'denied' }
    await expect(runReport(viewerOf(denied), report)).rejects.toMatchObject({
      code: 'report-unavailable',
      message: 'Sample needs tickets, which ConnectWise does not let your API member read.',
      hint: expect.stringContaining('Service Desk > Service Tickets'),
    })
  })

  it('answers from the older copy when the permission was lost, and says so', async () => {
    const { freshness } = await runReport(viewerOf({ ...tickets, state: 'denied' }), report)
    expect(freshness).toMatchObject([{ stream: 'tickets', state: 'denied', rows: 10 }])
    expect(freshness[0]?.note).toContain('does not let your API member read')
  })
})
