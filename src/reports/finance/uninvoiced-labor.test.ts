import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openWorkspaceOfRows } from '../../../test/workspace-of-rows.ts'
import type { WorkspaceOfRows } from '../../../test/workspace-of-rows.ts'
import { uninvoicedLabor } from './uninvoiced-labor.ts'

let workspace: WorkspaceOfRows
beforeEach(async () => void (workspace = await openWorkspaceOfRows()))
afterEach(() => workspace.close())

const entry = {
  company_id: 1,
  company_name: 'Acme',
  charge_to_type: 'ServiceTicket',
  ticket_id: 7,
  time_start: '2026-11-10T15:00:00Z',
  actual_hours: 1,
  invoice_hours: 1,
  hourly_rate: 150,
  billable_option: 'Billable',
  status: 'Open',
}

describe('uninvoiced labor by client', () => {
  it('adds invoiceable hours at their rate, adjusted, and says since when', async () => {
    await workspace.land('time_entries', [
      { ...entry, id: 1, actual_hours: 0.8, invoice_hours: 1, adjustment: -20 },
      { ...entry, id: 2, actual_hours: 2, invoice_hours: null },
      // 04:59 UTC is the evening before in Chicago.
      { ...entry, id: 3, time_start: '2026-09-04T04:59:00Z' },
    ])
    expect(await workspace.ask(uninvoicedLabor)).toMatchObject({
      headline:
        '4 hours of billable work are still uninvoiced, worth $580, the oldest from 3 September 2026.',
      rows: [
        {
          company: 'Acme',
          entries: 3,
          hours: 4,
          amount: 580,
          oldest_on: '2026-09-03',
          oldest_days: 80,
        },
      ],
      totals: { hours: 4, amount: 580, oldest_on: '2026-09-03' },
    })
  })

  it('leaves out what is invoiced, written off, not billable, covered or deleted', async () => {
    await workspace.land('time_entries', [
      { ...entry, id: 1, invoice_id: 5 },
      { ...entry, id: 2, status: 'WrittenOff' },
      { ...entry, id: 3, billable_option: 'NoCharge' },
      { ...entry, id: 4, billable_option: 'DoNotBill' },
      { ...entry, id: 5, agreement_hours: 0.25, agreement_amount: 37.5 },
      { ...entry, id: 6, deleted_at: '2026-11-11T00:00:00Z' },
      { ...entry, id: 7, hourly_rate: 0, invoice_hours: 0 },
    ])
    const answer = await workspace.ask(uninvoicedLabor)
    expect([answer.rows, answer.headline]).toEqual([[], null])
  })

  it('leaves out fixed fees: of the project, or of a ticket without one', async () => {
    await workspace.land('projects', [
      { id: 3, billing_method: 'FixedFee' },
      { id: 4, billing_method: 'ActualRates' },
    ])
    await workspace.land('tickets', [{ id: 7, billing_method: 'FixedFee' }])
    await workspace.land('time_entries', [
      { ...entry, id: 1 },
      { ...entry, id: 2, project_id: 3 },
      { ...entry, id: 3, project_id: 4 },
      { ...entry, id: 4, ticket_id: 3 },
    ])
    expect((await workspace.ask(uninvoicedLabor)).totals).toMatchObject({ entries: 2, hours: 2 })
  })

  it('counts work to the last local minute of the day, and the clients whose name matches', async () => {
    await workspace.land('time_entries', [
      { ...entry, id: 1, time_start: '2026-11-11T05:59:59Z' },
      { ...entry, id: 2, time_start: '2026-11-11T06:00:00Z' },
      { ...entry, id: 3, company_id: 2, company_name: 'Bolt' },
    ])
    const params = { as_of: '2026-11-10', company: 'ACM' }
    expect((await workspace.ask(uninvoicedLabor, params)).totals).toMatchObject({ entries: 1 })
  })
})
