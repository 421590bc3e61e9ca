import { formatMoney, formatPercent } from '../../kernel/words.ts'
import { monthInWords } from '../../kernel/day-words.ts'
import { runsOn } from '../../model/agreements/recurring-lines.ts'
import { defineReport, str, sum } from '../../reporting/define-report.ts'
import type { Row } from '../../reporting/define-report.ts'
import { FILTERS_IN_WORDS, filters, matching } from '../filters.ts'
import { RECURRING_IN_WORDS } from './agreements-in-words.ts'

const FILTERS = ['type', 'company', 'location', 'department'] as const

/** `mrr`: monthly recurring revenue, month by month. */
export const mrr = defineReport({
  id: 'mrr',
  title: 'MRR by Agreement Type and Month',
  area: 'Agreements',
  question: 'Is recurring revenue growing?',
  reads: ['agreements', 'additions'],
  params: {
    as_of: { type: 'date', label: 'As of', default: 'today' },
    months: { type: 'integer', label: 'Months before', default: 12, min: 0, max: 60 },
    ...filters(...FILTERS),
  },
  sql: `
    with months as (
      select (date_trunc('month', $as_of::date::timestamp) - g.back * interval '1 month')::date as month
        from generate_series(0, $months::integer) as g(back)
    ), measured as (
      select month, least((month + interval '1 month')::date - 1, $as_of::date) as measured_on
        from months
    )
    select m.month,
           m.measured_on,
           l.agreement_type,
           count(distinct case when l.monthly_value <> 0 then l.top_agreement_id end)::integer as agreements,
           sum(l.monthly_value) as mrr,
           sum(l.monthly_value) * 12 as acv,
           sum(l.monthly_cost) as addition_cost,
           sum(l.monthly_value) - sum(l.monthly_cost) as margin,
           round(((sum(l.monthly_value) - sum(l.monthly_cost)) / nullif(sum(l.monthly_value), 0))::numeric(18, 4), 4) as margin_share
      from measured m
      join recurring_lines l on ${runsOn('l', 'm.measured_on')}
     where ${matching(FILTERS, 'l', { type: 'agreement_type' })}
     group by m.month, m.measured_on, l.agreement_type
    having sum(l.monthly_value) <> 0 or sum(l.monthly_cost) <> 0
     order by m.month, mrr desc, l.agreement_type
  `,
  columns: {
    month: { label: 'Month', format: 'month' },
    measured_on: { label: 'Measured on', format: 'date', hidden: true },
    agreement_type: { label: 'Agreement type', format: 'text' },
    agreements: { label: 'Agreements', format: 'count' },
    mrr: { label: 'MRR', format: 'money', better: 'higher' },
    acv: { label: 'Per year', format: 'money', note: 'MRR times 12.', better: 'higher' },
    addition_cost: { label: 'Additions cost', format: 'money', better: 'lower' },
    margin: {
      label: 'Margin',
      format: 'money',
      note: 'Before labor.',
      better: 'higher',
    },
    margin_share: { label: 'Margin %', format: 'percent', better: 'higher' },
  },
  totals: (rows) => {
    const now = latest(rows)
    return {
      month: now[0]?.['month'] ?? null,
      agreement_type: 'Total of the last month',
      agreements: sum(now, 'agreements'),
      mrr: sum(now, 'mrr'),
      acv: sum(now, 'acv'),
      addition_cost: sum(now, 'addition_cost'),
      margin: sum(now, 'margin'),
      margin_share: sum(now, 'mrr') === 0 ? null : sum(now, 'margin') / sum(now, 'mrr'),
    }
  },
  kpis: (rows) => {
    const now = latest(rows)
    return [
      { id: 'mrr', label: 'MRR', value: sum(now, 'mrr'), format: 'money', better: 'higher' },
      { id: 'acv', label: 'Per year', value: sum(now, 'acv'), format: 'money', better: 'higher' },
      {
        id: 'agreements',
        label: 'Agreements',
        value: sum(now, 'agreements'),
        format: 'count',
        better: 'higher',
      },
    ]
  },
  chart: { kind: 'line', x: 'month', y: ['mrr'] },
  headline: (rows) => {
    const value = sum(latest(rows), 'mrr')
    if (value === 0) return null
    const said = `Recurring revenue is ${formatMoney(value)} a month`
    const first = rows.filter((row) => row['month'] === rows[0]?.['month'])
    const before = sum(first, 'mrr')
    const month = first[0] ? str(first[0], 'month') : ''
    if (before === 0 || month === monthOf(rows.at(-1))) return `${said}.`
    const change = value - before
    const moved = `${formatMoney(Math.abs(change))} (${formatPercent(Math.abs(change) / before)})`
    if (Math.abs(change) < 0.5) return `${said}, the same as in ${monthInWords(month)}.`
    return `${said}, ${moved} ${change > 0 ? 'more' : 'less'} than in ${monthInWords(month)}.`
  },
  definition: `
One row per month and agreement type: the month of \`as_of\` and as many months before it as \`months\` says.

- Each month is measured on its last day, the month of \`as_of\` on \`as_of\` itself.
- **MRR** adds, over everything that runs on that day: of every agreement \`billAmount\`, and of every addition with \`billCustomer\` Billable (\`quantity − lessIncluded\`, not below 0) × \`unitPrice\`, each as the share of one month. ${RECURRING_IN_WORDS}
- A child agreement counts under its parent: the parent's type, client, location and department. Agreements and additions deleted in ConnectWise are not there.
- **Agreements** counts the (parent) agreements that have any recurring value on that day.
- **Per year** is MRR × 12. **Additions cost** adds \`quantity × unitCost\` of every addition that runs on that day, billable or not, as the share of one month. **Margin** = MRR − additions cost; labor is not in it. **Margin %** = margin ÷ MRR, rounded to four places.
- The past is computed from today's prices and quantities and the start, end and cancellation days: a price raised last month shows as raised all along.
- The total is that of the last month. Types without value and cost on a day have no row.
- ${FILTERS_IN_WORDS}
`.trim(),
})

/** The rows of the last month. */
function latest(rows: readonly Row[]): readonly Row[] {
  const month = monthOf(rows.at(-1))
  return rows.filter((row) => row['month'] === month)
}

function monthOf(row: Row | undefined): string {
  return row ? str(row, 'month') : ''
}
