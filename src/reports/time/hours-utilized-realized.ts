import { formatPercent } from '../../kernel/words.ts'
import { countsInUtilization } from '../../model/time/counts-in-utilization.ts'
import { realizedWorkSql } from '../../model/time/realized-work.ts'
import { defineReport, sum } from '../../reporting/define-report.ts'
import { FILTERS_IN_WORDS, filters, matching } from '../filters.ts'
import { hoursInWords, PERIOD_IN_WORDS, UTILIZED_IN_WORDS } from '../time-in-words.ts'
import { CAPACITY_IN_WORDS } from '../member-time-in-words.ts'

const FILTERS = ['member', 'company', 'location', 'department'] as const
const WORK_FILTERS = ['company', 'location', 'department'] as const

const IN_PERIOD = 'started_at >= $from_at::timestamptz and started_at < $to_end_at::timestamptz'

/** A part of a whole as a share of one, in SQL; null where the whole is 0. */
function share(part: string, whole: string): string {
  return `round((${part} / nullif(${whole}, 0))::numeric(18, 4), 4)`
}

/** `hours-utilized-realized`: New Haven's matrix of where engineers' time goes. */
export const hoursUtilizedRealized = defineReport({
  id: 'hours-utilized-realized',
  title: 'Hours Utilized/Realized/Non-Utilized and PTO',
  area: 'Time and Utilization',
  question: 'Where do engineers spend their time, and does it bring new money?',
  reads: [
    'time_entries',
    'members',
    'companies',
    'agreements',
    'projects',
    'tickets',
    'charge_codes',
    'work_types',
    'holidays',
  ],
  params: {
    from: { type: 'date', label: 'From', default: '30-days-ago' },
    to: { type: 'date', label: 'To', default: 'yesterday' },
    everybody: { type: 'boolean', label: 'Also who is left out of utilization', default: false },
    ...filters(...FILTERS),
  },
  sql: `
    with logged as (
      select member_id,
             max(member_name) as member_name,
             sum(hours) as total_hours,
             coalesce(sum(hours) filter (where is_external), 0) as external_hours,
             coalesce(sum(hours) filter (where is_internal), 0) as internal_hours,
             coalesce(sum(hours) filter (where is_utilized), 0) as utilized_hours,
             coalesce(sum(hours) filter (where is_pto), 0) as pto_hours
        from work
       where ${IN_PERIOD}
         and ${matching(WORK_FILTERS)}
       group by member_id
    ), realized as (
      select member_id, sum(realized_hours) as realized_hours
        from (${realizedWorkSql(IN_PERIOD)}) realized_work
       where ${matching(WORK_FILTERS)}
       group by member_id
    ), days_off as (
      select member_id, worked_on, sum(hours) as pto_hours
        from work
       where is_pto and ${IN_PERIOD}
       group by member_id, worked_on
    ), available as (
      select d.member_id,
             max(d.member_name) as member_name,
             sum(greatest(d.capacity_hours - coalesce(o.pto_hours, 0), 0)) as available_hours
        from member_days d
        left join days_off o on o.member_id = d.member_id and o.worked_on = d.day
       where d.day between $from::date and $to::date
       group by d.member_id
    ), people as (
      select coalesce(l.member_id, a.member_id) as member_id,
             coalesce(a.member_name, l.member_name) as member_name,
             coalesce(l.total_hours, 0) as total_hours,
             coalesce(l.external_hours, 0) as external_hours,
             coalesce(l.internal_hours, 0) as internal_hours,
             coalesce(l.utilized_hours, 0) as utilized_hours,
             coalesce(l.pto_hours, 0) as pto_hours,
             coalesce(a.available_hours, 0) as available_hours
        from logged l
        full join available a on a.member_id = l.member_id
       where l.member_id is not null
          or (a.available_hours > 0 and $company::text = '' and $location::text = '' and $department::text = '')
    )
    select p.member_name as member,
           p.member_id,
           p.total_hours,
           p.external_hours,
           p.internal_hours,
           ${share('p.external_hours', 'p.total_hours')} as external_share,
           p.utilized_hours,
           ${share('p.utilized_hours', 'p.available_hours')} as utilized_of_available,
           ${share('p.utilized_hours', 'p.total_hours')} as utilized_of_total,
           coalesce(r.realized_hours, 0) as realized_hours,
           ${share('coalesce(r.realized_hours, 0)', 'p.available_hours')} as realized_of_available,
           ${share('coalesce(r.realized_hours, 0)', 'p.total_hours')} as realized_of_total,
           p.total_hours - p.utilized_hours - p.pto_hours as non_utilized_hours,
           ${share('(p.total_hours - p.utilized_hours - p.pto_hours)', 'p.total_hours')} as non_utilized_of_total,
           p.pto_hours,
           p.available_hours
      from people p
      left join realized r on r.member_id = p.member_id
     where ${matching(['member'], 'p')}
       and ($everybody::boolean or ${countsInUtilization('p.member_id')})
     order by p.utilized_hours desc, p.member_name, p.member_id
  `,
  columns: {
    member: { label: 'Member', format: 'text' },
    member_id: { label: 'Member id', format: 'text', hidden: true },
    total_hours: { label: 'Total hours', format: 'hours' },
    external_hours: { label: 'External', format: 'hours' },
    internal_hours: { label: 'Internal', format: 'hours' },
    external_share: { label: 'External %', format: 'percent' },
    utilized_hours: {
      label: 'Utilized',
      format: 'hours',
      note: 'Work for clients: paid for already, or to be invoiced.',
      better: 'higher',
    },
    utilized_of_available: {
      label: 'Utilized % of available',
      format: 'percent',
      better: 'higher',
    },
    utilized_of_total: { label: 'Utilized % of total', format: 'percent', better: 'higher' },
    realized_hours: {
      label: 'Realized',
      format: 'hours',
      note: 'The part of utilized that brings new money.',
      better: 'higher',
    },
    realized_of_available: {
      label: 'Realized % of available',
      format: 'percent',
      better: 'higher',
    },
    realized_of_total: { label: 'Realized % of total', format: 'percent', better: 'higher' },
    non_utilized_hours: { label: 'Non-utilized', format: 'hours', better: 'lower' },
    non_utilized_of_total: {
      label: 'Non-utilized % of total',
      format: 'percent',
      better: 'lower',
    },
    pto_hours: { label: 'PTO', format: 'hours' },
    available_hours: { label: 'Available', format: 'hours', note: 'Capacity less PTO.' },
  },
  totals: (rows) => {
    const total = sum(rows, 'total_hours')
    const available = sum(rows, 'available_hours')
    return {
      member: 'Total',
      total_hours: total,
      external_hours: sum(rows, 'external_hours'),
      internal_hours: sum(rows, 'internal_hours'),
      external_share: ratio(sum(rows, 'external_hours'), total),
      utilized_hours: sum(rows, 'utilized_hours'),
      utilized_of_available: ratio(sum(rows, 'utilized_hours'), available),
      utilized_of_total: ratio(sum(rows, 'utilized_hours'), total),
      realized_hours: sum(rows, 'realized_hours'),
      realized_of_available: ratio(sum(rows, 'realized_hours'), available),
      realized_of_total: ratio(sum(rows, 'realized_hours'), total),
      non_utilized_hours: sum(rows, 'non_utilized_hours'),
      non_utilized_of_total: ratio(sum(rows, 'non_utilized_hours'), total),
      pto_hours: sum(rows, 'pto_hours'),
      available_hours: available,
    }
  },
  kpis: (rows) => [
    {
      id: 'utilization',
      label: 'Utilized of available',
      value: ratio(sum(rows, 'utilized_hours'), sum(rows, 'available_hours')),
      format: 'percent',
      better: 'higher',
    },
    {
      id: 'realization',
      label: 'Realized of available',
      value: ratio(sum(rows, 'realized_hours'), sum(rows, 'available_hours')),
      format: 'percent',
      better: 'higher',
    },
    {
      id: 'total_hours',
      label: 'Hours logged',
      value: sum(rows, 'total_hours'),
      format: 'hours',
    },
  ],
  chart: {
    kind: 'stacked-bar',
    x: 'member',
    y: ['utilized_hours', 'non_utilized_hours', 'pto_hours'],
  },
  headline: (rows) => {
    const total = sum(rows, 'total_hours')
    const utilized = sum(rows, 'utilized_hours')
    if (total === 0) return null
    return `${formatPercent(utilized / total, 0)} of ${hoursInWords(total)} went to clients, and ${formatPercent(sum(rows, 'realized_hours') / total, 0)} of all hours brought new money.`
  },
  definition: `
One row per person: everybody with time in the period, and, without a filter on company, location or department, everybody who had available hours. Members whose \`includeInUtilizationReportingFlag\` is false are left out unless \`everybody\` is on.

- ${PERIOD_IN_WORDS}
- All hours are \`actualHours\`, never rounded ones. **Total** is all of them.
- ${UTILIZED_IN_WORDS} **External %** = external ÷ total.
- **Realized** is the part of utilized that brings new money, decided per entry in this order:
  1. An agreement absorbed hours of it (\`agreementHours\` above 0): all its hours are realized when that agreement (on the entry) is block time, that is \`applicationUnits\` Hours with an \`applicationLimit\` above 0 and not \`applicationUnlimitedFlag\`; none otherwise, because the flat fee is paid anyway.
  2. It is on a fixed fee: on a project (\`project\` of the entry) with \`billingMethod\` FixedFee, or, without a project, on a service ticket with \`billingMethod\` FixedFee. All utilized entries of that job that no agreement absorbed, of all times, are put in the order of \`timeStart\`, then id; hours are realized until they add up to the job's \`budgetHours\` (0 where missing), an entry that crosses the budget with the part below it.
  3. \`billableOption\` is Billable: all its hours. Otherwise none.
- **Non-utilized** = total − utilized − PTO.
- **Available** adds, day by day, capacity − PTO of that day, not below 0. ${CAPACITY_IN_WORDS} Members without a \`dailyCapacity\` above 0 and API members have no available hours.
- Shares are rounded to four places; where the divisor is 0 there is none. Totals divide sums.
- ${FILTERS_IN_WORDS} Company, location and department are those of the time entry; they narrow hours, not available hours.
`.trim(),
})

function ratio(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole
}
