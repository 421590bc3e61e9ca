import type { ChartData } from './charts/chart-data.ts'
import { columns } from './charts/columns.ts'
import { lines } from './charts/lines.ts'
import type { Paint } from './charts/svg.ts'
import type { Tone } from './theme.ts'

export type { ChartData, Point, Series } from './charts/chart-data.ts'
export type { Paint } from './charts/svg.ts'
export { rowBar } from './charts/row-bar.ts'
export { sparkline } from './charts/sparkline.ts'

/**
 * A chart over time as an SVG of a given width in pixels: the same drawing on a page, in a mail and
 * on paper, coloured by `paint`. Charts of kind `rows` are lists, not drawings: see `barRows`.
 */
export function drawChart(data: ChartData, paint: Paint, width: number): string {
  return data.kind === 'lines' ? lines(data, paint, width) : columns(data, paint, width)
}

/** One line of a chart of kind `rows`: lengths are shares of the longest bar or goal, 0 to 1. */
export interface BarRow {
  readonly name: string
  /** The value, or the sum of the parts. */
  readonly text: string
  /** One length, or several that stand behind each other. */
  readonly parts: readonly number[]
  readonly goal: number | null
  readonly goalText: string | null
  readonly tone: Tone
}

/** Within a tenth of the goal is amber, further below is red. */
const NEAR = 0.9

/** The bars of a chart of kind `rows`; several series are parts of one bar. */
export function barRows(data: ChartData): BarRow[] {
  const valuesOf = (index: number) =>
    data.series.map((series) => Math.max(0, series.points[index]?.value ?? 0))
  const sums = data.categories.map((_, index) => total(valuesOf(index)))
  const goals = data.goals ?? []
  const longest = Math.max(data.full ?? 0, ...sums, ...goals.map((goal) => goal.value ?? 0))
  // A goal at the very end of its bar would be cut off: leave it some air.
  const full = (goals.length > 0 ? longest * 1.04 : longest) || 1
  return data.categories.map((name, index) => {
    const value = sums[index] ?? 0
    const goal = goals[index]?.value ?? null
    return {
      name,
      text: (data.totals ?? data.series.at(-1)?.points)?.[index]?.text ?? '–',
      parts: valuesOf(index).map((part) => part / full),
      goal: goal === null ? null : goal / full,
      goalText: goal === null ? null : (goals[index]?.text ?? null),
      tone: goal === null || value >= goal ? 'neutral' : value >= goal * NEAR ? 'soon' : 'bad',
    }
  })
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0)
}
