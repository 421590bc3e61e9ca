import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openWorkspaceOfRows } from '../../../test/workspace-of-rows.ts'
import type { WorkspaceOfRows } from '../../../test/workspace-of-rows.ts'
import { activitiesThisWeek } from './activities-this-week.ts'

// Wednesday 18 November 2026; the week runs from Monday the 16th to Sunday the 22nd.
let workspace: WorkspaceOfRows
beforeEach(async () => {
  workspace = await openWorkspaceOfRows({ today: '2026-11-18' })
  await workspace.land('activity_types', [{ id: 1, name: 'Call', points: 2 }])
})
afterEach(() => workspace.close())

const call = {
  type_id: 1,
  type_name: 'Call',
  status_name: 'Open',
  assign_to_name: 'Ann',
  close_flag: false,
}

describe('activities this week and past due by rep', () => {
  it('takes the local week, from its first second to its last', async () => {
    await workspace.land('activities', [
      { ...call, id: 1, date_end: '2026-11-16T05:59:59Z', close_flag: true },
      { ...call, id: 2, date_end: '2026-11-16T06:00:01Z' },
      { ...call, id: 3, date_end: '2026-11-23T05:59:59Z' },
      { ...call, id: 4, date_end: '2026-11-23T06:00:01Z' },
    ])
    expect((await workspace.ask(activitiesThisWeek)).rows).toMatchObject([
      { rep: 'Ann', status: 'Open', in_period: 2, done: 0, points: 4, past_due: 1 },
    ])
  })

  it('takes a value at midnight UTC as that day, whatever the zone', async () => {
    await workspace.land('activities', [
      { ...call, id: 1, date_end: '2026-11-16T00:00:00Z' },
      { ...call, id: 2, date_end: '2026-11-23T00:00:00Z' },
    ])
    expect((await workspace.ask(activitiesThisWeek)).rows).toMatchObject([
      { in_period: 1, oldest_past_due_on: '2026-11-16' },
    ])
  })

  it('is past due when open and due before today, in whatever week; due today is not', async () => {
    await workspace.land('activities', [
      { ...call, id: 1, date_end: '2025-03-04T15:00:00Z' },
      { ...call, id: 2, date_end: '2026-11-18T05:59:59Z' },
      { ...call, id: 3, date_end: '2026-11-18T06:00:01Z' },
      { ...call, id: 4, date_end: '2026-11-17T15:00:00Z', close_flag: true, status_name: 'Closed' },
      { ...call, id: 5 },
    ])
    const answer = await workspace.ask(activitiesThisWeek)
    expect(answer.rows).toMatchObject([
      { status: 'Open', in_period: 2, done: 0, past_due: 2, oldest_past_due_on: '2025-03-04' },
      { status: 'Closed', in_period: 1, done: 1, past_due: 0, oldest_past_due_on: null },
    ])
    expect(answer.headline).toBe('3 activities planned, 1 done; 2 are past due.')
    const week = await workspace.ask(activitiesThisWeek, { include_past_due: false })
    expect(week.totals).toMatchObject({ in_period: 3, past_due: 0 })
  })

  it('reads the exact end first, then the end, then the start', async () => {
    await workspace.land('activities', [
      { ...call, id: 1, date_end_utc: '2026-11-19T15:00:00Z', date_end: '2026-01-01T00:00:00Z' },
      { ...call, id: 2, date_start: '2026-11-20T15:00:00Z' },
    ])
    expect((await workspace.ask(activitiesThisWeek)).totals).toMatchObject({
      in_period: 2,
      past_due: 0,
    })
  })

  it('names who is furthest behind, and holds what belongs to nobody', async () => {
    await workspace.land('activities', [
      { ...call, id: 1, date_end: '2026-11-02T15:00:00Z' },
      { ...call, id: 2, date_end: '2026-11-02T15:00:00Z', assign_to_name: 'Bob' },
      { ...call, id: 3, date_end: '2026-11-02T15:00:00Z', assign_to_name: 'Bob' },
      { ...call, id: 4, date_end: '2026-11-19T15:00:00Z', assign_to_name: null },
    ])
    const answer = await workspace.ask(activitiesThisWeek)
    expect(answer.rows.map((row) => row['rep'])).toEqual(['(nobody)', 'Ann', 'Bob'])
    expect(answer.headline).toBe('1 activity planned, 0 done; 3 are past due, most with Bob.')
    expect((await workspace.ask(activitiesThisWeek, { member: 'bob' })).rows).toHaveLength(1)
  })

  it('has nothing to say of an empty store', async () => {
    expect(await workspace.ask(activitiesThisWeek)).toMatchObject({ rows: [], headline: null })
  })
})
