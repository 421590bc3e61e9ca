/** The column types a landed table may have; the streams' own vocabulary. */
export type LandedColumnType =
  'integer' | 'bigint' | 'decimal' | 'boolean' | 'text' | 'date' | 'timestamp' | 'json'

/**
 * What the store needs to know of a stream to keep its table: every `Stream` has this shape.
 * Beside the declared columns each table has `raw` (the record as fetched, JSON), `synced_at`
 * (when the row last changed here) and `deleted_at` (the tombstone).
 */
export interface LandedTable {
  /** Stream and table name, snake_case. */
  readonly name: string
  /** Column name to type and slash path in the record; one of them is `id`. */
  readonly columns: Readonly<
    Record<string, { readonly type: LandedColumnType; readonly path: string }>
  >
}
