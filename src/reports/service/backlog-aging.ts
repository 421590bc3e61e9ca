import { plural } from '../../kernel/words.ts'
import { AGE_BANDS, ageInDays, countsByAge } from '../../model/service/ticket-age.ts'
import { defineReport, num, sum } from '../../reporting/define-report.ts'
import type { ReportColumn, Row } from '../../reporting/define-report.ts'
import { FILTERS_IN_WORDS, filters, matching } from '../filters.ts'
import { COUNTED_TICKETS_IN_WORDS, LOCAL_DAYS_IN_WORDS } from './tickets-in-words.ts'

const bandColumns: Readonly<Record<string, ReportColumn>> = Object.fromEntries(
  AGE_BANDS.map(({ column, label }) => [column, { label, format: 'count' }]),
)

/** `backlog-aging`: how old the open tickets are, and whose they are. */
export const backlogAging = defineReport({
  id: 'backlog-aging',
  title: 'Ticket Backlog Aging',
  area: 'Service Management',
  question: 'How old is the backlog?',
  reads: ['tickets'],
  params: {
    group_by: {
      type: 'choice',
      label: 'Rows',
      default: 'board',
      choices: ['board', 'team', 'owner'],
    },
    ...filters('board', 'team', 'owner', 'company', 'location', 'department'),
  },
  sql: `
    with aged as (
      select case $group_by::text when 'team' then team_name
                                  when 'owner' then owner_name
                                  else board_name end as grouped_by,
             opened_at,
             coalesce(required_on < $today::date, false) as is_past_required
        from open_tickets
       where ${matching(['board', 'team', 'owner', 'company', 'location', 'department'])}
    )
    select grouped_by,
           count(*)::integer as open_tickets,
           ${countsByAge('opened_at')},
           (count(*) filter (where is_past_required))::integer as past_required,
           ${ageInDays('(min(opened_at) at time zone $zone)::date')} as oldest_days
      from aged
     group by grouped_by
     order by age_30_plus desc, open_tickets desc, grouped_by
  `,
  columns: {
    grouped_by: { label: 'Board, team or owner', format: 'text' },
    open_tickets: { label: 'Open tickets', format: 'count', better: 'lower' },
    ...bandColumns,
    past_required: {
      label: 'Past required date',
      format: 'count',
      note: 'Open tickets whose required date lies before today.',
      better: 'lower',
    },
    oldest_days: { label: 'Age of the oldest', format: 'days', better: 'lower' },
  },
  totals: (rows) => ({
    grouped_by: 'Total',
    open_tickets: sum(rows, 'open_tickets'),
    ...Object.fromEntries(AGE_BANDS.map(({ column }) => [column, sum(rows, column)])),
    past_required: sum(rows, 'past_required'),
    oldest_days: oldestDays(rows),
  }),
  kpis: (rows) => [
    {
      id: 'open_tickets',
      label: 'Open tickets',
      value: sum(rows, 'open_tickets'),
      format: 'count',
      better: 'lower',
    },
    {
      id: 'age_30_plus',
      label: '30 days and older',
      value: sum(rows, 'age_30_plus'),
      format: 'count',
      better: 'lower',
    },
    {
      id: 'past_required',
      label: 'Past required date',
      value: sum(rows, 'past_required'),
      format: 'count',
      better: 'lower',
    },
  ],
  chart: { kind: 'stacked-bar', x: 'grouped_by', y: AGE_BANDS.map(({ column }) => column) },
  headline: (rows) => {
    const old = sum(rows, 'age_30_plus')
    const late = sum(rows, 'past_required')
    if (old === 0 && late === 0) return null
    const open = plural(sum(rows, 'open_tickets'), 'open ticket')
    const past = `${late} ${late === 1 ? 'is past its' : 'are past their'} required date`
    if (old === 0) return `Of ${open}, ${past}.`
    const aged = `${old} ${old === 1 ? 'is' : 'are'} 30 days old or older`
    return late === 0 ? `Of ${open}, ${aged}.` : `Of ${open}, ${aged} and ${past}.`
  },
  definition: `
One row per board, team or owner (parameter \`group_by\`) that has open tickets now.

- ${COUNTED_TICKETS_IN_WORDS}
- **Open** means that \`closedFlag\` is not true.
- **Age** is the number of days from the day of \`_info.dateEntered\` to today. ${LOCAL_DAYS_IN_WORDS}
- The bands hold 0 to 7, 8 to 14, 15 to 21, 22 to 29, and 30 and more days, both ends included. A ticket without \`dateEntered\` is open but in no band.
- **Past required date** counts the open tickets whose \`requiredDate\`, a day without a time that is never shifted by a zone, lies before today. Required today is not past; no required date is not past.
- Tickets without board, team or owner stand under "(no board)", "(no team)", "(no owner)".
- The total adds the rows; its age is that of the oldest ticket.
- ${FILTERS_IN_WORDS}
`.trim(),
})

function oldestDays(rows: readonly Row[]): number | null {
  const ages = rows.filter((row) => row['oldest_days'] !== null)
  return ages.length === 0 ? null : Math.max(...ages.map((row) => num(row, 'oldest_days')))
}
