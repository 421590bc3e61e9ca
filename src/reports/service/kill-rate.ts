import { formatCount, plural } from '../../kernel/words.ts'
import { localDay, onUtcDay } from '../../model/service/local-day.ts'
import { defineReport, sum } from '../../reporting/define-report.ts'
import type { Row } from '../../reporting/define-report.ts'
import { FILTERS_IN_WORDS, filters, matching } from '../filters.ts'
import { COUNTED_TICKETS_IN_WORDS } from './tickets-in-words.ts'

const FILTERS = ['board', 'team', 'company', 'location', 'department'] as const

/** `kill-rate`: do we close as much as comes in? */
export const killRate = defineReport({
  id: 'kill-rate',
  title: 'Tickets Opened, Closed and Kill Rate',
  area: 'Service Management',
  question: 'Are we keeping up?',
  reads: ['tickets'],
  params: {
    from: { type: 'date', label: 'From', default: '12-weeks-ago' },
    to: { type: 'date', label: 'To', default: 'today' },
    by: { type: 'choice', label: 'By', default: 'week', choices: ['day', 'week', 'month'] },
    only_reactive: { type: 'boolean', label: 'Reactive boards only', default: false },
    ...filters(...FILTERS),
  },
  // The days are cut on the raw instants first: only what is inside the period changes zone.
  sql: `
    with periods as (
      select day,
             case $by::text when 'week' then week_start
                            when 'month' then month_start
                            else day end as period
        from calendar
       where day between $from::date and $to::date
    ), moves as (
      select opened_at as moved_at, 1 as opened, 0 as closed
        from service_tickets
       where opened_at >= $from_at::timestamptz and opened_at < $to_end_at::timestamptz
         and (is_reactive or not $only_reactive::boolean)
         and ${matching(FILTERS)}
      union all
      select closed_at as moved_at, 0 as opened, 1 as closed
        from service_tickets
       where closed_at >= $from_at::timestamptz and closed_at < $to_end_at::timestamptz
         and not is_open
         and (is_reactive or not $only_reactive::boolean)
         and ${matching(FILTERS)}
    ), counted as (
      select ${localDay('moved_at', 'c')} as moved_on, sum(opened) as opened, sum(closed) as closed
        from moves
        join calendar c on ${onUtcDay('moved_at', 'c')}
       group by 1
    ), summed as (
      select p.period,
             coalesce(sum(c.opened), 0)::integer as opened,
             coalesce(sum(c.closed), 0)::integer as closed
        from periods p
        left join counted c on c.moved_on = p.day
       group by p.period
    )
    select period,
           opened,
           closed,
           opened - closed as net,
           round(closed::numeric(18, 4) / nullif(opened, 0), 4) as kill_rate
      from summed
     order by period
  `,
  columns: {
    period: { label: 'From', format: 'date', note: 'First day of the day, week or month.' },
    opened: { label: 'Opened', format: 'count' },
    closed: { label: 'Closed', format: 'count', better: 'higher' },
    net: {
      label: 'Net',
      format: 'count',
      note: 'Opened less closed: what the backlog grew by.',
      better: 'lower',
    },
    kill_rate: {
      label: 'Kill rate',
      format: 'percent',
      note: 'Closed of opened; above 100 % the backlog shrinks.',
      better: 'higher',
    },
  },
  totals: (rows) => {
    const { opened, closed } = flow(rows)
    return {
      period: null,
      opened,
      closed,
      net: opened - closed,
      kill_rate: killRateOf(opened, closed),
    }
  },
  kpis: (rows) => {
    const { opened, closed } = flow(rows)
    return [
      { id: 'opened', label: 'Opened', value: opened, format: 'count' },
      { id: 'closed', label: 'Closed', value: closed, format: 'count', better: 'higher' },
      {
        id: 'kill_rate',
        label: 'Kill rate',
        value: killRateOf(opened, closed),
        format: 'percent',
        better: 'higher',
      },
    ]
  },
  chart: { kind: 'bar', x: 'period', y: ['opened', 'closed'] },
  headline: (rows) => {
    const { opened, closed } = flow(rows)
    if (opened === 0 && closed === 0) return null
    if (opened === 0)
      return `Nothing new came in, and ${plural(closed, 'ticket')} ${were(closed)} closed.`
    if (closed === opened) return `Keeping level: ${formatCount(closed)} closed, as many as opened.`
    const side = closed > opened ? 'above' : 'below'
    return `Kill rate ${side} one: ${formatCount(closed)} closed, ${formatCount(opened)} opened.`
  },
  definition: `
One row per day, week or month (parameter \`by\`) that the period from \`from\` to \`to\` touches, also when nothing happened in it.

- ${COUNTED_TICKETS_IN_WORDS}
- **Opened** counts the tickets whose \`_info.dateEntered\` falls in the row's days.
- **Closed** counts the tickets that are closed now (\`closedFlag\` true) and whose \`closedDate\` falls in the row's days, whenever they were opened. A ticket that was closed and opened again counts as closed only once it is closed again, on the later day.
- **Net** is opened − closed. **Kill rate** is closed ÷ opened, rounded to four places; there is none where nothing was opened.
- Instants become days in the workspace's time zone, daylight saving included; both \`from\` and \`to\` count whole, from the first instant of \`from\` up to but without the first instant of the day after \`to\`. Weeks begin on the workspace's first day of the week. The first and last row hold only those of their days that lie inside the period.
- With "Reactive boards only" the tickets of boards count that the settings call reactive.
- The total adds opened and closed and divides the sums; it does not average the rows.
- ${FILTERS_IN_WORDS}
`.trim(),
})

function flow(rows: readonly Row[]): { opened: number; closed: number } {
  return { opened: sum(rows, 'opened'), closed: sum(rows, 'closed') }
}

function killRateOf(opened: number, closed: number): number | null {
  return opened === 0 ? null : closed / opened
}

function were(amount: number): string {
  return amount === 1 ? 'was' : 'were'
}
