import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openWorkspaceOfRows } from '../../../test/workspace-of-rows.ts'
import type { WorkspaceOfRows } from '../../../test/workspace-of-rows.ts'
import { openTickets } from './open-tickets.ts'

let workspace: WorkspaceOfRows
beforeEach(async () => void (workspace = await openWorkspaceOfRows()))
afterEach(() => workspace.close())

const helpDesk = { board_name: 'Help Desk', status_name: 'New', entered_at: '2026-11-20T15:00:00Z' }

describe('open tickets by board and status', () => {
  it('counts what no status has closed, with hours and the oldest', async () => {
    await workspace.land('tickets', [
      { ...helpDesk, id: 1, budget_hours: 2, actual_hours: 0.25 },
      { ...helpDesk, id: 2, entered_at: '2026-11-01T15:00:00Z', actual_hours: 1.5 },
      { ...helpDesk, id: 3, status_name: 'In Progress', closed_flag: false },
      { ...helpDesk, id: 4, closed_flag: true, closed_date: '2026-11-20T16:00:00Z' },
    ])
    expect(await workspace.ask(openTickets)).toMatchObject({
      headline: '3 tickets are open; the oldest, on Help Desk, is 21 days old.',
      rows: [
        {
          board: 'Help Desk',
          status: 'New',
          open_tickets: 2,
          budget_hours: 2,
          actual_hours: 1.75,
          oldest_on: '2026-11-01',
          oldest_days: 21,
          oldest_ticket_id: 2,
        },
        { board: 'Help Desk', status: 'In Progress', open_tickets: 1, oldest_days: 2 },
      ],
      totals: { open_tickets: 3, budget_hours: 2, actual_hours: 1.75, oldest_ticket_id: 2 },
    })
  })

  it('leaves out merged tickets, child tickets and tickets deleted in ConnectWise', async () => {
    await workspace.land('tickets', [
      { ...helpDesk, id: 1, parent_ticket_id: 0 },
      { ...helpDesk, id: 2, parent_ticket_id: 1 },
      { ...helpDesk, id: 3, merged_parent_ticket_id: 1 },
      { ...helpDesk, id: 4, deleted_at: '2026-11-21T00:00:00Z' },
    ])
    expect((await workspace.ask(openTickets)).totals).toMatchObject({ open_tickets: 1 })
  })

  it('ages by local days: a minute before midnight yesterday is one day old', async () => {
    await workspace.land('tickets', [{ ...helpDesk, id: 1, entered_at: '2026-11-22T05:59:00Z' }])
    expect((await workspace.ask(openTickets)).rows).toMatchObject([
      { oldest_on: '2026-11-21', oldest_days: 1 },
    ])
  })

  it('finds a board by part of its name, in any case, with % and _ meaning themselves', async () => {
    await workspace.land('tickets', [
      { ...helpDesk, id: 1 },
      { ...helpDesk, id: 2, board_name: '100% Managed' },
    ])
    const boards = async (board: string) =>
      (await workspace.ask(openTickets, { board })).rows.map((row) => row['board'])
    expect(await boards('help')).toEqual(['Help Desk'])
    expect(await boards('%')).toEqual(['100% Managed'])
    expect(await boards("'; drop table tickets; --")).toEqual([])
  })

  it('has nothing to say of an empty store', async () => {
    const answer = await workspace.ask(openTickets)
    expect(answer.headline).toBeNull()
    expect(answer.rows).toEqual([])
    expect(answer.totals).toBeNull()
    expect(answer.kpis[1]).toMatchObject({ id: 'oldest_days', value: null })
  })
})
