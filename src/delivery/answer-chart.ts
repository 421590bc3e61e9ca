import type { Answer } from '../reporting/answer.ts'
import type { Format } from '../reporting/define-report.ts'
import type { Row, Value } from '../store/store.ts'
import type { ChartData, Point, Series } from './charts.ts'
import { briefDay, shortMonth } from './wording.ts'

/** Bars of named things that a reader still compares; the table has the rest. */
const MOST_BARS = 12

/**
 * The chart of an answer, from its rows: columns or lines over days and months, bars of named things
 * otherwise. Rows with the same category are added up; shares and rates do not add, so the last row of
 * the category speaks for it. Null when the report draws none, or when there is nothing to draw.
 */
export function answerChart(
  answer: Answer,
  write: (value: Value, format: Format) => string,
): ChartData | null {
  const { chart, title } = answer.report
  if (chart.kind === 'none' || answer.rows.length === 0) return null
  const x = answer.columns.find((column) => column.name === chart.x)
  const y = chart.y.flatMap((name) => answer.columns.find((column) => column.name === name) ?? [])
  if (x === undefined || y.length === 0) return null

  const groups = [...Map.groupBy(answer.rows, (row) => row[x.name] ?? null)]
  const summary = `${title}, as a chart. The table below has every row.`
  const pointsOf = (format: Format) => (value: number | null) => ({
    value,
    text: write(value, format),
  })
  const overTime = x.format === 'date' || x.format === 'month'
  if (overTime) {
    const ordered = groups.toSorted(([a], [b]) => String(a).localeCompare(String(b)))
    return {
      kind:
        chart.kind === 'line'
          ? 'lines'
          : chart.kind === 'stacked-bar'
            ? 'stacked-columns'
            : 'columns',
      summary,
      categoryLabel: x.label,
      categories: ordered.map(([key]) =>
        x.format === 'month' ? shortMonth(String(key)) : briefDay(String(key)),
      ),
      series: y.map((column) => seriesOf(column, ordered, pointsOf(column.format))),
      goals: null,
    }
  }

  const shown = chart.kind === 'stacked-bar' ? y : y.slice(-1)
  const weight = (rows: readonly Row[]) =>
    shown.reduce((total, column) => total + (totalOf(rows, column) ?? 0), 0)
  const ordered =
    chart.kind === 'goal-bars' ? groups : groups.toSorted(([, a], [, b]) => weight(b) - weight(a))
  const kept = ordered.slice(0, MOST_BARS)
  const goal = answer.columns.find((column) => column.name === chart.goal)
  const format = shown[0]?.format ?? 'decimal'
  return {
    kind: 'rows',
    summary,
    categoryLabel: x.label,
    categories: kept.map(([key]) => write(key, x.format)),
    series: shown.map((column) => seriesOf(column, kept, pointsOf(column.format))),
    goals:
      goal === undefined
        ? null
        : kept.map(([, rows]) => pointsOf(goal.format)(totalOf(rows, goal))),
    ...(format === 'percent' && goal === undefined && { full: 1 }),
    ...(shown.length > 1 && { totals: kept.map(([, rows]) => pointsOf(format)(weight(rows))) }),
  }
}

function seriesOf(
  column: Measure,
  groups: readonly (readonly [Value, readonly Row[]])[],
  point: (value: number | null) => Point,
): Series {
  return { label: column.label, points: groups.map(([, rows]) => point(totalOf(rows, column))) }
}

type Measure = Answer['columns'][number]

/** Formats of which two values have no sum. */
const NOT_ADDED: ReadonlySet<Format> = new Set(['percent', 'rate', 'days'])

/** What the rows of a category hold together; null when none of them holds a number. */
function totalOf(rows: readonly Row[], { name, format }: Measure): number | null {
  const values = rows.map((row) => row[name]).filter((value) => typeof value === 'number')
  if (NOT_ADDED.has(format)) return values.at(-1) ?? null
  return values.length === 0 ? null : values.reduce((total, value) => total + value, 0)
}
