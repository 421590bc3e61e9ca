/**
 * What a view is: landed rows turned into business words, as SQL that reads the same on DuckDB and
 * PostgreSQL. Every metric lives in one view, so that two reports cannot disagree on it.
 */
export interface ViewDefinition {
  /** Name in SQL, snake_case, permanent: people query it. */
  readonly name: string
  /** What one row is and which rows are there, in a sentence or two. */
  readonly doc: string
  /** The select, without `create view`. */
  readonly sql: string
  /** Every column with its meaning and unit. */
  readonly columns: Readonly<Record<string, string>>
}

export type View = Readonly<ViewDefinition>

export function defineView(definition: ViewDefinition): View {
  return Object.freeze(definition)
}
