import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openWorkspaceOfRows } from '../../../test/workspace-of-rows.ts'
import type { WorkspaceOfRows } from '../../../test/workspace-of-rows.ts'
import { killRate } from './kill-rate.ts'

let workspace: WorkspaceOfRows
beforeEach(async () => void (workspace = await openWorkspaceOfRows()))
afterEach(() => workspace.close())

const opened = (id: number, entered_at: string) => ({ id, board_name: 'Help Desk', entered_at })
const closed = (id: number, closed_date: string) => ({
  id,
  board_name: 'Alerts',
  entered_at: '2026-01-05T15:00:00Z',
  closed_flag: true,
  closed_date,
})

describe('tickets opened, closed and kill rate', () => {
  it('counts a ticket on the local day, to the second, on both ends of the period', async () => {
    // 8 March 2026 has 23 hours in Chicago: it runs from 06:00 to 05:00 UTC.
    await workspace.land('tickets', [
      opened(1, '2026-03-08T05:59:59Z'),
      opened(2, '2026-03-08T06:00:00Z'),
      opened(3, '2026-03-09T04:59:59Z'),
      opened(4, '2026-03-09T05:00:00Z'),
      closed(5, '2026-03-08T05:59:59Z'),
      closed(6, '2026-03-09T04:59:59Z'),
    ])
    const day = { from: '2026-03-08', to: '2026-03-08', by: 'day' }
    expect((await workspace.ask(killRate, day)).rows).toEqual([
      { period: '2026-03-08', opened: 2, closed: 1, net: 1, kill_rate: 0.5 },
    ])
  })

  it('has a row for each week touched, quiet ones too, and divides the sums in the total', async () => {
    await workspace.land('tickets', [
      opened(1, '2026-11-03T15:00:00Z'),
      opened(2, '2026-11-03T15:00:00Z'),
      closed(3, '2026-11-04T15:00:00Z'),
      closed(4, '2026-11-18T15:00:00Z'),
      closed(5, '2026-11-18T15:00:00Z'),
    ])
    const answer = await workspace.ask(killRate, { from: '2026-11-04', to: '2026-11-22' })
    expect(answer.rows).toEqual([
      { period: '2026-11-02', opened: 0, closed: 1, net: -1, kill_rate: null },
      { period: '2026-11-09', opened: 0, closed: 0, net: 0, kill_rate: null },
      { period: '2026-11-16', opened: 0, closed: 2, net: -2, kill_rate: null },
    ])
    const wider = await workspace.ask(killRate, { from: '2026-11-03', to: '2026-11-22' })
    expect(wider.totals).toMatchObject({ opened: 2, closed: 3, net: -1, kill_rate: 1.5 })
    expect(wider.headline).toBe('Kill rate above one: 3 closed, 2 opened.')
  })

  it('counts a ticket as closed only while it is closed, and never a merged or child one', async () => {
    await workspace.land('tickets', [
      { ...closed(1, '2026-11-18T15:00:00Z'), closed_flag: false },
      { ...closed(2, '2026-11-18T15:00:00Z'), merged_parent_ticket_id: 9 },
      { ...closed(3, '2026-11-18T15:00:00Z'), parent_ticket_id: 9 },
      closed(4, '2026-11-18T15:00:00Z'),
    ])
    expect((await workspace.ask(killRate)).totals).toMatchObject({ opened: 0, closed: 1 })
  })

  it('groups by calendar month', async () => {
    await workspace.land('tickets', [
      opened(1, '2026-11-01T04:59:59Z'),
      opened(2, '2026-11-01T05:00:00Z'),
    ])
    const months = { from: '2026-10-15', to: '2026-11-15', by: 'month' }
    expect((await workspace.ask(killRate, months)).rows).toMatchObject([
      { period: '2026-10-01', opened: 1 },
      { period: '2026-11-01', opened: 1 },
    ])
  })

  it('narrows to boards by name and to reactive ones by setting', async () => {
    await workspace.land('tickets', [
      { ...opened(1, '2026-11-18T15:00:00Z'), board_id: 1 },
      { ...closed(2, '2026-11-18T15:00:00Z'), board_id: 2 },
    ])
    const help = await workspace.ask(killRate, { board: 'help' })
    expect(help.totals).toMatchObject({ opened: 1, closed: 0, kill_rate: 0 })
    expect(help.headline).toBe('Kill rate below one: 0 closed, 1 opened.')
    await workspace.land('boards', [
      { id: 1, name: 'Help Desk' },
      { id: 2, name: 'Alerts' },
    ])
    const reactive = await workspace.ask(killRate, { only_reactive: true })
    expect(reactive.totals).toMatchObject({ opened: 1, closed: 0 })
  })

  it('begins weeks on the day the workspace does', async () => {
    await workspace.close()
    workspace = await openWorkspaceOfRows({ settings: { weekStart: 0 } })
    await workspace.land('tickets', [
      opened(1, '2026-11-14T15:00:00Z'),
      opened(2, '2026-11-15T15:00:00Z'),
    ])
    const rows = (await workspace.ask(killRate, { from: '2026-11-14', to: '2026-11-16' })).rows
    expect(rows).toMatchObject([
      { period: '2026-11-08', opened: 1 },
      { period: '2026-11-15', opened: 1 },
    ])
  })

  it('has nothing to say of an empty store, nor of a time before there were tickets', async () => {
    expect((await workspace.ask(killRate)).headline).toBeNull()
    const ancient = await workspace.ask(killRate, { from: '1990-01-01', to: '1990-12-31' })
    expect(ancient).toMatchObject({ rows: [], headline: null })
  })

  it('refuses a period that ends before it begins, and a grouping it does not know', async () => {
    const backwards = workspace.ask(killRate, { from: '2026-11-20', to: '2026-11-01' })
    await expect(backwards).rejects.toMatchObject({ code: 'invalid-parameter' })
    const hourly = workspace.ask(killRate, { by: 'hour' })
    await expect(hourly).rejects.toMatchObject({ code: 'invalid-parameter' })
  })
})
