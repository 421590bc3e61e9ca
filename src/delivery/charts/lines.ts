import type { ChartData } from './chart-data.ts'
import { categoryLabels, endLabels, inSentence, shade } from './labels.ts'
import { path } from './sparkline.ts'
import { drawing, element, label, tooltip } from './svg.ts'
import type { Paint } from './svg.ts'

const HEIGHT = 178
const TOP = 20
const BOTTOM = 28
const RIGHT = 118
const LEFT = 6

/**
 * Lines over time, each named at its end. Starts at zero unless every value lies in the upper half:
 * a line, unlike a column, may show a small movement of a large number.
 */
export function lines(data: ChartData, paint: Paint, width: number): string {
  const known = data.series.flatMap((each) =>
    each.points.map((point) => point.value).filter((value) => value !== null),
  )
  const high = Math.max(0, ...known)
  const lowest = Math.min(...known, high)
  const low = lowest > high / 2 ? lowest - (high - lowest) * 0.25 : Math.min(0, lowest)
  const span = high - low || 1
  const y = (value: number) => TOP + ((high - value) / span) * (HEIGHT - TOP - BOTTOM)
  const step = (width - RIGHT - LEFT) / Math.max(1, data.categories.length - 1)
  const x = (index: number) => LEFT + index * step

  const count = data.series.length
  const drawn = data.series.flatMap((each, series) => {
    const values = each.points.map((point) => point.value)
    const colour = shade(series, count, paint)
    const dots = each.points.map((point, index) =>
      point.value === null
        ? ''
        : element(
            'circle',
            // Only the last point is drawn; the others are there for the pointer.
            {
              cx: x(index),
              cy: y(point.value),
              r: isLast(values, index) ? 3.5 : 7,
              fill: colour,
              'fill-opacity': isLast(values, index) ? 1 : 0,
            },
            tooltip(`${data.categories[index]}: ${point.text} ${inSentence(each.label)}`),
          ),
    )
    return [
      element('path', {
        d: path(values, x, y),
        fill: 'none',
        stroke: colour,
        'stroke-width': 2,
        'stroke-linejoin': 'round',
        'stroke-linecap': 'round',
      }),
      ...dots,
    ]
  })

  const ends = data.series.flatMap((each, series) => {
    const last = each.points.findLast((point) => point.value !== null)
    if (last === undefined) return []
    return [
      {
        text: count === 1 ? last.text : `${last.text} ${inSentence(each.label)}`,
        y: y(last.value ?? 0),
        series,
      },
    ]
  })
  return drawing(
    { width, height: HEIGHT },
    data.summary,
    low < 0
      ? element('line', { x1: 0, x2: width - RIGHT, y1: y(0), y2: y(0), stroke: paint.line })
      : '',
    ...drawn,
    start(data, x, y, paint),
    ...categoryLabels(data.categories, x, step, HEIGHT - 7, paint),
    ...endLabels(ends, width - RIGHT + 10, count, HEIGHT - BOTTOM, paint),
  )
}

/** Where the main line began, so that its end can be judged. */
function start(
  data: ChartData,
  x: (index: number) => number,
  y: (value: number) => number,
  paint: Paint,
): string {
  const main = data.series.at(-1)
  const first = main?.points.findIndex((point) => point.value !== null) ?? -1
  const point = main?.points[first]
  if (point === undefined || first === (main?.points.length ?? 0) - 1) return ''
  const next = main?.points.slice(first + 1).find((each) => each.value !== null)?.value ?? 0
  // On the side that the line leaves free: below where it rises, above where it falls.
  const aside = next > (point.value ?? 0) ? 17 : -9
  return label(point.text, {
    x: Math.max(0, x(first) - LEFT),
    y: y(point.value ?? 0) + aside,
    'font-size': 11,
    fill: paint.soft,
  })
}

function isLast(values: readonly (number | null)[], index: number): boolean {
  return values.findLastIndex((value) => value !== null) === index
}
