import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openWorkspaceOfRows } from '../../../test/workspace-of-rows.ts'
import type { WorkspaceOfRows } from '../../../test/workspace-of-rows.ts'
import { hoursUtilizedRealized } from './hours-utilized-realized.ts'

let workspace: WorkspaceOfRows
beforeEach(async () => {
  workspace = await openWorkspaceOfRows({ settings: { ownCompanyIds: [1], ptoChargeCodeIds: [9] } })
})
afterEach(() => workspace.close())

const week = { from: '2026-11-16', to: '2026-11-20' }

const entry = {
  member_id: 1,
  member_name: 'Ann',
  company_id: 2,
  company_name: 'Acme',
  charge_to_type: 'ServiceTicket',
  ticket_id: 7,
  time_start: '2026-11-17T15:00:00Z',
  actual_hours: 1,
  billable_option: 'NoCharge',
}

describe('hours utilized, realized, non-utilized and PTO', () => {
  it('tells clients from the MSP itself, and work from time off', async () => {
    await workspace.land('members', [
      { id: 1, first_name: 'Ann', last_name: 'Bell', daily_capacity: 8 },
    ])
    await workspace.land('time_entries', [
      { ...entry, id: 1, actual_hours: 6 },
      { ...entry, id: 2, actual_hours: 2, company_id: 1 },
      { ...entry, id: 3, actual_hours: 4, charge_to_type: 'ChargeCode', charge_to_id: 8 },
      { ...entry, id: 4, actual_hours: 8, charge_to_type: 'ChargeCode', charge_to_id: 9 },
      { ...entry, id: 5, actual_hours: 50, time_start: '2026-11-21T06:00:00Z' },
      { ...entry, id: 6, actual_hours: 50, time_start: '2026-11-16T05:59:00Z' },
    ])
    expect((await workspace.ask(hoursUtilizedRealized, week)).rows).toMatchObject([
      {
        member: 'Ann Bell',
        total_hours: 20,
        external_hours: 6,
        internal_hours: 14,
        external_share: 0.3,
        utilized_hours: 6,
        non_utilized_hours: 6,
        pto_hours: 8,
        available_hours: 32,
        utilized_of_available: 0.1875,
        realized_hours: 0,
      },
    ])
  })

  it('realizes block time and billable time, and not what a flat fee covers', async () => {
    const block = { application_units: 'Hours', application_limit: 10 }
    await workspace.land('agreements', [
      { ...block, id: 1 },
      { ...block, id: 2, application_unlimited_flag: true },
    ])
    await workspace.land('time_entries', [
      { ...entry, id: 1, actual_hours: 1, agreement_id: 1, agreement_hours: 0.5 },
      { ...entry, id: 2, actual_hours: 2, agreement_id: 2, agreement_hours: 2 },
      { ...entry, id: 3, actual_hours: 4, billable_option: 'Billable' },
      { ...entry, id: 4, actual_hours: 8, billable_option: 'Billable', agreement_id: 1 },
      { ...entry, id: 5, actual_hours: 16 },
    ])
    expect((await workspace.ask(hoursUtilizedRealized, week)).totals).toMatchObject({
      utilized_hours: 31,
      realized_hours: 13,
    })
  })

  it('realizes a fixed fee up to its budget, in the order of the work, history included', async () => {
    await workspace.land('projects', [{ id: 3, billing_method: 'FixedFee', budget_hours: 10 }])
    await workspace.land('tickets', [{ id: 7, billing_method: 'FixedFee' }])
    const onProject = { ...entry, project_id: 3, billable_option: 'Billable' }
    await workspace.land('time_entries', [
      { ...onProject, id: 1, actual_hours: 5, time_start: '2026-10-01T15:00:00Z' },
      { ...onProject, id: 2, actual_hours: 3, time_start: '2026-11-18T15:00:00Z' },
      { ...onProject, id: 3, actual_hours: 4, time_start: '2026-11-17T15:00:00Z' },
      { ...entry, id: 4, actual_hours: 1, billable_option: 'Billable' },
    ])
    // 5 in October, then 4 and 1 of 3; the ticket's fee has no budget.
    expect((await workspace.ask(hoursUtilizedRealized, week)).totals).toMatchObject({
      utilized_hours: 8,
      realized_hours: 5,
    })
  })

  it('lists who had time to give and logged none, unless a client is asked for', async () => {
    await workspace.land('members', [
      { id: 1, first_name: 'Ann', last_name: 'Bell', daily_capacity: 8 },
      { id: 2, first_name: 'Bob', last_name: 'Cole', daily_capacity: 8 },
    ])
    await workspace.land('time_entries', [{ ...entry, id: 1 }])
    expect((await workspace.ask(hoursUtilizedRealized, week)).rows).toHaveLength(2)
    const forAcme = await workspace.ask(hoursUtilizedRealized, { ...week, company: 'acme' })
    expect(forAcme.rows).toMatchObject([{ member: 'Ann Bell' }])
    expect(forAcme.headline).toBe(
      '100 % of 1 hour went to clients, and 0 % of all hours brought new money.',
    )
  })

  it('leaves out whom ConnectWise leaves out of utilization, unless asked', async () => {
    await workspace.land('members', [
      { id: 1, first_name: 'Ann', daily_capacity: 8, include_in_utilization_reporting_flag: false },
    ])
    await workspace.land('time_entries', [
      { ...entry, id: 1 },
      { ...entry, id: 2, member_id: 2, member_name: 'Zed' },
    ])
    const measured = await workspace.ask(hoursUtilizedRealized, week)
    expect(measured.rows).toMatchObject([{ member: 'Zed', available_hours: 0 }])
    const all = await workspace.ask(hoursUtilizedRealized, { ...week, everybody: true })
    expect(all.totals).toMatchObject({ total_hours: 2, available_hours: 40 })
  })
})
