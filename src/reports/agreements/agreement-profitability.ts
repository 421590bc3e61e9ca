import { formatMoney, formatPercent, plural } from '../../kernel/words.ts'
import { additionLinesSql } from '../../model/agreements/recurring-lines.ts'
import { AGREEMENT_LABOR_SQL } from '../../model/time/work-costs.ts'
import { defineReport, num, str, sum } from '../../reporting/define-report.ts'
import type { Row } from '../../reporting/define-report.ts'
import { FILTERS_IN_WORDS, filters, matching } from '../filters.ts'
import { RECURRING_IN_WORDS } from './agreements-in-words.ts'

const FILTERS = ['type', 'company', 'location', 'department'] as const

/** First day of the period's first month, and of the month after its last. */
const FIRST = `date_trunc('month', $from::date::timestamp)`
const NEXT = `(date_trunc('month', $to::date::timestamp) + interval '1 month')`

/** Months since the year 0, so that months can be subtracted. */
function monthNumber(day: string): string {
  return `(extract(year from ${day}) * 12 + extract(month from ${day}))`
}

/** The same of those two days: from the days themselves, which costs the engine less to work out. */
const FIRST_MONTH = monthNumber('$from::date')
const NEXT_MONTH = `(${monthNumber('$to::date')} + 1)`

/** Months of the period in which a line runs for at least a day; greatest and least pass over a null. */
const MONTHS_RUN = `greatest(least(${monthNumber('(ends_on - 1)')} + 1, ${NEXT_MONTH})
                                       - greatest(${monthNumber('starts_on')}, ${FIRST_MONTH}), 0)`

/** `agreement-profitability`: what agreements bring, cost and leave. */
export const agreementProfitability = defineReport({
  id: 'agreement-profitability',
  title: 'Agreement Profitability Summary by Type',
  area: 'Agreements',
  question: 'Which agreement types pay?',
  reads: ['agreements', 'additions', 'invoices', 'time_entries', 'members', 'work_types'],
  params: {
    from: { type: 'date', label: 'From the month of', default: 'start-of-last-month' },
    to: { type: 'date', label: 'To the month of', default: 'end-of-last-month' },
    basis: {
      type: 'choice',
      label: 'Revenue by',
      default: 'invoice-month',
      choices: ['invoice-month', 'coverage-month'],
    },
    group_by: {
      type: 'choice',
      label: 'Rows',
      default: 'type',
      choices: ['type', 'agreement', 'client'],
    },
    ...filters(...FILTERS),
  },
  sql: `
    with terms as materialized (
      select *,
             case when $basis::text = 'coverage-month' then months_per_billing else 1 end as months,
             case when $basis::text = 'coverage-month' and is_billed_ahead then 1 else 0 end as months_ahead
        from agreement_terms
    ), revenues as (
      -- An invoice in equal parts over its months: the parts that lie in the period.
      select r.agreement_id,
             sum(r.revenue * greatest(least(${monthNumber('r.month')} + t.months_ahead + t.months, ${NEXT_MONTH})
                                      - greatest(${monthNumber('r.month')} + t.months_ahead, ${FIRST_MONTH}), 0)
                 / t.months) as revenue
        from agreement_revenue r
        join terms t on t.agreement_id = r.agreement_id
       where r.invoiced_on >= (${FIRST} - case when $basis::text = 'coverage-month' then interval '12 months'
                                              else interval '0 months' end)::date
         and r.invoiced_on < ${NEXT}::date
       group by r.agreement_id
    ), addition_sums as (
      -- The months of addition_costs, counted.
      select agreement_id, sum(monthly_cost * ${MONTHS_RUN}) as addition_cost
        from (${additionLinesSql('terms')}) l
       where ends_on is null or starts_on is null or ends_on > starts_on
       group by agreement_id
    ), entry_sums as (
      select agreement_id, sum(hours) as hours, sum(labor_cost) as labor_cost
        from (${AGREEMENT_LABOR_SQL}) labor
       where started_at >= ${FIRST} at time zone $zone and started_at < ${NEXT} at time zone $zone
       group by agreement_id
    ), families as (
      select t.top_agreement_id,
             max(case when (t.starts_on is null or t.starts_on < ${NEXT}::date)
                       and (t.ends_on is null or t.ends_on > ${FIRST}::date) then 1 else 0 end) as ran,
             sum(r.revenue) as revenue,
             sum(a.addition_cost) as addition_cost,
             sum(e.hours) as hours,
             sum(e.labor_cost) as labor_cost
        from terms t
        left join revenues r on r.agreement_id = t.agreement_id
        left join addition_sums a on a.agreement_id = t.agreement_id
        left join entry_sums e on e.agreement_id = t.agreement_id
       group by t.top_agreement_id
    ), sums as (
      select t.agreement_id, t.agreement_name, t.agreement_type, t.company_id, t.company_name,
             coalesce(f.revenue, 0) as revenue,
             coalesce(f.addition_cost, 0) as addition_cost,
             coalesce(f.hours, 0) as hours,
             coalesce(f.labor_cost, 0) as labor_cost,
             coalesce(f.revenue, 0) - coalesce(f.addition_cost, 0) - coalesce(f.labor_cost, 0) as margin
        from families f
        join terms t on t.agreement_id = f.top_agreement_id
       where (f.ran = 1 or f.revenue <> 0 or f.addition_cost <> 0 or f.hours <> 0)
         and ${matching(FILTERS, 't', { type: 'agreement_type' })}
    ), grouped as (
      select *,
             case $group_by::text when 'agreement' then agreement_name
                                  when 'client' then company_name
                                  else agreement_type end as grouped_by,
             case $group_by::text when 'agreement' then agreement_id
                                  when 'client' then company_id end as grouped_id
        from sums
    )
    select grouped_by,
           grouped_id,
           count(*)::integer as agreements,
           round(sum(revenue), 4) as revenue,
           round(sum(addition_cost), 4) as addition_cost,
           round(sum(labor_cost), 4) as labor_cost,
           sum(hours) as hours,
           round(sum(margin), 4) as margin,
           round((sum(margin) / nullif(sum(revenue), 0))::numeric(18, 4), 4) as margin_share,
           round(((sum(revenue) - sum(addition_cost)) / nullif(sum(hours), 0))::numeric(18, 4), 4) as effective_hourly_rate,
           round((sum(margin) / nullif(sum(hours), 0))::numeric(18, 4), 4) as contribution_per_hour,
           (count(*) filter (where margin < 0))::integer as losing,
           (array_agg(agreement_name order by margin, agreement_id))[1] as worst_agreement,
           (array_agg(agreement_id order by margin, agreement_id))[1] as worst_agreement_id,
           round(min(margin), 4) as worst_margin
      from grouped
     group by grouped_by, grouped_id
     order by revenue desc, grouped_by, grouped_id
  `,
  columns: {
    grouped_by: { label: 'Type, agreement or client', format: 'text' },
    grouped_id: { label: 'Id', format: 'text', hidden: true },
    agreements: { label: 'Agreements', format: 'count' },
    revenue: { label: 'Revenue', format: 'money', better: 'higher' },
    addition_cost: { label: 'Additions cost', format: 'money', better: 'lower' },
    labor_cost: { label: 'Labor cost', format: 'money', better: 'lower' },
    hours: { label: 'Hours', format: 'hours' },
    margin: { label: 'Margin', format: 'money', better: 'higher' },
    margin_share: { label: 'Margin %', format: 'percent', better: 'higher' },
    effective_hourly_rate: {
      label: 'Effective rate',
      format: 'rate',
      note: 'Revenue less additions cost, per hour worked.',
      better: 'higher',
    },
    contribution_per_hour: {
      label: 'Margin per hour',
      format: 'rate',
      better: 'higher',
    },
    losing: {
      label: 'Losing',
      format: 'count',
      note: 'Agreements whose margin is below zero.',
      better: 'lower',
    },
    worst_agreement: {
      label: 'Weakest',
      format: 'text',
      note: 'The agreement with the lowest margin.',
      opens: { entity: 'agreement', id: 'worst_agreement_id' },
    },
    worst_agreement_id: { label: 'Weakest agreement id', format: 'text', hidden: true },
    worst_margin: { label: 'Its margin', format: 'money', hidden: true },
  },
  totals: (rows) => ({
    grouped_by: 'Total',
    agreements: sum(rows, 'agreements'),
    revenue: sum(rows, 'revenue'),
    addition_cost: sum(rows, 'addition_cost'),
    labor_cost: sum(rows, 'labor_cost'),
    hours: sum(rows, 'hours'),
    margin: sum(rows, 'margin'),
    margin_share: ratio(sum(rows, 'margin'), sum(rows, 'revenue')),
    effective_hourly_rate: effectiveRate(rows),
    contribution_per_hour: ratio(sum(rows, 'margin'), sum(rows, 'hours')),
    losing: sum(rows, 'losing'),
  }),
  kpis: (rows) => [
    {
      id: 'margin',
      label: 'Margin',
      value: sum(rows, 'margin'),
      format: 'money',
      better: 'higher',
    },
    {
      id: 'margin_share',
      label: 'Margin %',
      value: ratio(sum(rows, 'margin'), sum(rows, 'revenue')),
      format: 'percent',
      better: 'higher',
    },
    {
      id: 'effective_hourly_rate',
      label: 'Effective rate',
      value: effectiveRate(rows),
      format: 'rate',
      better: 'higher',
    },
  ],
  chart: { kind: 'bar', x: 'grouped_by', y: ['margin'] },
  headline: (rows) => {
    const revenue = sum(rows, 'revenue')
    const margin = sum(rows, 'margin')
    if (rows.length === 0 || (revenue === 0 && margin === 0)) return null
    const share = revenue > 0 ? ` (${formatPercent(margin / revenue, 0)})` : ''
    const said = `Agreements brought ${formatMoney(revenue)} and left ${formatMoney(margin)}${share}`
    const losing = sum(rows, 'losing')
    const worst = rows.toSorted((a, b) => num(a, 'worst_margin') - num(b, 'worst_margin'))[0]
    if (losing === 0 || !worst) return `${said}; none lost money.`
    return `${said}; ${plural(losing, 'agreement')} lost money, the most on ${str(worst, 'worst_agreement')}.`
  },
  definition: `
One row per agreement type (parameter \`group_by\`: per agreement or client), over whole months: from the first day of the month of \`from\` to the last day of the month of \`to\`, in the workspace's time zone. Child agreements are counted with their parent, under the parent's type, client, location and department.

- An agreement is listed when it, or a child of it, ran on at least one day of the period, or has revenue, hours or additions cost in it. ${RECURRING_IN_WORDS}
- **Revenue** is the sum of \`total − salesTax\` over invoices of \`type\` Agreement for it (\`agreement\` of the invoice; where that is missing, \`applyToId\` with \`applyToType\` Agreement). By invoice-month an invoice counts in the month of its \`date\`. By coverage-month it is spread in equal parts over the months of the agreement's billing cycle (BiMonthly 2, Quarterly 3, SemiAnnual 6, Yearly 12, else 1; also 1 for an agreement with \`billOneTimeFlag\`), from the month of its \`date\` on, or from the following month when the agreement's \`periodType\` is Future.
- **Additions cost** adds, for every addition and every month of the period in which it ran on at least one day, \`quantity × unitCost\` as the share of one month; a part of a month counts as the month, and additions that the client is not billed for count too.
- **Hours** is the sum of \`actualHours\` of the time entries whose own \`agreement\` it is and whose \`timeStart\` is in the period: covered or not, billable or not.
- **Labor cost** is the sum of \`actualHours\` × cost rate × the work type's \`costMultiplier\` (1 where missing) over the same entries. The cost rate is the member's \`hourlyCost\`; where that is missing or 0, the entry's \`hourlyCost\`; else 0.
- **Margin** = revenue − additions cost − labor cost; **Margin %** = margin ÷ revenue; **Effective rate** = (revenue − additions cost) ÷ hours; **Margin per hour** = margin ÷ hours. There is none where the divisor is 0. Ratios are computed from sums, never averaged, and rounded to four places.
- **Losing** counts agreements with a margin below 0.
- Costs are today's: ConnectWise keeps no earlier ones. ${FILTERS_IN_WORDS}
`.trim(),
})

function ratio(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole
}

function effectiveRate(rows: readonly Row[]): number | null {
  return ratio(sum(rows, 'revenue') - sum(rows, 'addition_cost'), sum(rows, 'hours'))
}
