import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openWorkspaceOfRows } from '../../../test/workspace-of-rows.ts'
import type { WorkspaceOfRows } from '../../../test/workspace-of-rows.ts'
import { missingTime } from './missing-time.ts'

// Monday 16 to Sunday 22 November 2026.
const week = { from: '2026-11-16', to: '2026-11-22' }
const ann = { id: 1, first_name: 'Ann', last_name: 'Bell', license_class: 'F', daily_capacity: 8 }
const work = { member_id: 1, charge_to_type: 'ServiceTicket', company_id: 7 }

let workspace: WorkspaceOfRows
beforeEach(async () => void (workspace = await openWorkspaceOfRows()))
afterEach(() => workspace.close())

/** A full working week of Ann, 9:00 in Chicago. */
const fullWeek = [16, 17, 18, 19, 20].map((date) => ({
  ...work,
  id: date,
  time_start: `2026-11-${date}T15:00:00Z`,
  actual_hours: 8,
}))

async function missingDays(params = {}): Promise<unknown[]> {
  const { rows } = await workspace.ask(missingTime, { ...week, ...params })
  return rows.map((row) => [row['day'], row['member'], row['missing_hours']])
}

describe('missing time by member and day', () => {
  it('asks for every working day and no weekend, and speaks up when something is missing', async () => {
    await workspace.land('members', [ann])
    await workspace.land('time_entries', fullWeek.slice(0, 4))
    expect(await missingDays()).toEqual([['2026-11-20', 'Ann Bell', 8]])
    await workspace.land('time_entries', fullWeek.slice(4))
    expect(await workspace.ask(missingTime, week)).toMatchObject({ rows: [], headline: null })
  })

  it('tolerates exactly half an hour and reports a minute more', async () => {
    await workspace.land('members', [ann])
    await workspace.land('time_entries', [
      { ...work, id: 1, time_start: '2026-11-16T15:00:00Z', actual_hours: 7.5 },
      { ...work, id: 2, time_start: '2026-11-17T15:00:00Z', actual_hours: 7.4833 },
    ])
    expect(await missingDays({ to: '2026-11-17' })).toEqual([['2026-11-17', 'Ann Bell', 0.5167]])
  })

  it('gives an entry to the local day it began on', async () => {
    await workspace.land('members', [ann])
    await workspace.land('time_entries', [
      { ...work, id: 1, time_start: '2026-11-17T05:59:59Z', actual_hours: 8 },
      { ...work, id: 2, time_start: '2026-11-18T06:00:00Z', actual_hours: 8 },
    ])
    expect(await missingDays({ to: '2026-11-18' })).toEqual([['2026-11-17', 'Ann Bell', 8]])
  })

  it('counts paid time off that was entered as time, and lets it make no day longer', async () => {
    await workspace.land('members', [ann])
    await workspace.land('charge_codes', [{ id: 5, name: 'PTO' }])
    const off = { ...work, charge_to_type: 'ChargeCode', charge_to_id: 5, actual_hours: 8 }
    await workspace.land('time_entries', [{ ...off, id: 1, time_start: '2026-11-16T15:00:00Z' }])
    const { rows } = await workspace.ask(missingTime, { from: '2026-11-16', to: '2026-11-17' })
    expect(rows).toMatchObject([{ day: '2026-11-17', pto_hours: 0, missing_hours: 8 }])
  })

  it('expects nothing on a holiday, before the first day or from the last one on', async () => {
    await workspace.land('holiday_lists', [{ id: 1, name: 'US' }])
    await workspace.land('holidays', [
      { id: 1, holiday_list_id: 1, date: '2026-11-18', name: 'Founders', all_day_flag: true },
      { id: 2, holiday_list_id: 1, date: '2026-11-19', name: 'Half day', all_day_flag: false },
    ])
    await workspace.land('members', [
      { ...ann, hire_date: '2026-11-17', inactive_flag: true, inactive_date: '2026-11-20' },
      { ...ann, id: 2, first_name: 'Gone', inactive_flag: true },
    ])
    expect(await missingDays()).toEqual([
      ['2026-11-19', 'Ann Bell', 8],
      ['2026-11-17', 'Ann Bell', 8],
    ])
  })

  it('leaves out API members and those without a capacity, and on request those free of time sheets', async () => {
    await workspace.land('members', [
      { ...ann, require_time_sheet_entry_flag: true },
      { ...ann, id: 2, first_name: 'Robot', license_class: 'A' },
      { ...ann, id: 3, first_name: 'Idle', daily_capacity: null },
      { ...ann, id: 4, first_name: 'Zoe' },
    ])
    const friday = { from: '2026-11-20', to: '2026-11-20' }
    expect(await missingDays(friday)).toEqual([
      ['2026-11-20', 'Ann Bell', 8],
      ['2026-11-20', 'Zoe Bell', 8],
    ])
    expect(await missingDays({ ...friday, only_required: true })).toHaveLength(1)
  })

  it('says how much is missing and whose most of it is', async () => {
    await workspace.land('members', [ann, { ...ann, id: 2, first_name: 'Zoe', daily_capacity: 4 }])
    await workspace.land('time_entries', fullWeek.slice(0, 3))
    expect((await workspace.ask(missingTime, week)).headline).toBe(
      "36 hours of time are missing, on 7 days of 2 people; most are Zoe Bell's.",
    )
  })

  it('has nothing to say of an empty store', async () => {
    expect(await workspace.ask(missingTime)).toMatchObject({ rows: [], headline: null })
  })
})
