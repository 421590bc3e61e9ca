import type { DuckDBConnection } from '@duckdb/node-api'
import type { LandedTable } from '../landed-table.ts'
import { quoted } from './tables.ts'

/** Marks rows as gone from ConnectWise; rows already marked keep their day. */
export async function bury(
  connection: DuckDBConnection,
  table: LandedTable,
  ids: readonly number[],
  at: Date,
): Promise<number> {
  return change(connection, ids, {
    sql: `update ${quoted(table.name)} set deleted_at = $at::timestamptz
          where deleted_at is null and id in ${IDS}`,
    params: { at: at.toISOString() },
  })
}

/** Marks rows as there again. */
export async function revive(
  connection: DuckDBConnection,
  table: LandedTable,
  ids: readonly number[],
  at: Date,
): Promise<number> {
  return change(connection, ids, {
    sql: `update ${quoted(table.name)} set deleted_at = null, synced_at = $at::timestamptz
          where deleted_at is not null and id in ${IDS}`,
    params: { at: at.toISOString() },
  })
}

const IDS = `(select unnest(from_json($ids, '["BIGINT"]')))`

async function change(
  connection: DuckDBConnection,
  ids: readonly number[],
  { sql, params }: { readonly sql: string; readonly params: Readonly<Record<string, string>> },
): Promise<number> {
  if (ids.length === 0) return 0
  const { rowsChanged } = await connection.run(sql, { ...params, ids: JSON.stringify(ids) })
  return rowsChanged
}
