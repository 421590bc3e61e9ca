import { addDays, startOfWeek } from '../../kernel/calendar.ts'
import { formatCount, plural } from '../../kernel/words.ts'
import { num, str } from '../../reporting/define-report.ts'
import { isoWeek } from '../wording.ts'
import type { Chapter } from './chapter.ts'

const WEEKS = 12
/** Weeks in a row from which a run is news; two happen by chance. */
const NEWS = 3
/** What a ticket weighs in the ranking: an hour or so of somebody's work. */
const TICKET_WORTH = 100

/** Whether the boards fill or empty: twelve whole weeks, this one left out. */
export const killRate: Chapter = {
  report: 'kill-rate',
  about: 'Kill rate',
  params: (today) => {
    const monday = startOfWeek(today, 1)
    return { from: addDays(monday, -7 * WEEKS), to: addDays(monday, -1), by: 'week' }
  },

  tell: ({ rows }) => {
    const last = rows.at(-1)
    if (last === undefined) return null
    const shrinks = num(last, 'net') < 0
    const grows = num(last, 'net') > 0
    const breaks = rows.findLastIndex((row) =>
      shrinks ? num(row, 'net') >= 0 : num(row, 'net') <= 0,
    )
    const run = rows.slice(breaks + 1)
    if (run.length < NEWS || !(shrinks || grows)) return null
    const moved = Math.abs(run.reduce((total, row) => total + num(row, 'net'), 0))
    const flow = `${formatCount(num(last, 'closed'))} closed, ${formatCount(num(last, 'opened'))} opened`
    return {
      figure: plural(run.length, 'week'),
      tone: shrinks ? 'good' : 'soon',
      sentence: [
        { text: `${shrinks ? 'More' : 'Fewer'} tickets close than open, last week ${flow}` },
      ],
      detail: [
        {
          text: `The backlog ${shrinks ? 'shrank' : 'grew'} by ${plural(moved, 'ticket')} in that time`,
        },
      ],
      clause: shrinks
        ? `the backlog shrank for the ${ordinal(run.length)} week in a row`
        : `the backlog grew for the ${ordinal(run.length)} week in a row`,
      stake: moved * TICKET_WORTH,
      urgency: 1,
    }
  },

  chart: ({ rows }) => {
    const first = rows[0]
    const last = rows.at(-1)
    if (first === undefined || last === undefined) return null
    const weeks = rows.map((row) => String(isoWeek(str(row, 'period'))))
    const points = (column: string) =>
      rows.map((row) => ({ value: num(row, column), text: formatCount(num(row, column)) }))
    return {
      id: 'opened-closed',
      title: 'Tickets opened and closed',
      subtitle: `Are we keeping up? Weeks ${weeks[0]} to ${weeks.at(-1)}`,
      data: {
        kind: 'columns',
        summary: `Tickets opened and closed by week. In week ${weeks.at(-1)}, ${plural(num(last, 'opened'), 'ticket')} opened and ${formatCount(num(last, 'closed'))} closed.`,
        categoryLabel: 'Week',
        categories: weeks,
        series: [
          { label: 'Opened', points: points('opened') },
          { label: 'Closed', points: points('closed') },
        ],
        goals: null,
      },
    }
  },
}

const ORDINALS = [
  'third',
  'fourth',
  'fifth',
  'sixth',
  'seventh',
  'eighth',
  'ninth',
  'tenth',
  'eleventh',
  'twelfth',
] as const

function ordinal(count: number): string {
  return ORDINALS[count - NEWS] ?? `${count}th`
}
