import { addDays, startOfWeek } from '../../kernel/calendar.ts'
import { formatPercent, plural } from '../../kernel/words.ts'
import { num, str, sum } from '../../reporting/define-report.ts'
import type { Row } from '../../store/store.ts'
import { HOUR_WORTH, listed, named } from './chapter.ts'
import type { Chapter } from './chapter.ts'

/** Bars that fit beside the other chart. */
const MOST_BARS = 8
/** A team this far below its goal is late with somebody's invoice. */
const POOR = 0.9

/** Who spent last week on clients, and who did not reach their goal. */
export const utilization: Chapter = {
  report: 'utilization-vs-goal',
  about: 'Utilization',
  params: (today) => {
    const monday = startOfWeek(today, 1)
    return { from: addDays(monday, -7), to: addDays(monday, -1), by: 'period' }
  },

  tell: (facts) => {
    const rows = withGoal(facts.rows)
    const available = sum(rows, 'available_hours')
    const goal = sum(rows, 'goal_hours')
    const utilized = sum(rows, 'utilized_hours')
    if (available === 0 || utilized >= goal) return null
    const below = rows.filter((row) => num(row, 'gap') < 0).toSorted(byGap)
    const team = utilized / available
    return {
      figure: formatPercent(team, 0),
      tone: utilized < goal * POOR ? 'bad' : 'soon',
      sentence: [
        { text: 'Client work of the hours available last week; furthest from their goals are ' },
        ...listed(below.map((row) => named(facts, 'member', str(row, 'member')))),
      ],
      detail: [
        {
          text: `${below.length} of ${plural(rows.length, 'member')} below goal, ${plural(Math.round(goal - utilized), 'hour')} short together`,
        },
      ],
      clause: `utilization was ${formatPercent(team, 0)} against a goal of ${formatPercent(goal / available, 0)}`,
      stake: (goal - utilized) * HOUR_WORTH,
      urgency: 1,
    }
  },

  chart: ({ rows }) => {
    const all = withGoal(rows)
    if (all.length === 0) return null
    const shown = all.length <= MOST_BARS ? all : all.toSorted(byGap).slice(0, MOST_BARS)
    const met = all.filter((row) => num(row, 'gap') >= 0).length
    const ordered = shown.toSorted((a, b) => num(b, 'utilization') - num(a, 'utilization'))
    const points = (column: string) =>
      ordered.map((row) => ({ value: num(row, column), text: formatPercent(num(row, column), 0) }))
    const which = all.length > MOST_BARS ? `, the ${MOST_BARS} furthest below of ${all.length}` : ''
    return {
      id: 'utilization',
      title: 'Utilization against goal',
      subtitle: `Client hours of available hours, last week${which}`,
      data: {
        kind: 'rows',
        summary: `Utilization last week: ${met} of ${plural(all.length, 'member')} reached their goal.`,
        categoryLabel: 'Member',
        categories: ordered.map((row) => str(row, 'member')),
        series: [{ label: 'Utilization', points: points('utilization') }],
        goals: points('goal'),
      },
    }
  },
}

/** A week of time off has no utilization to speak of. */
function withGoal(rows: readonly Row[]): Row[] {
  return rows.filter((row) => row['utilization'] !== null)
}

function byGap(a: Row, b: Row): number {
  return num(a, 'gap') - num(b, 'gap')
}
