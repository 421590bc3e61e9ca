import { formatDecimal, plural } from '../../kernel/words.ts'
import { FROM_TO, memberTimeSql } from '../../model/service/member-time.ts'
import { defineReport, num, str, sum } from '../../reporting/define-report.ts'
import type { Row } from '../../reporting/define-report.ts'
import { FILTERS_IN_WORDS, filters, matching } from '../filters.ts'
import { CAPACITY_IN_WORDS, LOGGED_IN_WORDS, MEMBERS_IN_WORDS } from '../member-time-in-words.ts'

const FILTERS = ['member', 'location', 'department'] as const

/** `missing-time`: the days on which somebody has not entered all their time. */
export const missingTime = defineReport({
  id: 'missing-time',
  title: 'Missing Time by Member and Day',
  area: 'Data Check',
  question: 'Who has not entered their time?',
  reads: ['time_entries', 'members', 'charge_codes', 'work_types', 'holidays'],
  params: {
    from: { type: 'date', label: 'From', default: '30-days-ago' },
    to: { type: 'date', label: 'To', default: 'yesterday' },
    only_required: { type: 'boolean', label: 'Only members who must enter time', default: false },
    ...filters(...FILTERS),
  },
  sql: `
    with member_time as (${memberTimeSql(FROM_TO)})
    select day,
           member_name as member,
           member_id,
           location_name as location,
           department_name as department,
           capacity_hours,
           pto_hours,
           entered_hours,
           missing_hours
      from member_time
     where is_missing
       and (must_enter_time or not $only_required::boolean)
       and ${matching(FILTERS)}
     order by day desc, missing_hours desc, member_name, member_id
  `,
  columns: {
    day: { label: 'Day', format: 'date' },
    member: { label: 'Member', format: 'text' },
    member_id: { label: 'Member id', format: 'text', hidden: true },
    location: { label: 'Location', format: 'text' },
    department: { label: 'Department', format: 'text' },
    capacity_hours: { label: 'Capacity', format: 'hours', note: 'Hours the day should hold.' },
    pto_hours: { label: 'Time off', format: 'hours', note: 'Part of the hours logged.' },
    entered_hours: { label: 'Logged', format: 'hours' },
    missing_hours: { label: 'Missing', format: 'hours', better: 'lower' },
  },
  totals: (rows) => ({
    day: null,
    member: 'Total',
    member_id: null,
    location: null,
    department: null,
    capacity_hours: sum(rows, 'capacity_hours'),
    pto_hours: sum(rows, 'pto_hours'),
    entered_hours: sum(rows, 'entered_hours'),
    missing_hours: sum(rows, 'missing_hours'),
  }),
  kpis: (rows) => [
    {
      id: 'missing_hours',
      label: 'Missing hours',
      value: sum(rows, 'missing_hours'),
      format: 'hours',
      better: 'lower',
    },
    {
      id: 'members',
      label: 'People',
      value: missingByMember(rows).length,
      format: 'count',
      better: 'lower',
    },
    { id: 'days', label: 'Days of theirs', value: rows.length, format: 'count', better: 'lower' },
  ],
  chart: { kind: 'bar', x: 'member', y: ['missing_hours'] },
  headline: (rows) => {
    const members = missingByMember(rows)
    const [first] = members
    if (!first) return null
    const missing = `${formatDecimal(sum(rows, 'missing_hours'))} hours of time are missing`
    const days = plural(rows.length, 'day')
    if (members.length === 1) return `${missing}, all of them ${first.member}'s on ${days}.`
    return `${missing}, on ${days} of ${plural(members.length, 'person', 'people')}; most are ${first.member}'s.`
  },
  definition: `
One row per member and day, from \`from\` to \`to\`, on which more time is missing than the workspace tolerates.

- ${MEMBERS_IN_WORDS} With "Only members who must enter time" those whose \`requireTimeSheetEntryFlag\` is true.
- ${CAPACITY_IN_WORDS}
- ${LOGGED_IN_WORDS}
- **Missing** is capacity − logged, not below 0. Time off is logged time, so a day of paid time off that was entered is not missing, and one that was not entered is. Time logged on a day without capacity makes up for no other day.
- A day is reported when more hours are missing than the setting \`missingTimeThresholdHours\` (0.5 unless set otherwise): exactly half an hour is not reported.
- Unless chosen otherwise the period ends yesterday, because today is not over. Days to come count like any other if they are inside the period.
- The total adds the rows that are shown.
- ${FILTERS_IN_WORDS} Location and department are the member's own (\`defaultLocation\`, \`defaultDepartment\`).
`.trim(),
})

function missingByMember(rows: readonly Row[]): { member: string; hours: number }[] {
  const byMember = Map.groupBy(rows, (row) => num(row, 'member_id'))
  return [...byMember.values()]
    .map((own) => ({
      member: own[0] ? str(own[0], 'member') : '',
      hours: sum(own, 'missing_hours'),
    }))
    .toSorted((a, b) => b.hours - a.hours)
}
