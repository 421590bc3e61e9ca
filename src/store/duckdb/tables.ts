import type { DuckDBConnection } from '@duckdb/node-api'
import type { LandedColumnType, LandedTable } from '../landed-table.ts'

/** How each declared type is kept. Money, hours and rates are exact to four places. */
export const ENGINE_TYPE: Readonly<Record<LandedColumnType, string>> = {
  integer: 'integer',
  bigint: 'bigint',
  decimal: 'decimal(18,4)',
  boolean: 'boolean',
  text: 'varchar',
  date: 'date',
  timestamp: 'timestamp with time zone',
  json: 'json',
}

/**
 * Documents take nine tenths of the file and are seldom read: with zstd they take a fifth of the
 * room, and a first sync does not try out every other method on them.
 */
const COMPRESSED_TYPE: Readonly<Record<string, string>> = { json: 'json using compression zstd' }

/** The columns every landed table ends with. */
const KEPT_COLUMNS: Readonly<Record<string, string>> = {
  raw: 'json',
  synced_at: 'timestamp with time zone',
  deleted_at: 'timestamp with time zone',
}

/**
 * Creates missing tables and adds missing columns. A table that gains a column loses its
 * checkpoint: the next sync walks the stream whole and fills the column. Neither keys nor indexes:
 * they cost five times the throughput and once, in 1,736 kill -9 rounds, the file.
 */
export async function prepareTables(
  connection: DuckDBConnection,
  tables: readonly LandedTable[],
): Promise<void> {
  await connection.run(CONTROL_TABLES)
  const present = await presentColumns(connection)
  for (const table of tables) {
    const columns = engineColumns(table)
    const known = present.get(table.name)
    if (known === undefined) {
      const list = columns.map(([name, type]) => `${quoted(name)} ${compressed(type)}`).join(', ')
      await connection.run(`create table ${quoted(table.name)} (${list})`)
      continue
    }
    const added = columns.filter(([name]) => !known.has(name))
    for (const [name, type] of added) {
      await connection.run(
        `alter table ${quoted(table.name)} add column ${quoted(name)} ${compressed(type)}`,
      )
    }
    if (added.length > 0) {
      await connection.run('delete from sync_checkpoints where stream = $stream', {
        stream: table.name,
      })
    }
  }
}

function compressed(type: string): string {
  return COMPRESSED_TYPE[type] ?? type
}

/** A name as SQL writes it: some streams' columns are reserved words. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

function engineColumns(table: LandedTable): (readonly [string, string])[] {
  const declared = Object.entries(table.columns).map(
    ([name, column]) => [name, ENGINE_TYPE[column.type]] as const,
  )
  return [...declared, ...Object.entries(KEPT_COLUMNS)]
}

async function presentColumns(connection: DuckDBConnection): Promise<Map<string, Set<string>>> {
  const result = await connection.runAndReadAll(
    `select table_name, column_name from duckdb_columns()
      where database_name = current_database() and schema_name = 'main' and not internal`,
  )
  const present = new Map<string, Set<string>>()
  for (const [table, column] of result.getRows()) {
    const columns = present.get(String(table)) ?? new Set()
    present.set(String(table), columns.add(String(column)))
  }
  return present
}

/** What the sync keeps of itself, in the same file so that rows and state commit together. */
const CONTROL_TABLES = `
  create sequence if not exists sync_checkpoint_version;
  create table if not exists sync_checkpoints (
    stream varchar not null,
    version bigint not null,
    state varchar not null,
    saved_at timestamp with time zone not null
  );
  create table if not exists sync_runs (
    run_id varchar not null,
    stream varchar not null,
    outcome varchar not null,
    reason varchar,
    started_at timestamp with time zone not null,
    window_since timestamp with time zone,
    window_until timestamp with time zone,
    fetched integer not null,
    inserted integer not null,
    updated integer not null,
    buried integer not null,
    reappeared integer not null,
    quarantined integer not null,
    requests integer not null,
    retries integer not null,
    duration_ms integer not null,
    error_code varchar,
    error_message varchar,
    error_remedy varchar,
    error_hint varchar
  );
  create table if not exists sync_quarantine (
    stream varchar not null,
    id bigint,
    reason varchar not null,
    raw varchar not null,
    seen_at timestamp with time zone not null
  );
`
