import type { DuckDBConnection } from '@duckdb/node-api'

/**
 * Checkpoints are only ever added; the greatest version counts. Two pages that commit one after the
 * other may have begun side by side: an update of one row would make the second fail.
 */
export async function insertCheckpoint(
  connection: DuckDBConnection,
  stream: string,
  state: unknown,
  at: Date,
): Promise<void> {
  await connection.run(
    `insert into sync_checkpoints (stream, version, state, saved_at)
     values ($stream, nextval('sync_checkpoint_version'), $state, $at::timestamptz)`,
    { stream, state: JSON.stringify(state), at: at.toISOString() },
  )
}

/** Drops all but the latest checkpoint of a stream, or all of them. */
export async function pruneCheckpoints(
  connection: DuckDBConnection,
  stream: string,
  all: boolean,
): Promise<void> {
  const which = all
    ? ''
    : 'and version < (select max(version) from sync_checkpoints where stream = $stream)'
  await connection.run(`delete from sync_checkpoints where stream = $stream ${which}`, { stream })
}
