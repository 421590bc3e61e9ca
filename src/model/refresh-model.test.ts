import { afterEach, describe, expect, it } from 'vitest'
import { silentLog } from '../kernel/log.ts'
import type { Store } from '../store/store.ts'
import { openDuckDbStore } from '../store/duckdb/open-duckdb-store.ts'
import { streams } from '../streams/catalogue.ts'
import { refreshModel } from './refresh-model.ts'
import { defaultSettings } from './settings.ts'
import { views } from './views.ts'

const asOf = new Date('2026-11-22T12:00:00Z')
const settings = { ...defaultSettings, timeZone: 'America/Chicago' }

let store: Store

async function open(): Promise<Store> {
  store = await openDuckDbStore({ path: ':memory:', log: silentLog })
  await store.prepare(streams)
  return store
}

afterEach(async () => store.close())

describe('the model', () => {
  it('stands on empty tables: every view answers, and none invents a row', async () => {
    await open()
    await refreshModel(store, { settings, asOf })
    for (const view of views) {
      const rows = await store.query(`select * from ${view.name}`)
      const expected = view.name === 'stream_inventory' ? streams.length : 0
      expect([view.name, rows.length]).toEqual([view.name, expected])
    }
  })

  it('documents exactly the columns each view has', async () => {
    await open()
    await refreshModel(store, { settings, asOf })
    for (const view of views) {
      const columns = await store.query(
        `select column_name from information_schema.columns where table_name = '${view.name}' order by ordinal_position`,
      )
      expect(columns.map((row) => row['column_name'])).toEqual(Object.keys(view.columns))
    }
  })

  it('can be refreshed again and again', async () => {
    await open()
    const first = await refreshModel(store, { settings, asOf })
    expect(await refreshModel(store, { settings, asOf })).toEqual(first)
  })

  it('knows working days, weeks and local midnights', async () => {
    await open()
    await store.execute(`
      insert into holiday_lists (id, name) values (1, 'US');
      insert into holidays (id, holiday_list_id, name, date, all_day_flag) values
        (1, 1, 'Thanksgiving', '2026-11-26', true), (2, 1, 'Half day', '2026-11-27', false)`)
    await refreshModel(store, { settings, asOf })
    const days = await store.query(
      `select * from calendar where day between '2026-11-25' and '2026-11-28' order by day`,
    )
    expect(days.map((row) => [row['day'], row['is_working'], row['holiday_name']])).toEqual([
      ['2026-11-25', true, null],
      ['2026-11-26', false, 'Thanksgiving'],
      ['2026-11-27', true, null],
      ['2026-11-28', false, null],
    ])
    expect(days[0]).toMatchObject({
      week_start: '2026-11-23',
      month_start: '2026-11-01',
      starts_at: '2026-11-25T06:00:00Z',
      ends_at: '2026-11-26T06:00:00Z',
    })
  })
})

describe('what is mapped', () => {
  it('suggests the owner company, paid time off, client boards and waiting statuses', async () => {
    await open()
    await store.execute(`
      insert into companies (id, name, types) values
        (1, 'Us', '[{"id": 1, "name": "Owner"}]'), (2, 'Client', '[{"id":2,"name":"Client"}]');
      insert into charge_codes (id, name, company_id) values (1, 'Vacation', 2), (2, 'Meeting', 2);
      insert into work_types (id, name, accrual_type) values (1, 'Remote', null), (2, 'Off', 'PTO');
      insert into boards (id, name, project_flag) values
        (1, 'Help Desk', false), (2, 'Projects', true), (3, 'Alerts', false);
      insert into board_statuses (id, name, closed_status) values
        (1, 'New', false), (2, 'Waiting on client', false), (3, 'Closed on hold', true)`)
    const { mapping } = await refreshModel(store, { settings, asOf })
    const ids = Object.fromEntries(
      Object.entries(mapping).map(([name, { items }]) => [name, items.map((item) => item.id)]),
    )
    expect(ids).toMatchObject({
      own_companies: [1],
      pto_charge_codes: [1],
      pto_work_types: [2],
      reactive_boards: [1],
      waiting_statuses: [2],
    })
  })

  it('takes the company of the charge codes where none is typed Owner', async () => {
    await open()
    await store.execute(`
      insert into companies (id, name, types) values (1, 'Us', '[]'), (2, 'Client', '[]');
      insert into charge_codes (id, name, company_id) values (1, 'Meeting', 1)`)
    const { mapping } = await refreshModel(store, { settings, asOf })
    expect(mapping.own_companies).toEqual({ source: 'suggested', items: [{ id: 1, name: 'Us' }] })
  })

  it('keeps what was given, even an id that is gone', async () => {
    await open()
    const { mapping } = await refreshModel(store, {
      settings: { ...settings, ownCompanyIds: [250] },
      asOf,
    })
    expect(mapping.own_companies).toEqual({ source: 'given', items: [{ id: 250, name: '' }] })
    expect(await store.query(`select * from mappings`)).toEqual([
      { mapping: 'own_companies', id: 250, name: '', source: 'given' },
    ])
  })

  it("takes ConnectWise's zone unless the workspace chose one", async () => {
    await open()
    const server = { asOf, serverTimeZone: 'Eastern Standard Time' }
    expect((await refreshModel(store, { settings: defaultSettings, ...server })).zone).toBe(
      'America/New_York',
    )
    expect((await refreshModel(store, { settings, ...server })).zone).toBe('America/Chicago')
  })
})
