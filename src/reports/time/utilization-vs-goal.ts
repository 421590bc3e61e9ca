import { formatPercent, plural } from '../../kernel/words.ts'
import { FROM_TO, memberTimeSql } from '../../model/service/member-time.ts'
import { defineReport, num, sum } from '../../reporting/define-report.ts'
import type { Row } from '../../reporting/define-report.ts'
import { FILTERS_IN_WORDS, filters, matching } from '../filters.ts'
import { CAPACITY_IN_WORDS, LOGGED_IN_WORDS, MEMBERS_IN_WORDS } from '../member-time-in-words.ts'

const FILTERS = ['member', 'location', 'department'] as const

/** `utilization-vs-goal`: how much of their available time people spend on clients. */
export const utilizationVsGoal = defineReport({
  id: 'utilization-vs-goal',
  title: 'Utilization vs Goal by Member',
  area: 'Time and Utilization',
  question: 'Who meets the goal?',
  reads: ['time_entries', 'members', 'companies', 'charge_codes', 'work_types', 'holidays'],
  params: {
    from: { type: 'date', label: 'From', default: '30-days-ago' },
    to: { type: 'date', label: 'To', default: 'yesterday' },
    by: { type: 'choice', label: 'By', default: 'period', choices: ['period', 'week', 'month'] },
    counts: {
      type: 'choice',
      label: 'Utilized time',
      default: 'client-work',
      choices: ['client-work', 'connectwise-flag'],
    },
    ...filters(...FILTERS),
  },
  sql: `
    with member_time as (${memberTimeSql(FROM_TO)}), periods as (
      select case $by::text when 'week' then week_start
                            when 'month' then month_start
                            else $from::date end as period,
             member_id,
             member_name,
             goal,
             entered_hours,
             case when $counts::text = 'client-work' then utilized_hours
                  else flagged_hours end as utilized_hours,
             available_hours
        from member_time
       where is_in_utilization
         and ${matching(FILTERS)}
    ), summed as (
      select period, member_id, member_name, goal,
             sum(entered_hours) as entered_hours,
             sum(utilized_hours) as utilized_hours,
             sum(available_hours) as available_hours
        from periods
       group by period, member_id, member_name, goal
    )
    select period,
           member_name as member,
           member_id,
           entered_hours,
           utilized_hours,
           available_hours,
           round(utilized_hours::numeric(18, 4) / nullif(available_hours, 0), 4) as utilization,
           round(goal, 4) as goal,
           round(utilized_hours::numeric(18, 4) / nullif(available_hours, 0) - goal, 4) as gap,
           round(available_hours * goal, 4) as goal_hours
      from summed
     where available_hours > 0 or utilized_hours > 0
     order by period, utilization desc nulls last, member_name, member_id
  `,
  columns: {
    period: { label: 'From', format: 'date', note: 'First day of the period, week or month.' },
    member: { label: 'Member', format: 'text' },
    member_id: { label: 'Member id', format: 'text', hidden: true },
    entered_hours: { label: 'Logged', format: 'hours' },
    utilized_hours: { label: 'Utilized', format: 'hours', better: 'higher' },
    available_hours: { label: 'Available', format: 'hours', note: 'Capacity less paid time off.' },
    utilization: {
      label: 'Utilization',
      format: 'percent',
      note: 'Utilized of available hours.',
      better: 'higher',
    },
    goal: { label: 'Goal', format: 'percent' },
    gap: {
      label: 'Gap',
      format: 'percent',
      note: 'Utilization less goal: below 0 is short of it.',
      better: 'higher',
    },
    goal_hours: { label: 'Goal in hours', format: 'hours', hidden: true },
  },
  totals: (rows) => {
    const { utilization, goal } = teamOf(rows)
    return {
      period: null,
      member: 'Total',
      member_id: null,
      entered_hours: sum(rows, 'entered_hours'),
      utilized_hours: sum(rows, 'utilized_hours'),
      available_hours: sum(rows, 'available_hours'),
      utilization,
      goal,
      gap: utilization === null || goal === null ? null : utilization - goal,
      goal_hours: sum(rows, 'goal_hours'),
    }
  },
  kpis: (rows) => {
    const { utilization, goal } = teamOf(rows)
    return [
      {
        id: 'utilization',
        label: 'Utilization',
        value: utilization,
        format: 'percent',
        better: 'higher',
      },
      { id: 'goal', label: 'Goal', value: goal, format: 'percent' },
      {
        id: 'met',
        label: 'People at their goal',
        value: membersAtGoal(rows).met,
        format: 'count',
        better: 'higher',
      },
    ]
  },
  chart: { kind: 'goal-bars', x: 'member', y: ['utilization'], goal: 'goal' },
  headline: (rows) => {
    const { utilization } = teamOf(rows)
    if (utilization === null) return null
    const { met, all } = membersAtGoal(rows)
    const team = `${formatPercent(utilization, 0)} of available hours went to clients`
    if (all === 1) return `${team}, ${met === 1 ? 'at or above' : 'below'} the goal.`
    return `${team}; ${met} of ${plural(all, 'person', 'people')} met their goal.`
  },
  definition: `
One row per member (parameter \`by\`: and per week or month) with available or utilized hours from \`from\` to \`to\`, both days included. Weeks begin on the workspace's first day of the week; the first and last hold only their days inside the period.

- ${MEMBERS_IN_WORDS} Members whose \`includeInUtilizationReportingFlag\` is false are left out.
- ${CAPACITY_IN_WORDS}
- ${LOGGED_IN_WORDS}
- **Available** adds, day by day, capacity − time off, not below 0.
- **Utilized** adds \`actualHours\` of client work: entries charged neither to a charge code nor to one of the MSP's own companies, and not paid time off, billable or not. With "connectwise-flag" it adds instead the entries whose work type has \`utilizationFlag\` and that are not paid time off.
- **Utilization** is utilized ÷ available; there is none where nothing was available. Work on days without capacity counts as utilized, so that it can pass 100 %.
- **Goal** is the member's \`billableForecast\` ÷ 100 if that is above 0, else the setting \`utilizationGoal\` (0.75 unless set otherwise). **Gap** is utilization − goal, in points.
- The total divides the sums; its goal weighs each member's by available hours. A person met the goal when utilized hours over all their rows reach goal × available hours.
- Unless chosen otherwise the period ends yesterday. Days to come count as available if they are inside the period.
- Shares are rounded to four places. ${FILTERS_IN_WORDS} Location and department are the member's own (\`defaultLocation\`, \`defaultDepartment\`).
`.trim(),
})

function teamOf(rows: readonly Row[]): { utilization: number | null; goal: number | null } {
  const available = sum(rows, 'available_hours')
  if (available === 0) return { utilization: null, goal: null }
  return {
    utilization: sum(rows, 'utilized_hours') / available,
    goal: sum(rows, 'goal_hours') / available,
  }
}

/** How many people there are, and how many of them reached their goal over all their rows. */
function membersAtGoal(rows: readonly Row[]): { met: number; all: number } {
  const members = [...Map.groupBy(rows, (row) => num(row, 'member_id')).values()]
  const met = members.filter((own) => sum(own, 'utilized_hours') >= sum(own, 'goal_hours'))
  return { met: met.length, all: members.length }
}
