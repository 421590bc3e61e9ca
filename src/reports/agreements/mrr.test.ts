import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openWorkspaceOfRows } from '../../../test/workspace-of-rows.ts'
import type { WorkspaceOfRows } from '../../../test/workspace-of-rows.ts'
import { mrr } from './mrr.ts'

let workspace: WorkspaceOfRows
beforeEach(async () => void (workspace = await openWorkspaceOfRows()))
afterEach(() => workspace.close())

const managed = {
  type_name: 'Managed',
  company_name: 'Acme',
  start_date: '2020-01-01',
  no_ending_date_flag: true,
  billing_cycle_id: 1,
  bill_amount: 1200,
}

/** What an agreement is worth per month today. */
async function today(): Promise<unknown> {
  return (await workspace.ask(mrr, { months: 0 })).totals?.['mrr'] ?? 0
}

describe('monthly recurring revenue', () => {
  it.each([
    ['Monthly', 1200],
    ['BiMonthly', 600],
    ['Quarterly', 400],
    ['SemiAnnual', 200],
    ['Yearly', 100],
    ['Weekly', 5200],
    ['BiWeekly', 2600],
    ['NotRecurring', 0],
  ])('takes the share of a month of what is billed %s', async (billingOptions, value) => {
    await workspace.land('billing_cycles', [{ id: 1, billing_options: billingOptions }])
    await workspace.land('agreements', [{ ...managed, id: 1 }])
    expect(await today()).toBe(value)
  })

  it('reads the cycle from its name where the set-up table is closed, and 0 when billed once', async () => {
    await workspace.land('agreements', [
      { ...managed, id: 1, billing_cycle_name: 'Semi-Annual' },
      { ...managed, id: 2, bill_one_time_flag: true },
    ])
    expect(await today()).toBe(200)
  })

  it('runs from the first day to the last, and stops the day it is cancelled', async () => {
    const dated = { ...managed, no_ending_date_flag: false }
    await workspace.land('agreements', [
      { ...managed, id: 1, bill_amount: 1, start_date: '2026-11-22' },
      { ...managed, id: 2, bill_amount: 2, start_date: '2026-11-23' },
      { ...dated, id: 3, bill_amount: 4, end_date: '2026-11-22' },
      { ...dated, id: 4, bill_amount: 8, end_date: '2026-11-21' },
      { ...managed, id: 5, bill_amount: 16, cancelled_flag: true, date_cancelled: '2026-11-22' },
      { ...managed, id: 6, bill_amount: 32, cancelled_flag: true, date_cancelled: '2026-11-23' },
      { ...managed, id: 7, bill_amount: 64, deleted_at: '2026-11-01T00:00:00Z' },
    ])
    expect(await today()).toBe(1 + 4 + 32)
  })

  it('adds billable additions less what is included, and counts children under their parent', async () => {
    const addition = { quantity: 10, unit_price: 5, unit_cost: 2, bill_customer: 'Billable' }
    await workspace.land('agreements', [
      { ...managed, id: 1, bill_amount: 100 },
      { ...managed, id: 2, bill_amount: 10, type_name: 'Backup', parent_agreement_id: 1 },
    ])
    await workspace.land('additions', [
      { ...addition, id: 1, agreement_id: 1, less_included: 4 },
      { ...addition, id: 2, agreement_id: 2, bill_customer: 'DoNotBill' },
      { ...addition, id: 3, agreement_id: 1, less_included: 11 },
      { ...addition, id: 4, agreement_id: 1, cancelled_date: '2026-11-22' },
      { ...addition, id: 5, agreement_id: 1, effective_date: '2026-11-23' },
    ])
    const answer = await workspace.ask(mrr, { months: 0 })
    expect(answer.rows).toEqual([
      {
        month: '2026-11-01',
        measured_on: '2026-11-22',
        agreement_type: 'Managed',
        agreements: 1,
        mrr: 140,
        acv: 1680,
        addition_cost: 60,
        margin: 80,
        margin_share: 0.5714,
      },
    ])
  })

  it('measures a month on its last day and says how the year went', async () => {
    await workspace.land('agreements', [
      { ...managed, id: 1, bill_amount: 1000 },
      { ...managed, id: 2, bill_amount: 500, start_date: '2025-12-31' },
    ])
    const answer = await workspace.ask(mrr)
    expect(answer.rows.slice(0, 2)).toMatchObject([
      { month: '2025-11-01', mrr: 1000 },
      { month: '2025-12-01', measured_on: '2025-12-31', mrr: 1500 },
    ])
    expect(answer.rows).toHaveLength(13)
    expect(answer.headline).toBe(
      'Recurring revenue is $1,500 a month, $500 (50 %) more than in November 2025.',
    )
  })

  it('is 0 today where everything has ended, whatever it was before', async () => {
    await workspace.land('agreements', [
      { ...managed, id: 1, no_ending_date_flag: false, end_date: '2026-09-30' },
    ])
    const answer = await workspace.ask(mrr)
    expect(answer.totals).toMatchObject({ month: '2026-11-01', mrr: 0, margin_share: null })
    expect(answer.kpis[0]).toMatchObject({ id: 'mrr', value: 0 })
    expect(answer.headline).toBe(
      'Recurring revenue is $0 a month, $1,200 (100 %) less than in November 2025.',
    )
  })
})
