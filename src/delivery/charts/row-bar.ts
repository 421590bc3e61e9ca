import type { Tone } from '../theme.ts'
import { element } from './svg.ts'
import type { Paint } from './svg.ts'

const HEIGHT = 16
const THICKNESS = 8

/**
 * One bar of a list of named things: `share` of the longest, with the goal as a thin mark. The name
 * and the value stand beside it as text, so it is hidden from assistive technology. Widths are
 * percentages: the bar takes the width it is given without stretching its ends.
 */
export function rowBar(
  bar: { readonly parts: readonly number[]; readonly goal: number | null; readonly tone: Tone },
  paint: Paint,
  width: number | '100%',
): string {
  const top = (HEIGHT - THICKNESS) / 2
  const shape = { y: top, height: THICKNESS, rx: THICKNESS / 2 }
  return element(
    'svg',
    { xmlns: 'http://www.w3.org/2000/svg', width, height: HEIGHT, 'aria-hidden': 'true' },
    element('rect', { x: 0, width: '100%', ...shape, fill: paint.line }),
    ...filled(bar.parts, shape, colour(bar.tone, paint)),
    bar.goal === null
      ? ''
      : element('rect', {
          x: percent(bar.goal),
          y: 0,
          width: 2,
          height: HEIGHT,
          fill: paint.ink,
        }),
  )
}

/** Parts one after the other, from pale to strong: the last one is the one that matters. */
function filled(
  parts: readonly number[],
  shape: Readonly<Record<string, number>>,
  fill: string,
): string[] {
  let start = 0
  return parts.map((part, index) => {
    const from = start
    start += part
    if (part <= 0) return ''
    const place = { x: percent(from), width: percent(part), ...shape, fill }
    if (parts.length === 1) return element('rect', place)
    const opacity = 0.25 + (0.75 * (index + 1)) / parts.length
    return element('rect', { ...place, rx: 0, 'fill-opacity': opacity.toFixed(2) })
  })
}

function percent(share: number): string {
  return `${Math.round(Math.min(1, Math.max(0, share)) * 1000) / 10}%`
}

/** Reaching a goal needs no colour of its own: the accent is what a bar looks like. */
function colour(tone: Tone, paint: Paint): string {
  return tone === 'soon' ? paint.soon : tone === 'bad' ? paint.bad : paint.accent
}
