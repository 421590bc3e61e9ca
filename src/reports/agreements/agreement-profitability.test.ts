import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openWorkspaceOfRows } from '../../../test/workspace-of-rows.ts'
import type { WorkspaceOfRows } from '../../../test/workspace-of-rows.ts'
import { agreementProfitability } from './agreement-profitability.ts'

let workspace: WorkspaceOfRows
beforeEach(async () => void (workspace = await openWorkspaceOfRows()))
afterEach(() => workspace.close())

const managed = {
  type_name: 'Managed',
  company_name: 'Acme',
  start_date: '2020-01-01',
  no_ending_date_flag: true,
  billing_cycle_name: 'Monthly',
}

const invoice = { type: 'Agreement', agreement_id: 1, date: '2026-10-05' }

const entry = { agreement_id: 1, member_id: 1, time_start: '2026-10-15T15:00:00Z' }

describe('agreement profitability', () => {
  it('sets revenue net of tax against additions and wages, children with their parent', async () => {
    await workspace.land('agreements', [
      { ...managed, id: 1, name: 'Acme care' },
      { ...managed, id: 2, name: 'Acme backup', type_name: 'Backup', parent_agreement_id: 1 },
    ])
    await workspace.land('additions', [
      { id: 1, agreement_id: 2, quantity: 10, unit_cost: 5, effective_date: '2026-10-31' },
      { id: 2, agreement_id: 2, quantity: 10, unit_cost: 5, effective_date: '2026-11-01' },
      { id: 3, agreement_id: 2, quantity: 10, unit_cost: 5, cancelled_date: '2026-10-01' },
    ])
    await workspace.land('invoices', [
      { ...invoice, id: 1, total: 1100, sales_tax: 100 },
      {
        ...invoice,
        id: 2,
        agreement_id: null,
        apply_to_type: 'Agreement',
        apply_to_id: 2,
        total: 50,
      },
      { ...invoice, id: 3, type: 'Standard', total: 999 },
      { ...invoice, id: 4, date: '2026-11-01', total: 999 },
    ])
    await workspace.land('members', [{ id: 1, hourly_cost: 40 }])
    await workspace.land('work_types', [{ id: 5, name: 'Night', cost_multiplier: 1.5 }])
    await workspace.land('time_entries', [
      { ...entry, id: 1, actual_hours: 2, billable_option: 'DoNotBill' },
      { ...entry, id: 2, actual_hours: 4, agreement_id: 2, work_type_id: 5 },
      { ...entry, id: 3, actual_hours: 3, member_id: 2, hourly_cost: 10 },
      { ...entry, id: 4, actual_hours: 9, time_start: '2026-11-01T05:00:00Z' },
    ])
    const answer = await workspace.ask(agreementProfitability)
    expect(answer.rows).toMatchObject([
      {
        grouped_by: 'Managed',
        agreements: 1,
        revenue: 1050,
        addition_cost: 50,
        labor_cost: 80 + 240 + 30,
        hours: 9,
        margin: 650,
        margin_share: 0.619,
        effective_hourly_rate: 111.1111,
        contribution_per_hour: 72.2222,
        losing: 0,
      },
    ])
    expect(answer.headline).toBe('Agreements brought $1,050 and left $650 (62 %); none lost money.')
  })

  it('spreads an invoice over the months it covers when asked, ahead where it is billed ahead', async () => {
    const quarterly = { ...managed, billing_cycle_name: 'Quarterly' }
    await workspace.land('agreements', [
      { ...quarterly, id: 1, company_name: 'Acme' },
      { ...quarterly, id: 2, company_name: 'Bolt', period_type: 'Future' },
    ])
    await workspace.land('invoices', [
      { ...invoice, id: 1, date: '2026-08-31', total: 300 },
      { ...invoice, id: 2, agreement_id: 2, date: '2026-10-01', total: 300 },
    ])
    const params = { basis: 'coverage-month', group_by: 'client' }
    const revenues = async (from: string) =>
      (await workspace.ask(agreementProfitability, { ...params, from, to: from })).rows.map(
        (row) => [row['grouped_by'], row['revenue']],
      )
    expect(await revenues('2026-10-15')).toEqual([
      ['Acme', 100],
      ['Bolt', 0],
    ])
    expect(await revenues('2026-11-15')).toEqual([
      ['Bolt', 100],
      ['Acme', 0],
    ])
  })

  it('lists an agreement that ran without revenue and names the one that lost most', async () => {
    await workspace.land('agreements', [
      { ...managed, id: 1, name: 'Idle' },
      { ...managed, id: 2, name: 'Ended', no_ending_date_flag: false, end_date: '2026-09-30' },
      { ...managed, id: 3, name: 'Busy' },
    ])
    await workspace.land('members', [{ id: 1, hourly_cost: 40 }])
    await workspace.land('time_entries', [{ ...entry, id: 1, agreement_id: 3, actual_hours: 1 }])
    const answer = await workspace.ask(agreementProfitability)
    expect(answer.totals).toMatchObject({
      agreements: 2,
      losing: 1,
      margin: -40,
      margin_share: null,
    })
    expect(answer.headline).toBe(
      'Agreements brought $0 and left −$40; 1 agreement lost money, the most on Busy.',
    )
  })
})
