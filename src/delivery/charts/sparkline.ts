import { drawing, element, short } from './svg.ts'
import type { Paint } from './svg.ts'

const SIZE = { width: 164, height: 32 }
/** Room for the dot at the end and for half the line's width. */
const INSET = 4

/**
 * A year in one line, its last value marked. Months without a value leave a gap; a single value is a
 * dot; a flat year runs level through the middle; nothing at all is `''`. Hidden from assistive
 * technology: the number and its change beside it say more.
 */
export function sparkline(values: readonly (number | null)[], paint: Paint): string {
  const known = values.filter((value) => value !== null)
  if (known.length === 0) return ''
  const low = Math.min(...known)
  const high = Math.max(...known)
  const x = (index: number) =>
    values.length === 1
      ? SIZE.width - INSET
      : INSET + (index / (values.length - 1)) * (SIZE.width - 2 * INSET)
  const y = (value: number) =>
    high === low
      ? SIZE.height / 2
      : SIZE.height - INSET - ((value - low) / (high - low)) * (SIZE.height - 2 * INSET)

  const last = values.findLastIndex((value) => value !== null)
  return drawing(
    SIZE,
    null,
    element('path', {
      d: path(values, x, y),
      fill: 'none',
      stroke: paint.accent,
      'stroke-width': 1.75,
      'stroke-linejoin': 'round',
      'stroke-linecap': 'round',
    }),
    element('circle', { cx: x(last), cy: y(values[last] ?? 0), r: 3, fill: paint.accent }),
  )
}

/** Straight pieces between neighbours that both have a value. */
export function path(
  values: readonly (number | null)[],
  x: (index: number) => number,
  y: (value: number) => number,
): string {
  let drawn = ''
  let joined = false
  for (const [index, value] of values.entries()) {
    if (value !== null) drawn += `${joined ? 'L' : 'M'}${short(x(index))} ${short(y(value))}`
    joined = value !== null
  }
  return drawn
}
