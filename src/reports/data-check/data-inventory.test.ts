import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openWorkspaceOfRows } from '../../../test/workspace-of-rows.ts'
import type { WorkspaceOfRows } from '../../../test/workspace-of-rows.ts'
import { streams } from '../../streams/catalogue.ts'
import { dataInventory } from './data-inventory.ts'

let workspace: WorkspaceOfRows
beforeEach(async () => void (workspace = await openWorkspaceOfRows()))
afterEach(() => workspace.close())

const run = {
  run_id: 'a',
  outcome: 'done',
  started_at: '2026-11-22T06:00:00Z',
  fetched: 3,
  inserted: 2,
  updated: 1,
  buried: 0,
  reappeared: 0,
  quarantined: 0,
  requests: 1,
  retries: 0,
  duration_ms: 20,
}

describe('the data inventory', () => {
  it('has a row for every stream before anything was synced', async () => {
    const answer = await workspace.ask(dataInventory)
    expect(answer.rows).toHaveLength(streams.length)
    expect(answer.headline).toBe('Nothing has been synced yet.')
    expect(answer.totals).toMatchObject({ live_rows: 0, estimated_bytes: 0, synced_at: null })
  })

  it('counts rows, tombstones and quarantine apart, and weighs what was fetched', async () => {
    await workspace.land('boards', [
      { id: 1, raw: '{"id":1}' },
      { id: 2, raw: '{"id":2}' },
      { id: 3, raw: '{"id":3}', deleted_at: '2026-11-21T00:00:00Z' },
    ])
    await workspace.land('sync_quarantine', [
      { stream: 'boards', id: 4, reason: 'no name', raw: '{}', seen_at: '2026-11-22T06:00:00Z' },
    ])
    await workspace.land('sync_runs', [
      { ...run, stream: 'boards', started_at: '2026-11-21T06:00:00Z', fetched: 99 },
      { ...run, stream: 'boards' },
    ])
    expect((await workspace.ask(dataInventory, { stream: 'board' })).rows).toMatchObject([
      {
        stream: 'boards',
        live_rows: 2,
        tombstones: 1,
        quarantined: 1,
        estimated_bytes: 24,
        synced_at: '2026-11-22T06:00:00Z',
        last_outcome: 'done',
        fetched: 3,
      },
      { stream: 'board_statuses', live_rows: 0, synced_at: null, fetched: null },
    ])
  })

  it('says what was never synced, what did not finish and what could not be read', async () => {
    await workspace.land('sync_runs', [
      { ...run, stream: 'boards' },
      { ...run, stream: 'boards', outcome: 'failed', started_at: '2026-11-22T07:00:00Z' },
    ])
    const answer = await workspace.ask(dataInventory, { stream: 'board', only_troubled: true })
    expect(answer.headline).toBe(
      '0 rows are here, but board statuses have never been synced and the last sync of boards did not finish.',
    )
    await workspace.land('sync_runs', [
      { ...run, stream: 'board_statuses', outcome: 'denied' },
      { ...run, stream: 'board_statuses', outcome: 'skipped', started_at: '2026-11-22T08:00:00Z' },
    ])
    expect((await workspace.ask(dataInventory, { stream: 'board_s' })).headline).toBe(
      '0 rows are here, but your API member may not read board statuses.',
    )
  })

  it('has nothing to say when every stream was synced to the end', async () => {
    await workspace.land(
      'sync_runs',
      streams.map(({ name }) => ({ ...run, stream: name })),
    )
    const answer = await workspace.ask(dataInventory)
    expect(answer.headline).toBeNull()
    expect(answer.totals).toMatchObject({ synced_at: '2026-11-22T06:00:00Z' })
    expect((await workspace.ask(dataInventory, { only_troubled: true })).rows).toEqual([])
  })
})
