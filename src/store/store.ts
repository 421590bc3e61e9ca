/**
 * The analytical store's port: what the layers above may ask of it. `duckdb/` implements it.
 * One store is one workspace's data; a workspace is never a column or a `where`.
 */
import type { LandedTable } from './landed-table.ts'
import type { Landed, Landing, Load } from './landing.ts'

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
  /** Our own statements that make temporary tables and views, which this query then sees first. */
  readonly over?: string
}

/** Read-only access to the landed tables and the model's views. */
export interface Reader {
  /** Throws `AppError` `query-failed` with the engine's message, `query-timeout` past the deadline. */
  query(sql: string, params?: Params, options?: QueryOptions): Promise<Row[]>
}

/** One sync of one stream, as `sync_runs` keeps it. Instants are UTC. */
export interface StreamRunRecord {
  /** The same for all streams of one sync. */
  readonly runId: string
  readonly stream: string
  readonly outcome: string
  /** Why it ran, in words. */
  readonly reason: string
  readonly startedAt: Date
  /** What the walk asked for: changed since … up to …; null where it listed everything. */
  readonly window: { readonly since: Date | null; readonly until: Date | null }
  readonly fetched: number
  readonly inserted: number
  readonly updated: number
  readonly buried: number
  readonly reappeared: number
  readonly quarantined: number
  readonly requests: number
  readonly retries: number
  readonly durationMs: number
  readonly error?: {
    readonly code: string
    readonly message: string
    readonly remedy: string
    readonly hint?: string
  }
}

/** One workspace's analytical store: what sync writes and everybody reads. */
export interface Store extends Reader {
  /** Creates missing tables and adds missing columns; never changes or drops one. */
  prepare(tables: readonly LandedTable[]): Promise<void>
  /** Statements of our own (the model's views and mapping tables), in one transaction. */
  execute(sql: string): Promise<void>
  /**
   * Lands pages and, in the same transaction, the checkpoint that says so. The row with the newer
   * `updated_at` wins; a record that will not convert goes to `sync_quarantine` and the rest lands.
   * Throws `page-malformed` when a page is no JSON, `disk-full`.
   */
  land(landing: Landing): Promise<Landed>
  /** Opens a load; see `Load`. Several of one table run beside each other. */
  openLoad(table: LandedTable): Promise<Load>
  /** Sets the tombstone of rows that have none; says how many. */
  bury(table: LandedTable, ids: readonly number[], at: Date): Promise<number>
  /** Lifts the tombstone of rows that are listed again; says how many. */
  revive(table: LandedTable, ids: readonly number[], at: Date): Promise<number>
  /** The latest state saved for a stream, JSON text; null when there is none. */
  checkpoint(stream: string): Promise<string | null>
  /** Saves a state that comes without rows, or forgets the stream's state (null). */
  saveCheckpoint(stream: string, state: unknown, at: Date): Promise<void>
  recordRun(run: StreamRunRecord): Promise<void>
  /** Waits for the writes under way, then gives the file back. */
  close(): Promise<void>
}
