import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { addDays } from '../../kernel/calendar.ts'
import { openWorkspaceOfRows } from '../../../test/workspace-of-rows.ts'
import type { WorkspaceOfRows } from '../../../test/workspace-of-rows.ts'
import { backlogAging } from './backlog-aging.ts'

const TODAY = '2026-11-22'

let workspace: WorkspaceOfRows
beforeEach(async () => void (workspace = await openWorkspaceOfRows()))
afterEach(() => workspace.close())

/** Noon in Chicago, so many days ago. */
const daysAgo = (days: number) => `${addDays(TODAY, -days)}T18:00:00Z`

describe('ticket backlog aging', () => {
  it('puts each edge of a band inside it', async () => {
    const ages = [0, 7, 8, 14, 15, 21, 22, 29, 30, 400]
    await workspace.land(
      'tickets',
      ages.map((age, index) => ({
        id: index + 1,
        board_name: 'Help Desk',
        entered_at: daysAgo(age),
      })),
    )
    expect((await workspace.ask(backlogAging)).rows).toMatchObject([
      {
        open_tickets: 10,
        age_0_7: 2,
        age_8_14: 2,
        age_15_21: 2,
        age_22_29: 2,
        age_30_plus: 2,
        oldest_days: 400,
      },
    ])
  })

  it('counts days of the calendar across the end of daylight saving', async () => {
    // 1 November 2026 has 25 hours in Chicago: 23:59 of 31 October is 04:59 UTC, eight days before the 8th.
    await workspace.close()
    workspace = await openWorkspaceOfRows({ today: '2026-11-08' })
    await workspace.land('tickets', [
      { id: 1, entered_at: '2026-11-01T04:59:59Z' },
      { id: 2, entered_at: '2026-11-01T05:00:00Z' },
    ])
    expect((await workspace.ask(backlogAging)).rows).toMatchObject([{ age_0_7: 1, age_8_14: 1 }])
  })

  it('is past the required date from the day after it', async () => {
    await workspace.land('tickets', [
      { id: 1, entered_at: daysAgo(3), required_date: '2026-11-21' },
      { id: 2, entered_at: daysAgo(3), required_date: TODAY },
      { id: 3, entered_at: daysAgo(3) },
    ])
    const answer = await workspace.ask(backlogAging)
    expect(answer.rows).toMatchObject([{ open_tickets: 3, past_required: 1 }])
    expect(answer.headline).toBe('Of 3 open tickets, 1 is past its required date.')
  })

  it('groups by board, team or owner', async () => {
    await workspace.land('tickets', [
      {
        id: 1,
        board_name: 'Help Desk',
        team_name: 'Blue',
        owner_name: 'Ann',
        entered_at: daysAgo(1),
      },
      { id: 2, board_name: 'Help Desk', team_name: 'Red', entered_at: daysAgo(31) },
    ])
    const names = async (group_by: string) =>
      (await workspace.ask(backlogAging, { group_by })).rows.map((row) => row['grouped_by'])
    expect(await names('board')).toEqual(['Help Desk'])
    expect(await names('team')).toEqual(['Red', 'Blue'])
    expect(await names('owner')).toEqual(['(no owner)', 'Ann'])
  })

  it('has nothing to say while nothing is old or late', async () => {
    await workspace.land('tickets', [{ id: 1, entered_at: daysAgo(29) }])
    expect((await workspace.ask(backlogAging)).headline).toBeNull()
  })

  it('counts a ticket from the future as new, and one without a date in no band', async () => {
    await workspace.land('tickets', [{ id: 1, entered_at: daysAgo(-3) }, { id: 2 }])
    expect((await workspace.ask(backlogAging)).rows).toMatchObject([
      { open_tickets: 2, age_0_7: 1, age_30_plus: 0, oldest_days: 0 },
    ])
  })
})
