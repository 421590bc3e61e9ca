import { plural } from '../../kernel/words.ts'
import { ageInDays } from '../../model/service/ticket-age.ts'
import { defineReport, num, str, sum } from '../../reporting/define-report.ts'
import type { Row } from '../../reporting/define-report.ts'
import { FILTERS_IN_WORDS, filters, matching } from '../filters.ts'
import { COUNTED_TICKETS_IN_WORDS, LOCAL_DAYS_IN_WORDS } from './tickets-in-words.ts'

/** The earliest instant's day: one conversion for a group, not one for each of its tickets. */
const OLDEST_ON = '(min(opened_at) at time zone $zone)::date'

/** `open-tickets`: the boards at a glance. */
export const openTickets = defineReport({
  id: 'open-tickets',
  title: 'Open Tickets by Board and Status',
  area: 'Service Management',
  question: 'What is on the boards?',
  reads: ['tickets'],
  params: filters('board', 'company', 'location', 'department'),
  sql: `
    select board_name as board,
           status_name as status,
           count(*)::integer as open_tickets,
           sum(budget_hours) as budget_hours,
           sum(actual_hours) as actual_hours,
           ${OLDEST_ON} as oldest_on,
           ${ageInDays(OLDEST_ON)} as oldest_days,
           (array_agg(ticket_id order by opened_at nulls last, ticket_id))[1] as oldest_ticket_id
      from open_tickets
     where ${matching(['board', 'company', 'location', 'department'])}
     group by board_name, status_name
     order by board_name, open_tickets desc, status_name
  `,
  columns: {
    board: { label: 'Board', format: 'text' },
    status: { label: 'Status', format: 'text' },
    open_tickets: { label: 'Open tickets', format: 'count', better: 'lower' },
    budget_hours: { label: 'Budget', format: 'hours', note: 'Hours planned on these tickets.' },
    actual_hours: { label: 'Actual', format: 'hours', note: 'Hours logged on them so far.' },
    oldest_on: {
      label: 'Oldest',
      format: 'date',
      opens: { entity: 'ticket', id: 'oldest_ticket_id' },
    },
    oldest_days: { label: 'Age of the oldest', format: 'days', better: 'lower' },
    oldest_ticket_id: { label: 'Oldest ticket', format: 'text', hidden: true },
  },
  totals: (rows) => {
    const oldest = oldestOf(rows)
    return {
      board: 'Total',
      status: null,
      open_tickets: sum(rows, 'open_tickets'),
      budget_hours: sum(rows, 'budget_hours'),
      actual_hours: sum(rows, 'actual_hours'),
      oldest_on: oldest?.['oldest_on'] ?? null,
      oldest_days: oldest?.['oldest_days'] ?? null,
      oldest_ticket_id: oldest?.['oldest_ticket_id'] ?? null,
    }
  },
  kpis: (rows) => {
    const oldest = oldestOf(rows)
    return [
      {
        id: 'open_tickets',
        label: 'Open tickets',
        value: sum(rows, 'open_tickets'),
        format: 'count',
        better: 'lower',
      },
      {
        id: 'oldest_days',
        label: 'Age of the oldest',
        value: oldest ? num(oldest, 'oldest_days') : null,
        format: 'days',
        better: 'lower',
      },
      {
        id: 'actual_hours',
        label: 'Hours logged on open tickets',
        value: sum(rows, 'actual_hours'),
        format: 'hours',
      },
    ]
  },
  chart: { kind: 'bar', x: 'board', y: ['open_tickets'] },
  headline: (rows) => {
    const open = sum(rows, 'open_tickets')
    const oldest = oldestOf(rows)
    if (!oldest) return null
    const verb = open === 1 ? 'is' : 'are'
    const age = plural(num(oldest, 'oldest_days'), 'day')
    return `${plural(open, 'ticket')} ${verb} open; the oldest, on ${str(oldest, 'board')}, is ${age} old.`
  },
  definition: `
One row per board and status that has open tickets now; the period does not matter.

- ${COUNTED_TICKETS_IN_WORDS}
- **Open** means that \`closedFlag\` is not true, whatever the status is called. Tickets of project boards are not service tickets and are not here.
- **Open tickets** is their number, **Budget** the sum of \`budgetHours\`, **Actual** the sum of \`actualHours\` of exactly these tickets; a missing value is 0.
- **Oldest** is the day of the earliest \`_info.dateEntered\` among them, **Age of the oldest** the days from that day to today. ${LOCAL_DAYS_IN_WORDS}
- A ticket without board or status stands under "(no board)", "(no status)".
- ${FILTERS_IN_WORDS}
`.trim(),
})

function oldestOf(rows: readonly Row[]): Row | undefined {
  const dated = rows.filter((row) => row['oldest_days'] !== null)
  return dated.toSorted((a, b) => num(b, 'oldest_days') - num(a, 'oldest_days'))[0]
}
