import type { Row, Value } from '../store/store.ts'

/** The rows of an answer, for those who may not reach below this layer. */
export type { Row, Value } from '../store/store.ts'

/**
 * What a report is: one question, its SQL over the model's views, and how its answer reads.
 * Plain data and pure functions, so that the server, the command line, the documents and the tests
 * read the same definition.
 */
export interface ReportDefinition {
  /** Permanent: URL, command word and schedule key. */
  readonly id: string
  readonly title: string
  readonly area: Area
  /** The business question it answers, with its question mark. */
  readonly question: string
  /** Streams it depends on: availability and freshness follow from them. */
  readonly reads: readonly string[]
  readonly params: Readonly<Record<string, Param>>
  /**
   * One text for DuckDB and PostgreSQL. Parameters are `$name`. For every date parameter `x` there is
   * also `$x_at` (the first instant of that day in the workspace's zone) and `$x_end_at` (the first
   * instant after it); `$zone` and `$today` are always there. Only those the text names are bound.
   */
  readonly sql: string
  readonly columns: Readonly<Record<string, ReportColumn>>
  /** The totals row, from all rows: what is not a plain sum is computed here, never averaged. */
  readonly totals?: (rows: readonly Row[], params: AnswerParams) => Record<string, Value>
  /** The key numbers above the table. */
  readonly kpis?: (rows: readonly Row[], params: AnswerParams) => readonly Kpi[]
  readonly chart: Chart
  /** The answer in one sentence; `null` when there is nothing worth a message. */
  readonly headline: (rows: readonly Row[], params: AnswerParams) => string | null
  /** How it is computed: plain words, every formula, boundary and exclusion. Markdown. */
  readonly definition: string
}

export type Report = Readonly<ReportDefinition>

export type Area =
  | 'Data Check'
  | 'Finance Management'
  | 'Agreements'
  | 'Time and Utilization'
  | 'Service Management'
  | 'Projects'
  | 'Sales Management'
  | 'Procurement'
  | 'Marketing'
  | 'Planning'

export type Param =
  | { readonly type: 'date'; readonly label: string; readonly default: DateDefault }
  | {
      readonly type: 'integer'
      readonly label: string
      readonly default: number
      readonly min: number
      readonly max: number
    }
  | {
      readonly type: 'choice'
      readonly label: string
      readonly default: string
      readonly choices: readonly string[]
    }
  /** Free text matched against names, `''` means all: location, department, company, board, member. */
  | { readonly type: 'text'; readonly label: string; readonly default: string }
  | { readonly type: 'boolean'; readonly label: string; readonly default: boolean }

/** A day that moves with the calendar: resolved in the workspace's zone, week and fiscal year. */
export type DateDefault =
  | 'today'
  | 'yesterday'
  | 'start-of-week'
  | 'end-of-week'
  | 'start-of-month'
  | 'start-of-last-month'
  | 'end-of-last-month'
  | '12-months-ago'
  | '30-days-ago'
  | '12-weeks-ago'

export type Format =
  | 'text'
  | 'count'
  | 'hours'
  | 'money'
  | 'rate'
  | 'percent'
  | 'decimal'
  | 'date'
  | 'month'
  | 'instant'
  | 'days'
  | 'bytes'
  | 'flag'

export interface ReportColumn {
  readonly label: string
  readonly format: Format
  /** One sentence for the reader of the column, where the label does not say it all. */
  readonly note?: string
  /** The ConnectWise record this cell opens: entity and the column that holds its id. */
  readonly opens?: {
    readonly entity:
      'ticket' | 'company' | 'agreement' | 'invoice' | 'activity' | 'project' | 'time'
    readonly id: string
  }
  /** Kept in the row for links and tests, not shown in tables. */
  readonly hidden?: boolean
  /** What a change of this number means; nothing where neither direction is good. */
  readonly better?: 'higher' | 'lower'
}

export interface Chart {
  readonly kind: 'bar' | 'line' | 'stacked-bar' | 'goal-bars' | 'none'
  /** Column of the categories. */
  readonly x: string
  /** Columns of the series, in order. */
  readonly y: readonly string[]
  /** Column with the goal of each bar, for `goal-bars`. */
  readonly goal?: string
}

/** A key number above the table. */
export interface Kpi {
  readonly id: string
  readonly label: string
  readonly value: number | null
  readonly format: Format
  readonly better?: 'higher' | 'lower'
}

export type AnswerParams = Readonly<Record<string, string | number | boolean>>

export function defineReport(definition: ReportDefinition): Report {
  return Object.freeze(definition)
}

/** A row's number, 0 for null: for sums in headlines and totals. Throws when the column is not a number. */
export function num(row: Row, column: string): number {
  const value = row[column]
  if (value === null) return 0
  if (typeof value !== 'number') throw new TypeError(`column ${column} is not a number`)
  return value
}

/** The sum of a column over rows. */
export function sum(rows: readonly Row[], column: string): number {
  let total = 0
  for (const row of rows) total += num(row, column)
  return total
}

/** A row's text, `''` for null. */
export function str(row: Row, column: string): string {
  const value = row[column]
  return value === null || value === undefined ? '' : String(value)
}
