/**
 * What a stream is: one ConnectWise entity that we keep, as a declaration that the sync, the store,
 * the connection test, the model, the documents and the tests all read.
 */

export type ColumnType =
  'integer' | 'bigint' | 'decimal' | 'boolean' | 'text' | 'date' | 'timestamp' | 'json'

/** A column of the landed table and the place of its value in the record as ConnectWise sends it. */
export interface Column {
  readonly type: ColumnType
  /** Slash-separated, in the API's own case: `company/id`, `_info/lastUpdated`. */
  readonly path: string
}

/** The groups of streams that one role in ConnectWise opens; see `connection.md` part 4 in docs. */
export type Profile =
  'core' | 'margin' | 'billing' | 'assets' | 'projects' | 'sales' | 'procurement'

/** How a stream is kept current. */
export type SyncPlan =
  /**
   * Large and filterable by `lastUpdated`: the walk, with a window that starts this much early. 15
   * minutes cover the several by which ConnectWise's search was seen to lag behind a write.
   */
  | { readonly mode: 'changed'; readonly lookbackMinutes: number }
  /**
   * Reached only through a parent: `{parentId}` in the endpoint is a row of `parent`, and
   * `parentColumn` is where the landed child names it. A parent's children come as one whole list.
   */
  | { readonly mode: 'child'; readonly parent: string; readonly parentColumn: string }
  /** A small set-up table: listed whole. */
  | { readonly mode: 'reference' }

export interface StreamDefinition {
  /** Table name, snake_case, permanent. */
  readonly name: string
  /** What people call the rows, plural, lower case: `time entries`. */
  readonly title: string
  /** Path below `/apis/3.0`, with `{parentId}` for a child. */
  readonly endpoint: string
  readonly profile: Profile
  /** The line of the security role that opens it, in ConnectWise's words. */
  readonly permission: { readonly module: string; readonly function: string }
  readonly sync: SyncPlan
  /**
   * How often deletions are looked for. For a child it is how often all parents are asked again, since
   * a child's edit may not move its parent's stamp. `never` where ConnectWise cannot delete the record,
   * and for a reference, which is listed whole anyway.
   */
  readonly sweep: 'daily' | 'weekly' | 'never'
  /** Column name to column; `id` first, `updated_at` where the entity has a stamp. */
  readonly columns: Readonly<Record<string, Column>>
}

export interface Stream extends StreamDefinition {
  /** The `fields=` list that brings exactly the declared columns, custom fields included. */
  readonly fields: readonly string[]
}

/**
 * Declares a stream. Beside its columns every landed table has `raw` (the record as fetched, JSON),
 * `synced_at` (when the row was last written) and `deleted_at` (the tombstone).
 */
export function defineStream(definition: StreamDefinition): Stream {
  const fields = [...new Set(Object.values(definition.columns).map((column) => column.path))]
  return Object.freeze({ ...definition, fields: Object.freeze(fields) })
}

export const integer = (path: string): Column => ({ type: 'integer', path })
/** Money, hours and rates: `decimal(18,4)`, exact. */
export const decimal = (path: string): Column => ({ type: 'decimal', path })
export const boolean = (path: string): Column => ({ type: 'boolean', path })
export const text = (path: string): Column => ({ type: 'text', path })
/** A business day that ConnectWise writes as `T00:00:00Z`: never shifted by a zone. */
export const date = (path: string): Column => ({ type: 'date', path })
/** An instant, UTC. */
export const timestamp = (path: string): Column => ({ type: 'timestamp', path })
export const json = (path: string): Column => ({ type: 'json', path })
