import type { Briefing } from './briefing.ts'
import { plain } from './markup.ts'

/** Columns of a terminal nobody has widened. */
const WIDTH = 80
const MOST_ACTIONS = 6
const ARROWS = { up: '▲', down: '▼', flat: ' ' } as const

/**
 * The briefing for a terminal: headline, numbers, what needs action; at most 25 lines of 80 columns,
 * no colours, ending with a line break.
 */
export function renderBriefingText(briefing: Briefing): string {
  const shown = briefing.actions.shown.slice(0, MOST_ACTIONS)
  const lines = [
    `${briefing.day} · ${briefing.asOfWords}`,
    '',
    ...wrap(briefing.headline, 3),
    '',
    ...briefing.numbers.map((number) => {
      const change = number.change
      const moved = change === null ? '' : `${ARROWS[change.direction]} ${change.text}`
      return `  ${cut(number.label, 20).padEnd(20)}${number.text.padStart(12)}  ${moved}`.trimEnd()
    }),
    ...briefing.leftOut.slice(0, 2).flatMap((sentence) => wrap(sentence, 1)),
    '',
    ...(briefing.actions.total === 0
      ? [`Needs action today: ${briefing.actions.sentence}`]
      : [`Needs action today (${shown.length} of ${briefing.actions.total})`]),
    ...shown.map((action) => {
      const stake = cut(action.atStake ?? '', 24)
      const about = [action.finding, action.client].filter((text) => text !== null).join(', ')
      const room = WIDTH - stake.length - 11
      return `  ${action.severity.padEnd(7)}${cut(about, room).padEnd(room)} ${stake}`.trimEnd()
    }),
    '',
    ...wrap(briefing.freshness.sentence, 2),
  ]
  return `${lines.join('\n')}\n`
}

/** Breaks at spaces; what does not fit in `most` lines is cut with an ellipsis. */
function wrap(text: string, most: number): string[] {
  const lines: string[] = []
  for (const word of plain(text).trim().split(/\s+/)) {
    const line = lines.at(-1)
    if (line === undefined || line.length + word.length + 1 > WIDTH) lines.push(word)
    else lines[lines.length - 1] = `${line} ${word}`
  }
  if (lines.length <= most) return lines
  return [...lines.slice(0, most - 1), cut(lines.slice(most - 1).join(' '), WIDTH)]
}

function cut(text: string, width: number): string {
  const line = plain(text).replaceAll(/\s+/g, ' ')
  return line.length <= width ? line : `${line.slice(0, width - 1).trimEnd()}…`
}
