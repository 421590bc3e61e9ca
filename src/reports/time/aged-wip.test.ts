import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openWorkspaceOfRows } from '../../../test/workspace-of-rows.ts'
import type { WorkspaceOfRows } from '../../../test/workspace-of-rows.ts'
import { agedWip } from './aged-wip.ts'

let workspace: WorkspaceOfRows
beforeEach(async () => void (workspace = await openWorkspaceOfRows()))
afterEach(() => workspace.close())

const entry = {
  company_name: 'Acme',
  department_name: 'Services',
  ticket_board: 'Help Desk',
  ticket_id: 7,
  time_start: '2026-11-10T15:00:00Z',
  actual_hours: 1,
  hourly_rate: 100,
  billable_option: 'Billable',
}

describe('aged work in progress', () => {
  it('ages by local days, both ends of a band included', async () => {
    await workspace.land('time_entries', [
      // 23 October in Chicago is 30 days before 22 November; the minute before is 31.
      { ...entry, id: 1, time_start: '2026-10-23T05:00:00Z' },
      { ...entry, id: 2, time_start: '2026-10-23T04:59:00Z' },
      { ...entry, id: 3, time_start: '2026-09-22T12:00:00Z' },
      { ...entry, id: 4, time_start: '2026-05-26T12:00:00Z' },
      { ...entry, id: 5, time_start: '2026-05-25T12:00:00Z' },
    ])
    expect(await workspace.ask(agedWip)).toMatchObject({
      headline:
        '5 hours of work worth $500 wait for an invoice, most of it on Help Desk; 80 % of it is older than 30 days.',
      rows: [
        {
          business_unit: 'Services',
          board: 'Help Desk',
          entries: 5,
          amount: 500,
          amount_0_30: 100,
          amount_31_60: 100,
          amount_61_90: 100,
          amount_91_120: 0,
          amount_121_180: 100,
          amount_over_180: 100,
          hours_over_180: 1,
          oldest_on: '2026-05-25',
        },
      ],
    })
  })

  it('keeps what an agreement left over, and drops what it took whole', async () => {
    await workspace.land('time_entries', [
      { ...entry, id: 1, actual_hours: 3, agreement_hours: 2, agreement_amount: 200 },
      { ...entry, id: 2, actual_hours: 3, agreement_hours: 3, agreement_amount: 300 },
    ])
    expect((await workspace.ask(agedWip)).totals).toMatchObject({
      entries: 1,
      hours: 1,
      amount: 100,
    })
  })

  it('drops work on fixed fees only when asked to', async () => {
    await workspace.land('projects', [{ id: 3, billing_method: 'FixedFee' }])
    await workspace.land('time_entries', [
      { ...entry, id: 1, department_name: null, ticket_board: null },
      { ...entry, id: 2, project_id: 3 },
    ])
    expect((await workspace.ask(agedWip)).totals).toMatchObject({ entries: 2 })
    expect((await workspace.ask(agedWip, { fixed_fee: false })).rows).toMatchObject([
      { business_unit: '(no business unit)', board: '(no board)', entries: 1 },
    ])
  })
})
