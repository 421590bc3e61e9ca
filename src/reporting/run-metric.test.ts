import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { silentLog } from '../kernel/log.ts'
import { metrics } from '../model/metrics.ts'
import { refreshModel } from '../model/refresh-model.ts'
import { defaultSettings } from '../model/settings.ts'
import { openDuckDbStore } from '../store/duckdb/open-duckdb-store.ts'
import type { Store } from '../store/store.ts'
import { streams } from '../streams/catalogue.ts'
import { runMetric } from './run-metric.ts'
import { createViewer } from './viewer.ts'

const now = new Date('2026-11-22T18:00:00Z')
const settings = { ...defaultSettings, timeZone: 'America/Chicago', ownCompanyIds: [1] }

let store: Store
beforeEach(async () => {
  store = await openDuckDbStore({ path: ':memory:', log: silentLog })
  await store.prepare(streams)
})
afterEach(async () => store.close())

async function valuesOf(id: string, rows = ''): Promise<Record<string, number | null>> {
  await store.execute(rows)
  await refreshModel(store, { settings, asOf: now })
  const viewer = createViewer({ reader: store, settings, copies: [], now })
  const { points } = await runMetric(viewer, id)
  return Object.fromEntries(points.map(({ month, value }) => [month, value]))
}

describe('the series of the front page', () => {
  it('have thirteen months each, the current one last, also on an empty copy', async () => {
    await refreshModel(store, { settings, asOf: now })
    const viewer = createViewer({ reader: store, settings, copies: [], now })
    for (const metric of metrics) {
      const series = await runMetric(viewer, metric.id)
      const months = series.points.map((point) => point.month)
      expect([metric.id, months.length, months[0], months[12]]).toEqual([
        metric.id,
        13,
        '2025-11-01',
        '2026-11-01',
      ])
      expect(series.points.filter((point) => (point.value ?? 0) !== 0)).toEqual([])
    }
  })

  it('uninvoiced_labor: as it stood at the end of each month, invoiced on the last day is not', async () => {
    const values = await valuesOf(
      'uninvoiced_labor',
      `insert into invoices (id, date) values (5, '2026-09-30'), (6, '2026-10-01');
       insert into time_entries (id, time_start, actual_hours, hourly_rate, billable_option, invoice_id) values
         (1, '2026-08-10T15:00:00Z', 1, 100, 'Billable', 5),
         (2, '2026-08-10T15:00:00Z', 1, 10, 'Billable', 6),
         (3, '2026-10-01T04:59:00Z', 1, 1, 'Billable', null)`,
    )
    expect(values).toMatchObject({
      '2026-07-01': 0,
      '2026-08-01': 110,
      '2026-09-01': 11,
      '2026-10-01': 1,
      '2026-11-01': 1,
    })
  })

  it('receivables_over_60: what was owed before later payments, on day 61 and not on day 60', async () => {
    const values = await valuesOf(
      'receivables_over_60',
      `insert into invoices (id, date, balance) values (5, '2026-07-31', 30), (6, '2026-08-01', 500);
       insert into invoice_payments (id, invoice_id, amount, payment_date) values
         (1, 5, 70, '2026-10-31'), (2, 5, 20, '2026-11-01')`,
    )
    // 30 September is 61 days after 31 July and 60 after 1 August.
    expect(values).toMatchObject({
      '2026-08-01': 0,
      '2026-09-01': 120,
      '2026-10-01': 550,
      '2026-11-01': 530,
    })
  })

  it('receivables_over_60: a credit applied later changed nothing of what was owed in all', async () => {
    const values = await valuesOf(
      'receivables_over_60',
      `insert into invoices (id, type, date, balance) values
         (7, 'Standard', '2026-05-01', 60), (8, 'CreditMemo', '2026-05-02', 0);
       insert into invoice_payments (id, invoice_id, credit_id, amount, payment_date) values
         (3, 7, 8, 40, '2026-10-15')`,
    )
    expect(values).toMatchObject({ '2026-09-01': 60, '2026-10-01': 60 })
  })

  it('effective_hourly_rate: none in a month without hours', async () => {
    const values = await valuesOf(
      'effective_hourly_rate',
      `insert into agreements (id, start_date, no_ending_date_flag) values (1, '2020-01-01', true);
       insert into additions (id, agreement_id, quantity, unit_cost) values (1, 1, 1, 200);
       insert into invoices (id, type, agreement_id, date, total) values (1, 'Agreement', 1, '2026-10-01', 1000);
       insert into time_entries (id, agreement_id, time_start, actual_hours) values (1, 1, '2026-10-31T23:00:00Z', 8)`,
    )
    expect(values).toMatchObject({ '2026-09-01': null, '2026-10-01': 100 })
  })

  it('utilization and missing time: up to yesterday, by local days', async () => {
    const rows = `
      insert into members (id, first_name, daily_capacity, hire_date) values (1, 'Ann', 8, '2026-11-19');
      insert into time_entries (id, member_id, company_id, time_start, actual_hours, billable_option) values
        (1, 1, 2, '2026-11-19T15:00:00Z', 6, 'Billable'),
        (2, 1, 1, '2026-11-20T15:00:00Z', 8, 'NoCharge'),
        (3, 1, 2, '2026-11-22T15:00:00Z', 9, 'Billable')`
    expect(await valuesOf('utilization', rows)).toMatchObject({ '2026-11-01': 0.375 })
    expect(await valuesOf('realization')).toMatchObject({ '2026-11-01': 0.375 })
    expect(await valuesOf('missing_time_hours')).toMatchObject({ '2026-11-01': 2 })
  })

  it('tickets: open at the end of the month, opened and closed in it', async () => {
    const rows = `
      insert into tickets (id, entered_at, closed_flag, closed_date) values
        (1, '2026-09-10T15:00:00Z', true, '2026-11-01T04:59:59Z'),
        (2, '2026-09-10T15:00:00Z', true, '2026-11-01T05:00:00Z'),
        (3, '2026-10-10T15:00:00Z', false, null)`
    expect(await valuesOf('open_tickets', rows)).toMatchObject({
      '2026-08-01': 0,
      '2026-09-01': 2,
      '2026-10-01': 2,
      '2026-11-01': 1,
    })
    expect(await valuesOf('tickets_opened')).toMatchObject({ '2026-09-01': 2, '2026-10-01': 1 })
    expect(await valuesOf('tickets_closed')).toMatchObject({ '2026-10-01': 1, '2026-11-01': 1 })
  })

  it('sla_met: the share of resolutions in time', async () => {
    const values = await valuesOf(
      'sla_met',
      `insert into slas (id, resolution_hours) values (1, 1);
       insert into tickets (id, sla_id, date_resolved, resolve_minutes) values
         (1, 1, '2026-10-10T15:00:00Z', 60), (2, 1, '2026-10-10T15:00:00Z', 61)`,
    )
    expect(values).toMatchObject({ '2026-09-01': null, '2026-10-01': 0.5 })
  })

  it('names what it does not know', async () => {
    await expect(valuesOf('luck')).rejects.toMatchObject({ code: 'metric-not-found' })
  })
})
