import { formatMoney } from '../../kernel/words.ts'
import { defineReport, num, str, sum } from '../../reporting/define-report.ts'
import type { Row } from '../../reporting/define-report.ts'
import { dayInWords } from '../../kernel/day-words.ts'
import { FILTERS_IN_WORDS, filters, matching } from '../filters.ts'
import { hoursInWords, WIP_IN_WORDS } from '../time-in-words.ts'

const FILTERS = ['company', 'location', 'department'] as const

/** `uninvoiced-labor`: work that could be on an invoice and is not. */
export const uninvoicedLabor = defineReport({
  id: 'uninvoiced-labor',
  title: 'Uninvoiced Labor (Unbilled Time) by Client',
  area: 'Finance Management',
  question: 'How much is still to bill?',
  reads: ['time_entries', 'projects', 'tickets'],
  params: {
    as_of: { type: 'date', label: 'Worked up to', default: 'today' },
    ...filters(...FILTERS),
  },
  sql: `
    with uninvoiced as (
      select company_id, company_name,
             count(*)::integer as entries,
             sum(wip_hours) as hours,
             sum(wip_amount) as amount,
             (min(started_at) at time zone $zone)::date as oldest_on
        from work w
       where is_wip
         and not is_covered
         and started_at < $as_of_end_at::timestamptz
         and not exists (select 1 from fixed_fee_jobs j where j.job_key = w.job_key)
         and ${matching(FILTERS)}
       group by company_id, company_name
    )
    select company_name as company,
           company_id,
           entries,
           hours,
           round(amount, 4) as amount,
           oldest_on,
           $as_of::date - oldest_on as oldest_days
      from uninvoiced
     order by amount desc, company_name, company_id
  `,
  columns: {
    company: { label: 'Company', format: 'text', opens: { entity: 'company', id: 'company_id' } },
    company_id: { label: 'Company id', format: 'text', hidden: true },
    entries: { label: 'Entries', format: 'count' },
    hours: { label: 'Hours', format: 'hours', better: 'lower' },
    amount: { label: 'Amount', format: 'money', better: 'lower' },
    oldest_on: { label: 'Oldest', format: 'date' },
    oldest_days: { label: 'Age of the oldest', format: 'days', better: 'lower' },
  },
  totals: (rows) => {
    const oldest = oldestOf(rows)
    return {
      company: 'Total',
      entries: sum(rows, 'entries'),
      hours: sum(rows, 'hours'),
      amount: sum(rows, 'amount'),
      oldest_on: oldest?.['oldest_on'] ?? null,
      oldest_days: oldest?.['oldest_days'] ?? null,
    }
  },
  kpis: (rows) => [
    {
      id: 'amount',
      label: 'Uninvoiced',
      value: sum(rows, 'amount'),
      format: 'money',
      better: 'lower',
    },
    { id: 'hours', label: 'Hours', value: sum(rows, 'hours'), format: 'hours', better: 'lower' },
    { id: 'companies', label: 'Companies', value: rows.length, format: 'count' },
  ],
  chart: { kind: 'bar', x: 'company', y: ['amount'] },
  headline: (rows) => {
    const oldest = oldestOf(rows)
    const hours = sum(rows, 'hours')
    if (!oldest || hours === 0) return null
    return `${hoursInWords(hours)} of billable work ${hours === 1 ? 'is' : 'are'} still uninvoiced, worth ${formatMoney(sum(rows, 'amount'))}, the oldest from ${dayInWords(str(oldest, 'oldest_on'))}.`
  },
  definition: `
One row per company with uninvoiced labor.

- ${WIP_IN_WORDS}
- Left out is what will not be billed by the hour: entries that an agreement covers (\`agreementHours\` above 0), and entries on a fixed fee: on a project (\`project\` of the entry) with \`billingMethod\` FixedFee, or, without a project, on a service ticket with \`billingMethod\` FixedFee.
- Work is counted up to the end of the day \`as_of\` in the workspace's time zone, by \`timeStart\`. Whether it is invoiced is as of the last sync: a past \`as_of\` does not bring back what was invoiced since.
- **Oldest** is the day of the earliest \`timeStart\` in the workspace's time zone, its **age** the days from there to \`as_of\`.
- A company is the entry's \`company\`. The totals add the rows.
- ${FILTERS_IN_WORDS} Location and department are those of the entry.
`.trim(),
})

function oldestOf(rows: readonly Row[]): Row | undefined {
  return rows.toSorted((a, b) => num(b, 'oldest_days') - num(a, 'oldest_days'))[0]
}
