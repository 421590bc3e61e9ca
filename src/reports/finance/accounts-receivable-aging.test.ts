import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openWorkspaceOfRows } from '../../../test/workspace-of-rows.ts'
import type { WorkspaceOfRows } from '../../../test/workspace-of-rows.ts'
import { accountsReceivableAging } from './accounts-receivable-aging.ts'

let workspace: WorkspaceOfRows
beforeEach(async () => void (workspace = await openWorkspaceOfRows()))
afterEach(() => workspace.close())

const acme = { company_id: 1, company_name: 'Acme', type: 'Standard' }

describe('accounts receivable by age', () => {
  it('puts an invoice in the band of its age, both ends included', async () => {
    await workspace.land('invoices', [
      { ...acme, id: 1, date: '2026-11-22', balance: 1 },
      { ...acme, id: 2, date: '2026-10-23', balance: 2 },
      { ...acme, id: 3, date: '2026-10-22', balance: 4 },
      { ...acme, id: 4, date: '2026-09-23', balance: 8 },
      { ...acme, id: 5, date: '2026-09-22', balance: 16 },
      { ...acme, id: 6, date: '2026-02-25', balance: 32 },
      { ...acme, id: 7, date: '2026-02-24', balance: 64 },
      { ...acme, id: 8, date: '2025-11-22', balance: 128 },
      { ...acme, id: 9, date: '2025-11-21', balance: 256 },
    ])
    const answer = await workspace.ask(accountsReceivableAging)
    expect(answer.rows).toMatchObject([
      {
        company: 'Acme',
        invoices: 9,
        balance: 511,
        days_0_30: 3,
        days_31_60: 12,
        days_61_90: 16,
        days_91_120: 0,
        days_121_180: 0,
        months_6_9: 32,
        months_9_12: 192,
        months_over_12: 256,
        over_60: 496,
        oldest_days: 366,
      },
    ])
    expect(answer.headline).toBe(
      'Clients owe $511; $496 of it (97 %) is older than 60 days, most of it from Acme.',
    )
  })

  it('ages from the due date when asked, and does not count what is not due as old', async () => {
    await workspace.land('invoices', [
      { ...acme, id: 1, date: '2026-09-01', due_date: '2026-12-01', balance: 10 },
      { ...acme, id: 2, date: '2026-09-01', balance: 20 },
    ])
    const answer = await workspace.ask(accountsReceivableAging, { base: 'due-date' })
    expect(answer.rows).toMatchObject([{ days_0_30: 10, days_61_90: 20 }])
  })

  it('lets a credit memo lower what is owed, and leaves out what is settled or later', async () => {
    await workspace.land('invoices', [
      { ...acme, id: 1, date: '2026-11-01', total: 100, payments: 30 },
      { ...acme, id: 2, date: '2026-11-01', balance: -25, type: 'CreditMemo' },
      { ...acme, id: 3, date: '2026-11-01', balance: 0 },
      { ...acme, id: 4, date: '2026-11-23', balance: 500 },
      { ...acme, id: 5, date: '2026-11-01', balance: 500, deleted_at: '2026-11-02T00:00:00Z' },
    ])
    const answer = await workspace.ask(accountsReceivableAging)
    expect(answer.totals).toMatchObject({ invoices: 2, balance: 45, days_0_30: 45 })
    expect(answer.headline).toBe('Clients owe $45, none of it older than 60 days.')
  })
})
