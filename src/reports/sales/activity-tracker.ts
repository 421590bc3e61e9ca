import { formatCount, plural } from '../../kernel/words.ts'
import { defineReport, sum } from '../../reporting/define-report.ts'
import type { Row } from '../../reporting/define-report.ts'
import { FILTERS_IN_WORDS, filters, matching } from '../filters.ts'
import { ACTIVITIES_IN_WORDS, DUE_DAY_IN_WORDS, REP } from './activities-in-words.ts'

const FILTERS = ['member', 'type', 'company'] as const

/** `activity-tracker`: how much each seller does, of what. */
export const activityTracker = defineReport({
  id: 'activity-tracker',
  title: 'Activity Tracker',
  area: 'Sales Management',
  question: 'How active is each rep?',
  reads: ['activities', 'activity_types'],
  params: {
    from: { type: 'date', label: 'From', default: '30-days-ago' },
    to: { type: 'date', label: 'To', default: 'today' },
    measure: { type: 'choice', label: 'Measure', default: 'count', choices: ['count', 'points'] },
    state: { type: 'choice', label: 'State', default: 'all', choices: ['all', 'done', 'open'] },
    by_month: { type: 'boolean', label: 'A row per month', default: false },
    ...filters(...FILTERS),
  },
  sql: `
    select rep_name as member,
           type_name as type,
           case when $by_month::boolean then date_trunc('month', due_on::timestamp)::date end as month,
           count(*)::integer as activities,
           sum(points)::integer as points,
           (case when $measure::text = 'points' then sum(points) else count(*) end)::integer as amount
      from sales_activities
     -- The instants first: they are cheap to compare, and leave few days to work out.
     where due_at >= $from_at::timestamptz - interval '1 day'
       and due_at < $to_end_at::timestamptz + interval '1 day'
       and due_on between $from::date and $to::date
       and ($state::text = 'all' or is_open = ($state::text = 'open'))
       and ${matching(FILTERS, '', REP)}
     group by 1, 2, 3
     order by member, month nulls last, amount desc, type
  `,
  columns: {
    member: { label: 'Member', format: 'text' },
    type: { label: 'Type', format: 'text' },
    month: { label: 'Month', format: 'month', note: 'Empty unless a row per month is asked for.' },
    activities: { label: 'Activities', format: 'count', better: 'higher' },
    points: { label: 'Points', format: 'count', better: 'higher' },
    amount: { label: 'Count or points', format: 'count', hidden: true },
  },
  totals: (rows) => ({
    member: 'Total',
    type: null,
    month: null,
    activities: sum(rows, 'activities'),
    points: sum(rows, 'points'),
    amount: sum(rows, 'amount'),
  }),
  kpis: (rows) => [
    {
      id: 'activities',
      label: 'Activities',
      value: sum(rows, 'activities'),
      format: 'count',
      better: 'higher',
    },
    {
      id: 'points',
      label: 'Points',
      value: sum(rows, 'points'),
      format: 'count',
      better: 'higher',
    },
    { id: 'members', label: 'Active reps', value: totalsByMember(rows).length, format: 'count' },
  ],
  chart: { kind: 'bar', x: 'member', y: ['amount'] },
  headline: (rows, params) => {
    const members = totalsByMember(rows)
    const [first] = members
    if (!first) return null
    const inPoints = params['measure'] === 'points'
    const total = sum(rows, 'amount')
    const all = inPoints ? plural(total, 'point') : plural(total, 'activity', 'activities')
    if (members.length === 1) return `${first.member} has ${all}.`
    return `${members.length} people have ${all}; ${first.member} leads with ${formatCount(first.amount)}.`
  },
  definition: `
One row per member and activity type with at least one activity due in the period; with \`by_month\` one per member, type and calendar month.

- ${ACTIVITIES_IN_WORDS}
- ${DUE_DAY_IN_WORDS}
- The period runs from \`from\` to \`to\`, both days included. \`state\` keeps all, only the closed or only the open activities.
- **Activities** is their number, **Points** the sum of \`points\` of their types (\`/sales/activities/types\`); a type without points counts 0. \`measure\` decides by which of the two the rows are ordered, drawn and summed up in the headline.
- Months are rows rather than columns, so that the columns of this report never change; the first and last month hold only their days inside the period.
- The total adds the rows.
- ${FILTERS_IN_WORDS}
`.trim(),
})

function totalsByMember(rows: readonly Row[]): { member: string; amount: number }[] {
  const byMember = Map.groupBy(rows, (row) => String(row['member']))
  return [...byMember]
    .map(([member, own]) => ({ member, amount: sum(own, 'amount') }))
    .toSorted((a, b) => b.amount - a.amount)
}
