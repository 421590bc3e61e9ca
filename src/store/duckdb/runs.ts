import type { DuckDBConnection } from '@duckdb/node-api'
import type { StreamRunRecord } from '../store.ts'

/** Runs kept per stream: three months of a sync every quarter of an hour. */
const KEPT_RUNS = 9_000

export async function insertRun(connection: DuckDBConnection, run: StreamRunRecord): Promise<void> {
  const values = {
    run_id: run.runId,
    stream: run.stream,
    outcome: run.outcome,
    reason: run.reason,
    started_at: run.startedAt.toISOString(),
    window_since: run.window.since?.toISOString() ?? null,
    window_until: run.window.until?.toISOString() ?? null,
    fetched: run.fetched,
    inserted: run.inserted,
    updated: run.updated,
    buried: run.buried,
    reappeared: run.reappeared,
    quarantined: run.quarantined,
    requests: run.requests,
    retries: run.retries,
    duration_ms: Math.round(run.durationMs),
    error_code: run.error?.code ?? null,
    error_message: run.error?.message ?? null,
    error_remedy: run.error?.remedy ?? null,
    error_hint: run.error?.hint ?? null,
  }
  const names = Object.keys(values)
  await connection.run(
    `insert into sync_runs (${names.join(', ')}) values (${names.map((name) => `$${name}`).join(', ')})`,
    values,
  )
  await connection.run(
    `delete from sync_runs where stream = $stream and started_at < (
       select started_at from sync_runs where stream = $stream
       order by started_at desc offset ${KEPT_RUNS} limit 1)`,
    { stream: run.stream },
  )
}
