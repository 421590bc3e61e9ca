import type { ChartData, Point } from './chart-data.ts'
import { drawing, element, label, tooltip } from './svg.ts'
import type { Paint } from './svg.ts'
import { categoryLabels, endLabels, inSentence, shade } from './labels.ts'

const HEIGHT = 206
const TOP = 18
const BOTTOM = 24
/** Where the last values stand with their names: 14 characters of the label size. */
const RIGHT = 92

/**
 * Columns over time, side by side or stacked. No frame, no grid, no legend: the last columns carry
 * their names, the tallest its value. Negative values hang below the zero line.
 */
export function columns(data: ChartData, paint: Paint, width: number): string {
  const stacked = data.kind === 'stacked-columns'
  const groups = data.categories.map((_, index) => data.series.map((each) => each.points[index]))
  const tops = groups.map((group) => extent(group, stacked))
  const high = Math.max(0, ...tops.map((top) => top.high))
  const low = Math.min(0, ...tops.map((top) => top.low))
  const span = high - low || 1
  const y = (value: number) => TOP + ((high - value) / span) * (HEIGHT - TOP - BOTTOM)

  const plot = width - RIGHT
  const step = plot / Math.max(1, data.categories.length)
  const bars = stacked ? 1 : data.series.length
  const bar = Math.min(14, (step * 0.72) / bars)
  const left = (index: number) => index * step + (step - bar * bars) / 2

  const drawn = groups.map((group, index) => {
    const shapes = stacked
      ? stack(group, (from, to, series) =>
          column(left(index), bar, y(from), y(to), shade(series, data.series.length, paint)),
        )
      : group.map((point, series) =>
          point?.value === null || point === undefined
            ? ''
            : column(
                left(index) + series * bar,
                bar - 1,
                y(0),
                y(point.value),
                shade(series, data.series.length, paint),
              ),
        )
    const told = data.series.map((each, at) => `${each.label} ${group[at]?.text ?? '–'}`)
    return element(
      'g',
      {},
      tooltip(`${data.categoryLabel} ${data.categories[index]}: ${told.join(', ')}`),
      ...shapes,
    )
  })

  const last = data.categories.length - 1
  let base = 0
  const ends = data.series.map((each, series) => {
    const value = each.points[last]?.value ?? 0
    const at = stacked ? base + value / 2 : value
    base += value
    return {
      text: `${each.points[last]?.text ?? '–'} ${inSentence(each.label)}`,
      y: y(at),
      series,
    }
  })
  return drawing(
    { width, height: HEIGHT },
    data.summary,
    ...drawn,
    element('line', { x1: 0, x2: plot, y1: y(0), y2: y(0), stroke: paint.line }),
    stacked ? '' : peak(groups, high, left, bar, y, paint),
    ...categoryLabels(data.categories, (index) => (index + 0.5) * step, step, HEIGHT - 7, paint),
    ...endLabels(ends, plot + 6, data.series.length, HEIGHT - BOTTOM, paint),
  )
}

function column(x: number, width: number, from: number, to: number, fill: string): string {
  return element('rect', {
    x,
    width: Math.max(1, width),
    y: Math.min(from, to),
    height: Math.abs(from - to),
    rx: Math.min(1.5, width / 4),
    fill,
  })
}

/** The tallest column's value, so that the eye has a scale; the last group names its own. */
function peak(
  groups: readonly (readonly (Point | undefined)[])[],
  high: number,
  left: (index: number) => number,
  bar: number,
  y: (value: number) => number,
  paint: Paint,
): string {
  const index = groups.findIndex((group) => group.some((point) => point?.value === high))
  const series = groups[index]?.findIndex((point) => point?.value === high) ?? -1
  const point = groups[index]?.[series]
  if (point === undefined || high <= 0 || index === groups.length - 1) return ''
  return label(point.text, {
    x: left(index) + (series + 0.5) * bar,
    y: y(high) - 5,
    'text-anchor': index === 0 ? 'start' : 'middle',
    'font-size': 11,
    fill: paint.soft,
  })
}

function extent(
  group: readonly (Point | undefined)[],
  stacked: boolean,
): { readonly low: number; readonly high: number } {
  const values = group.map((point) => point?.value ?? 0)
  if (!stacked) return { low: Math.min(0, ...values), high: Math.max(0, ...values) }
  const sumOf = (kept: readonly number[]) => kept.reduce((total, value) => total + value, 0)
  return {
    low: sumOf(values.filter((value) => value < 0)),
    high: sumOf(values.filter((value) => value > 0)),
  }
}

/** Pieces on each other: what is positive grows up from zero, what is negative down. */
function stack(
  group: readonly (Point | undefined)[],
  draw: (from: number, to: number, series: number) => string,
): string[] {
  let up = 0
  let down = 0
  return group.map((point, series) => {
    const value = point?.value ?? 0
    if (value === 0) return ''
    const from = value > 0 ? up : down
    if (value > 0) up += value
    else down += value
    return draw(from, from + value, series)
  })
}
