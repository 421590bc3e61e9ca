import type { Row, Store } from '../store/store.ts'

/** One sync as it was recorded: what each stream did, and why. JSON-safe; instants are ISO, UTC. */
export interface RecordedSync {
  readonly id: string
  readonly startedAt: string
  readonly runs: readonly RecordedRun[]
}

export interface RecordedRun {
  readonly stream: string
  readonly outcome: string
  readonly reason: string | null
  readonly window: { readonly since: string | null; readonly until: string | null }
  readonly fetched: number
  readonly inserted: number
  readonly updated: number
  readonly buried: number
  readonly reappeared: number
  readonly quarantined: number
  readonly requests: number
  readonly retries: number
  readonly durationMs: number
  readonly error?: { readonly code: string; readonly message: string; readonly hint: string | null }
}

/** A day and a half of a sync every quarter of an hour: what somebody looks back at. */
const SYNCS_SHOWN = 150

/** The latest syncs, newest first. */
export async function readSyncRuns(store: Store): Promise<RecordedSync[]> {
  const rows = await store.query(
    `with latest as (
       select run_id, min(started_at) as began_at from sync_runs
        group by run_id order by began_at desc limit ${SYNCS_SHOWN})
     select s.*, l.began_at from sync_runs s join latest l on l.run_id = s.run_id
      order by l.began_at desc, s.run_id, s.stream`,
  )
  const byRun = Map.groupBy(rows, (row) => text(row, 'run_id') ?? '')
  return [...byRun].map(([id, runs]) => ({
    id,
    startedAt: text(runs[0] ?? {}, 'began_at') ?? '',
    runs: runs.map(recordedRun),
  }))
}

function recordedRun(row: Row): RecordedRun {
  const code = text(row, 'error_code')
  return {
    stream: text(row, 'stream') ?? '',
    outcome: text(row, 'outcome') ?? '',
    reason: text(row, 'reason'),
    window: { since: text(row, 'window_since'), until: text(row, 'window_until') },
    fetched: count(row, 'fetched'),
    inserted: count(row, 'inserted'),
    updated: count(row, 'updated'),
    buried: count(row, 'buried'),
    reappeared: count(row, 'reappeared'),
    quarantined: count(row, 'quarantined'),
    requests: count(row, 'requests'),
    retries: count(row, 'retries'),
    durationMs: count(row, 'duration_ms'),
    ...(code !== null && {
      error: { code, message: text(row, 'error_message') ?? '', hint: text(row, 'error_hint') },
    }),
  }
}

function text(row: Row, column: string): string | null {
  const value = row[column]
  return value === null || value === undefined ? null : String(value)
}

function count(row: Row, column: string): number {
  return Number(row[column] ?? 0)
}
