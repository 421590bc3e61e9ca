/**
 * The analytical store's port: what the layers above may ask of it. `duckdb/` implements it.
 * One store is one workspace's data; a workspace is never a column or a `where`.
 */
import type { LandedTable } from './landed-table.ts'

/**
 * A value of an answer: decimals are numbers, integers beyond 2^53 are text, instants are ISO text
 * in UTC (`2026-11-22T06:02:00Z`), days are `YYYY-MM-DD`, JSON columns are JSON text.
 */
export type Value = string | number | boolean | null

export type Row = Readonly<Record<string, Value>>

/** A named parameter: `$as_of` in the SQL, `{ as_of: '2026-01-31' }` here. Text casts in SQL: `$as_of::date`. */
export type Params = Readonly<Record<string, Value>>

export interface QueryOptions {
  /** At most this many rows are returned; the caller asks for one more to learn of a cut. */
  readonly maxRows?: number
  /** The query is stopped after this long. */
  readonly deadlineMs?: number
}

/** Read-only access to the landed tables and the model's views. */
export interface Reader {
  /** Throws `AppError` `query-failed` with the engine's message, `query-timeout` past the deadline. */
  query(sql: string, params?: Params, options?: QueryOptions): Promise<Row[]>
}

/** One workspace's analytical store: what sync writes and everybody reads. */
export interface Store extends Reader {
  /** Creates missing tables and adds missing columns; never changes or drops one. */
  prepare(tables: readonly LandedTable[]): Promise<void>
  /** Statements of our own (the model's views and mapping tables), in one transaction. */
  execute(sql: string): Promise<void>
  /** Waits for the writes under way, then gives the file back. */
  close(): Promise<void>
}
