import { label } from './svg.ts'
import type { Paint } from './svg.ts'

const LINE = 15

/** The colour of a series: the last one is the one that matters, those before it stand behind. */
export function shade(series: number, count: number, paint: Paint): string {
  return series === count - 1 ? paint.accent : paint.tint
}

/** Names under the axis: as many as fit, always counted back from the last one. */
export function categoryLabels(
  categories: readonly string[],
  x: (index: number) => number,
  step: number,
  y: number,
  paint: Paint,
): string[] {
  // 6.2 px is a digit of Inter at 11 px, 10 the air between two labels.
  const widest = Math.max(...categories.map((name) => name.length)) * 6.2 + 10
  const every = Math.max(1, Math.ceil(widest / step))
  return categories.map((name, index) =>
    (categories.length - 1 - index) % every === 0
      ? label(name, {
          x: x(index),
          y,
          'text-anchor': 'middle',
          'font-size': 11,
          fill: paint.soft,
        })
      : '',
  )
}

/** What the right end of each series says, pushed apart where two would overlap. */
export function endLabels(
  ends: readonly { readonly text: string; readonly y: number; readonly series: number }[],
  x: number,
  count: number,
  bottom: number,
  paint: Paint,
): string[] {
  const placed = ends.map((end) => ({ ...end })).sort((a, b) => a.y - b.y)
  for (const [index, end] of placed.entries()) {
    const above = placed[index - 1]
    if (above !== undefined) end.y = Math.max(end.y, above.y + LINE)
  }
  const overflow = Math.max(0, (placed.at(-1)?.y ?? 0) - bottom)
  return placed.map((end) =>
    label(end.text, {
      x,
      y: end.y - overflow + 4,
      'font-size': 12,
      'font-weight': end.series === count - 1 ? 600 : 400,
      fill: end.series === count - 1 ? paint.accent : paint.soft,
    }),
  )
}

/** A label after a number: `Closed` is `closed`, `MRR` stays what it is. */
export function inSentence(name: string): string {
  return /^[A-Z][a-z]/.test(name) ? name.slice(0, 1).toLowerCase() + name.slice(1) : name
}
