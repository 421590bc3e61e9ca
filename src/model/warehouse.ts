/** A value of a row, as the store returns it. */
type Value = string | number | boolean | null

/** What the model asks of the store to read the set-up tables; every `Reader` has this shape. */
export interface ModelReader {
  query(sql: string): Promise<readonly Readonly<Record<string, Value>>[]>
}

/** What the model asks of the store to write its tables and views; every `Store` has this shape. */
export interface Warehouse extends ModelReader {
  /** Several statements in one transaction. */
  execute(sql: string): Promise<void>
}
