import { plural } from '../../kernel/words.ts'
import { defineReport, num, str, sum } from '../../reporting/define-report.ts'
import type { Row } from '../../reporting/define-report.ts'
import { FILTERS_IN_WORDS, filters, matching } from '../filters.ts'
import { ACTIVITIES_IN_WORDS, DUE_DAY_IN_WORDS, REP } from './activities-in-words.ts'

const FILTERS = ['member', 'type', 'company'] as const

/** `activities-this-week`: what each seller plans, has done and is behind on. */
export const activitiesThisWeek = defineReport({
  id: 'activities-this-week',
  title: 'Activities this Week and Past Due by Rep',
  area: 'Sales Management',
  question: 'What do our reps plan to do, what have they done, and what are they behind on?',
  reads: ['activities', 'activity_types'],
  params: {
    from: { type: 'date', label: 'From', default: 'start-of-week' },
    to: { type: 'date', label: 'To', default: 'end-of-week' },
    include_past_due: { type: 'boolean', label: 'Past due as well', default: true },
    ...filters(...FILTERS),
  },
  // A day around the period, because a day without a time is not where its instant is; then exactly.
  sql: `
    with due as (
      select rep_name, status_name, points, is_open, due_on
        from sales_activities
       where ${matching(FILTERS, '', REP)}
         and (($include_past_due::boolean and is_open)
              or (due_at >= $from_at::timestamptz - interval '1 day'
                  and due_at < $to_end_at::timestamptz + interval '1 day'))
    ), sorted as (
      select rep_name, status_name, points, is_open, due_on,
             due_on between $from::date and $to::date as is_in_period,
             $include_past_due::boolean and is_open and due_on < $today::date as is_past_due
        from due
    )
    select rep_name as rep,
           status_name as status,
           (count(*) filter (where is_in_period))::integer as in_period,
           (count(*) filter (where is_in_period and not is_open))::integer as done,
           coalesce(sum(points) filter (where is_in_period), 0)::integer as points,
           (count(*) filter (where is_past_due))::integer as past_due,
           min(due_on) filter (where is_past_due) as oldest_past_due_on
      from sorted
     where is_in_period or is_past_due
     group by rep_name, status_name
     order by rep_name, in_period desc, status_name
  `,
  columns: {
    rep: { label: 'Rep', format: 'text' },
    status: { label: 'Status', format: 'text' },
    in_period: { label: 'This week', format: 'count', note: 'Due from the first to the last day.' },
    done: { label: 'Done', format: 'count', note: 'Those of this week that are closed.' },
    points: { label: 'Points', format: 'count', note: 'Points of this week, open and done.' },
    past_due: {
      label: 'Past due',
      format: 'count',
      note: 'Still open though due before today, in whatever week.',
      better: 'lower',
    },
    oldest_past_due_on: { label: 'Past due since', format: 'date' },
  },
  totals: (rows) => ({
    rep: 'Total',
    status: null,
    in_period: sum(rows, 'in_period'),
    done: sum(rows, 'done'),
    points: sum(rows, 'points'),
    past_due: sum(rows, 'past_due'),
    oldest_past_due_on: oldestPastDue(rows),
  }),
  kpis: (rows) => [
    { id: 'in_period', label: 'This week', value: sum(rows, 'in_period'), format: 'count' },
    { id: 'done', label: 'Done', value: sum(rows, 'done'), format: 'count', better: 'higher' },
    {
      id: 'past_due',
      label: 'Past due',
      value: sum(rows, 'past_due'),
      format: 'count',
      better: 'lower',
    },
  ],
  chart: { kind: 'bar', x: 'rep', y: ['in_period', 'past_due'] },
  headline: (rows) => {
    const due = sum(rows, 'in_period')
    const late = sum(rows, 'past_due')
    if (due === 0 && late === 0) return null
    const week = `${plural(due, 'activity', 'activities')} planned, ${sum(rows, 'done')} done`
    if (late === 0) return `${week}; nothing is past due.`
    const behind = `${late} ${late === 1 ? 'is' : 'are'} past due`
    return `${week}; ${behind}${withWhom(rows)}.`
  },
  definition: `
One row per rep and status of ConnectWise (\`status.name\`) with activities of the period or past due.

- ${ACTIVITIES_IN_WORDS}
- ${DUE_DAY_IN_WORDS}
- **This week** counts the activities due from \`from\` to \`to\`, both days included; unless chosen otherwise these are the first and last day of the current week. **Done** counts those of them that are closed, **Points** adds \`points\` of their types, open and done alike.
- **Past due** counts the open activities due before today, in whatever week, so that one due on Monday and still open on Wednesday is in both columns; due today is not past due. **Past due since** is the earliest of their due days. With "Past due as well" off both stay empty.
- The total adds the rows.
- ${FILTERS_IN_WORDS}
`.trim(),
})

function oldestPastDue(rows: readonly Row[]): string | null {
  const days = rows.map((row) => str(row, 'oldest_past_due_on')).filter((day) => day !== '')
  return days.toSorted()[0] ?? null
}

/** Names the rep with the most past due, where more than one rep is in the report. */
function withWhom(rows: readonly Row[]): string {
  const byRep = new Map<string, number>()
  for (const row of rows) {
    const rep = str(row, 'rep')
    byRep.set(rep, (byRep.get(rep) ?? 0) + num(row, 'past_due'))
  }
  const most = [...byRep].toSorted(([, a], [, b]) => b - a)[0]
  if (!most || byRep.size < 2) return ''
  return most[1] === sum(rows, 'past_due') ? `, all with ${most[0]}` : `, most with ${most[0]}`
}
