import { formatMoney, formatPercent } from '../../kernel/words.ts'
import { defineReport, num, str, sum } from '../../reporting/define-report.ts'
import type { ReportColumn } from '../../reporting/define-report.ts'
import { FILTERS_IN_WORDS, filters, matching } from '../filters.ts'

/** New Haven's bands; months are counted as 30.4 days, rounded down to these limits. */
const BANDS = [
  { column: 'days_0_30', label: '0–30 days', from: 0, to: 30 },
  { column: 'days_31_60', label: '31–60', from: 31, to: 60 },
  { column: 'days_61_90', label: '61–90', from: 61, to: 90 },
  { column: 'days_91_120', label: '91–120', from: 91, to: 120 },
  { column: 'days_121_180', label: '121–180', from: 121, to: 180 },
  { column: 'months_6_9', label: '6–9 months', from: 181, to: 270 },
  { column: 'months_9_12', label: '9–12 months', from: 271, to: 365 },
  { column: 'months_over_12', label: 'Over 12 months', from: 366, to: null },
] as const

const AMOUNTS = ['balance', ...BANDS.map((band) => band.column), 'over_60'] as const

const FILTERS = ['company', 'location', 'department'] as const

const bandColumns: Readonly<Record<string, ReportColumn>> = Object.fromEntries(
  BANDS.map(({ column, label, from }) => [
    column,
    { label, format: 'money', ...(from > 60 ? { better: 'lower' } : {}) },
  ]),
)

/** `accounts-receivable-aging`: who owes how much, and for how long. */
export const accountsReceivableAging = defineReport({
  id: 'accounts-receivable-aging',
  title: 'Accounts Receivable Aging Report',
  area: 'Finance Management',
  question: 'How well are we collecting, and which companies are collection problems?',
  reads: ['invoices'],
  params: {
    as_of: { type: 'date', label: 'As of', default: 'today' },
    base: {
      type: 'choice',
      label: 'Age since',
      default: 'invoice-date',
      choices: ['invoice-date', 'due-date'],
    },
    ...filters(...FILTERS),
  },
  sql: `
    with aged as (
      select company_id, company_name, invoice_id, balance,
             greatest($as_of::date - case when $base::text = 'due-date' then due_on else invoiced_on end, 0) as age_days
        from receivables
       where invoiced_on <= $as_of::date
         and ${matching(FILTERS)}
    )
    select company_name as company,
           company_id,
           count(*)::integer as invoices,
           sum(balance) as balance,
           ${BANDS.map(bandSql).join(',\n           ')},
           coalesce(sum(balance) filter (where age_days > 60), 0) as over_60,
           max(age_days) filter (where balance > 0) as oldest_days
      from aged
     group by company_id, company_name
     order by balance desc, company_name, company_id
  `,
  columns: {
    company: { label: 'Company', format: 'text', opens: { entity: 'company', id: 'company_id' } },
    company_id: { label: 'Company id', format: 'text', hidden: true },
    invoices: { label: 'Invoices', format: 'count' },
    balance: { label: 'Owed', format: 'money', better: 'lower' },
    ...bandColumns,
    over_60: { label: 'Over 60 days', format: 'money', hidden: true, better: 'lower' },
    oldest_days: { label: 'Oldest', format: 'days', better: 'lower' },
  },
  totals: (rows) => ({
    company: 'Total',
    invoices: sum(rows, 'invoices'),
    ...Object.fromEntries(AMOUNTS.map((column) => [column, sum(rows, column)])),
    oldest_days: rows.reduce((oldest, row) => Math.max(oldest, num(row, 'oldest_days')), 0),
  }),
  kpis: (rows) => [
    { id: 'balance', label: 'Owed', value: sum(rows, 'balance'), format: 'money', better: 'lower' },
    {
      id: 'over_60',
      label: 'Over 60 days',
      value: sum(rows, 'over_60'),
      format: 'money',
      better: 'lower',
    },
    {
      id: 'over_60_share',
      label: 'Share over 60 days',
      value: sum(rows, 'balance') > 0 ? sum(rows, 'over_60') / sum(rows, 'balance') : null,
      format: 'percent',
      better: 'lower',
    },
  ],
  chart: { kind: 'stacked-bar', x: 'company', y: BANDS.map((band) => band.column) },
  headline: (rows) => {
    const owed = sum(rows, 'balance')
    const old = sum(rows, 'over_60')
    if (owed <= 0) return null
    const said = `Clients owe ${formatMoney(owed)}`
    const worst = rows.toSorted((a, b) => num(b, 'over_60') - num(a, 'over_60'))[0]
    if (!worst || old <= 0) return `${said}, none of it older than 60 days.`
    return `${said}; ${formatMoney(old)} of it (${formatPercent(old / owed, 0)}) is older than 60 days, most of it from ${str(worst, 'company')}.`
  },
  definition: `
One row per company with open invoices (\`/finance/invoices\`) dated on or before \`as_of\`.

- An invoice is **open** when its \`balance\` is not 0. Where ConnectWise sends no \`balance\` it is \`total − payments − credits\`. Balances are those of the last sync: a past \`as_of\` changes ages and leaves out later invoices, it does not bring back what was paid since.
- Every type of invoice counts. A credit memo has a negative balance and lowers the band of its own age.
- The company is the invoice's \`company\`, not its bill-to company.
- **Age** is the whole days from the base date to \`as_of\`: from \`date\`, or, with \`base\` due-date, from \`dueDate\` (\`date\` where it is missing). An invoice not due yet has age 0.
- **Bands**, both ends included: 0–30, 31–60, 61–90, 91–120, 121–180, 181–270 (6–9 months), 271–365 (9–12 months) and 366 days or more.
- **Over 60 days** is the sum of the bands from 61 days on. **Oldest** is the age of the oldest invoice with a positive balance.
- The totals add the rows; the oldest is the oldest of all.
- ${FILTERS_IN_WORDS} Location and department are those of the invoice.
`.trim(),
})

function bandSql({ column, from, to }: (typeof BANDS)[number]): string {
  const condition = to === null ? `age_days >= ${from}` : `age_days between ${from} and ${to}`
  return `coalesce(sum(balance) filter (where ${condition}), 0) as ${column}`
}
