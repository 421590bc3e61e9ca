import { formatMoney, formatPercent } from '../../kernel/words.ts'
import { monthInWords } from '../../kernel/day-words.ts'
import { runsOn } from '../../model/agreements/recurring-lines.ts'
import { defineReport, str, sum } from '../../reporting/define-report.ts'
import type { AnswerParams, Row } from '../../reporting/define-report.ts'
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
  totals: (rows, params) => {
    const now = current(rows, params)
    return {
      month: currentMonth(params),
      agreement_type: 'Total of the last month',
      agreements: sum(now, 'agreements'),
      mrr: sum(now, 'mrr'),
      acv: sum(now, 'acv'),
      addition_cost: sum(now, 'addition_cost'),
      margin: sum(now, 'margin'),
      margin_share: sum(now, 'mrr') === 0 ? null : sum(now, 'margin') / sum(now, 'mrr'),
    }
  },
  kpis: (rows, params) => {
    const now = current(rows, params)
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
  headline: (rows, params) => {
    const value = sum(current(rows, params), 'mrr')
    const first = rows.filter((row) => row['month'] === rows[0]?.['month'])
    const before = sum(first, 'mrr')
    if (value === 0 && before === 0) return null
    const said = `Recurring revenue is ${formatMoney(value)} a month`
    const month = first[0] ? str(first[0], 'month') : ''
    if (before === 0 || month === currentMonth(params)) return `${said}.`
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
- The total is that of the month of \`as_of\`: 0 where nothing runs any more. Types without value and cost on a day have no row.
- ${FILTERS_IN_WORDS}
`.trim(),
})

/** The rows of the month of `as_of`: none where everything ended before it. */
function current(rows: readonly Row[], params: AnswerParams): readonly Row[] {
  return rows.filter((row) => row['month'] === currentMonth(params))
}

/** As rows hold it: its first day. */
function currentMonth(params: AnswerParams): string {
  return `${String(params['as_of']).slice(0, 7)}-01`
}
