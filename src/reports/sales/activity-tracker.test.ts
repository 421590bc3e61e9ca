import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openWorkspaceOfRows } from '../../../test/workspace-of-rows.ts'
import type { WorkspaceOfRows } from '../../../test/workspace-of-rows.ts'
import { activityTracker } from './activity-tracker.ts'

let workspace: WorkspaceOfRows
beforeEach(async () => {
  workspace = await openWorkspaceOfRows()
  await workspace.land('activity_types', [
    { id: 1, name: 'Call', points: 1 },
    { id: 2, name: 'Meeting', points: 5 },
    { id: 3, name: 'Note' },
  ])
})
afterEach(() => workspace.close())

const call = {
  type_id: 1,
  type_name: 'Call',
  assign_to_name: 'Ann',
  date_end: '2026-11-10T15:00:00Z',
}
const meeting = { ...call, type_id: 2, type_name: 'Meeting', assign_to_name: 'Bob' }

describe('the activity tracker', () => {
  it('counts per member and type, and adds the points of the types', async () => {
    await workspace.land('activities', [
      { ...call, id: 1 },
      { ...call, id: 2, close_flag: true },
      { ...call, id: 3, type_id: 3, type_name: 'Note' },
      { ...meeting, id: 4 },
    ])
    const answer = await workspace.ask(activityTracker)
    expect(answer.rows).toEqual([
      { member: 'Ann', type: 'Call', month: null, activities: 2, points: 2, amount: 2 },
      { member: 'Ann', type: 'Note', month: null, activities: 1, points: 0, amount: 1 },
      { member: 'Bob', type: 'Meeting', month: null, activities: 1, points: 5, amount: 1 },
    ])
    expect(answer.headline).toBe('2 people have 4 activities; Ann leads with 3.')
    const points = await workspace.ask(activityTracker, { measure: 'points' })
    expect(points.totals).toMatchObject({ activities: 4, points: 7, amount: 7 })
    expect(points.headline).toBe('2 people have 7 points; Bob leads with 5.')
  })

  it('takes both days of the period whole, in local time', async () => {
    await workspace.land('activities', [
      { ...call, id: 1, date_end: '2026-11-01T04:59:59Z' },
      { ...call, id: 2, date_end: '2026-11-01T05:00:01Z' },
      { ...call, id: 3, date_end: '2026-11-02T05:59:59Z' },
      { ...call, id: 4, date_end: '2026-11-02T06:00:01Z' },
      { ...call, id: 5, date_end: '2026-11-02T00:00:00Z' },
    ])
    const day = { from: '2026-11-01', to: '2026-11-01' }
    expect((await workspace.ask(activityTracker, day)).totals).toMatchObject({ activities: 2 })
  })

  it('breaks out months as rows, the zone deciding the month', async () => {
    await workspace.land('activities', [
      { ...call, id: 1, date_end: '2026-11-01T04:59:59Z' },
      { ...call, id: 2, date_end: '2026-11-01T05:00:01Z' },
    ])
    const rows = (await workspace.ask(activityTracker, { by_month: true })).rows
    expect(rows.map((row) => row['month'])).toEqual(['2026-10-01', '2026-11-01'])
  })

  it('keeps the done or the open ones; without a flag, a closing date means done', async () => {
    await workspace.land('activities', [
      { ...call, id: 1, close_flag: true },
      { ...call, id: 2, close_flag: false },
      { ...call, id: 3, date_closed_utc: '2026-11-11T15:00:00Z' },
      { ...call, id: 4 },
    ])
    const amount = async (state: string) =>
      (await workspace.ask(activityTracker, { state })).totals?.['activities']
    expect([await amount('all'), await amount('done'), await amount('open')]).toEqual([4, 2, 2])
  })

  it('has nothing to say of an empty store', async () => {
    expect(await workspace.ask(activityTracker)).toMatchObject({ rows: [], headline: null })
  })
})
