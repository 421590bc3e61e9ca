/**
 * A chart as data: what is drawn, and the table beside it that says the same. JSON-safe. Values come
 * with their text, so that a label, a tooltip and the table cannot round differently.
 */
export interface ChartData {
  /**
   * `columns` stand side by side, `stacked-columns` on each other, `lines` run over time; `rows` are
   * one bar per named thing, with the goal as a thin mark where there is one.
   */
  readonly kind: 'columns' | 'stacked-columns' | 'lines' | 'rows'
  /** The chart in one sentence, for those who do not see it. */
  readonly summary: string
  /** What the categories are: `Week`, `Member`. */
  readonly categoryLabel: string
  /** In reading order: earlier to later, or first to last. */
  readonly categories: readonly string[]
  readonly series: readonly Series[]
  /** The goal of each category; only for `rows`. */
  readonly goals: readonly Point[] | null
  /** What a full bar stands for where nothing is longer: 1 for shares; only for `rows`. */
  readonly full?: number
  /** The sum of each category; only for `rows` of several series. */
  readonly totals?: readonly Point[]
}

export interface Series {
  readonly label: string
  readonly points: readonly Point[]
}

export interface Point {
  /** Null where there is nothing to draw. */
  readonly value: number | null
  /** As shown: `81`, `$1,240`, `–`. */
  readonly text: string
}
