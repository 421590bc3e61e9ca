import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openWorkspaceOfRows } from '../../../test/workspace-of-rows.ts'
import type { WorkspaceOfRows } from '../../../test/workspace-of-rows.ts'
import { utilizationVsGoal } from './utilization-vs-goal.ts'

// Monday 16 to Sunday 22 November 2026: 40 hours of capacity.
const week = { from: '2026-11-16', to: '2026-11-22' }
const ann = {
  id: 1,
  first_name: 'Ann',
  last_name: 'Bell',
  license_class: 'F',
  daily_capacity: 8,
  billable_forecast: 80,
}

let workspace: WorkspaceOfRows
beforeEach(async () => {
  workspace = await openWorkspaceOfRows()
  await workspace.land('companies', [
    { id: 1, name: 'Us', types: '[{"id":1,"name":"Owner"}]' },
    { id: 7, name: 'Finch' },
  ])
  await workspace.land('charge_codes', [{ id: 5, name: 'PTO', company_id: 1 }])
})
afterEach(() => workspace.close())

/** Nine o'clock in Chicago of a day in November 2026. */
const at = (date: number) => `2026-11-${date}T15:00:00Z`
const forClient = { member_id: 1, charge_to_type: 'ServiceTicket', company_id: 7 }
const timeOff = { member_id: 1, charge_to_type: 'ChargeCode', charge_to_id: 5, company_id: 1 }

describe('utilization against the goal', () => {
  it('divides client work by capacity less paid time off', async () => {
    await workspace.land('members', [ann])
    await workspace.land('time_entries', [
      { ...forClient, id: 1, time_start: at(16), actual_hours: 8 },
      { ...forClient, id: 2, time_start: at(17), actual_hours: 5.6, billable_option: 'DoNotBill' },
      { ...forClient, id: 3, time_start: at(17), actual_hours: 2, company_id: 1 },
      { ...timeOff, id: 4, time_start: at(18), actual_hours: 10 },
    ])
    expect((await workspace.ask(utilizationVsGoal, week)).rows).toEqual([
      {
        period: '2026-11-16',
        member: 'Ann Bell',
        member_id: 1,
        entered_hours: 25.6,
        utilized_hours: 13.6,
        available_hours: 32,
        utilization: 0.425,
        goal: 0.8,
        gap: -0.375,
        goal_hours: 25.6,
      },
    ])
  })

  it('meets the goal exactly on it', async () => {
    await workspace.land('members', [ann])
    await workspace.land('time_entries', [
      { ...forClient, id: 1, time_start: at(16), actual_hours: 6.4 },
    ])
    const monday = { from: '2026-11-16', to: '2026-11-16' }
    const answer = await workspace.ask(utilizationVsGoal, monday)
    expect(answer.rows).toMatchObject([{ utilization: 0.8, gap: 0 }])
    expect(answer.headline).toBe('80 % of available hours went to clients, at or above the goal.')
  })

  it("takes the workspace's goal where a member has none", async () => {
    await workspace.close()
    workspace = await openWorkspaceOfRows({ settings: { utilizationGoal: 0.6 } })
    await workspace.land('members', [{ ...ann, billable_forecast: 0 }])
    expect((await workspace.ask(utilizationVsGoal, week)).rows).toMatchObject([
      { utilized_hours: 0, utilization: 0, goal: 0.6, gap: -0.6 },
    ])
  })

  it("counts by ConnectWise's own flag on request", async () => {
    await workspace.land('members', [ann])
    await workspace.land('time_entries', [
      { ...forClient, id: 1, time_start: at(16), actual_hours: 3 },
      {
        ...forClient,
        id: 2,
        time_start: at(16),
        actual_hours: 1,
        work_type_utilization_flag: true,
      },
    ])
    const flagged = { ...week, counts: 'connectwise-flag' }
    expect((await workspace.ask(utilizationVsGoal, flagged)).rows).toMatchObject([
      { entered_hours: 4, utilized_hours: 1 },
    ])
  })

  it('has a row per week or month, and judges people over all their rows', async () => {
    await workspace.land('members', [{ ...ann, billable_forecast: 50 }])
    await workspace.land('time_entries', [
      { ...forClient, id: 1, time_start: at(9), actual_hours: 38 },
      { ...forClient, id: 2, time_start: at(16), actual_hours: 2 },
    ])
    const two = { from: '2026-11-09', to: '2026-11-22' }
    const weeks = await workspace.ask(utilizationVsGoal, { ...two, by: 'week' })
    expect(weeks.rows).toMatchObject([
      { period: '2026-11-09', utilization: 0.95 },
      { period: '2026-11-16', utilization: 0.05 },
    ])
    expect(weeks.totals).toMatchObject({ utilization: 0.5, goal: 0.5, gap: 0 })
    expect(weeks.kpis[2]).toMatchObject({ id: 'met', value: 1 })
    const months = await workspace.ask(utilizationVsGoal, {
      from: '2026-10-01',
      to: '2026-11-22',
      by: 'month',
    })
    expect(months.rows.map((row) => row['period'])).toEqual(['2026-10-01', '2026-11-01'])
  })

  it('counts weekend work though nothing was available, and then has no share', async () => {
    await workspace.land('members', [ann])
    await workspace.land('time_entries', [
      { ...forClient, id: 1, time_start: at(21), actual_hours: 3 },
    ])
    const saturday = { from: '2026-11-21', to: '2026-11-21' }
    const answer = await workspace.ask(utilizationVsGoal, saturday)
    expect(answer.rows).toMatchObject([
      { utilized_hours: 3, available_hours: 0, utilization: null },
    ])
    expect(answer.headline).toBeNull()
  })

  it('leaves out whom ConnectWise leaves out of utilization', async () => {
    await workspace.land('members', [{ ...ann, include_in_utilization_reporting_flag: false }])
    expect(await workspace.ask(utilizationVsGoal, week)).toMatchObject({ rows: [], headline: null })
  })

  it('says how many met their goal', async () => {
    await workspace.land('members', [ann, { ...ann, id: 2, first_name: 'Zoe' }])
    await workspace.land('time_entries', [
      { ...forClient, id: 1, time_start: at(16), actual_hours: 40 },
    ])
    expect((await workspace.ask(utilizationVsGoal, week)).headline).toBe(
      '50 % of available hours went to clients; 1 of 2 people met their goal.',
    )
  })
})
