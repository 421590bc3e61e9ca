import { formatMoney, formatPercent } from '../../kernel/words.ts'
import { defineReport, num, str, sum } from '../../reporting/define-report.ts'
import type { ReportColumn } from '../../reporting/define-report.ts'
import { FILTERS_IN_WORDS, filters, matching } from '../filters.ts'
import { hoursInWords, WIP_IN_WORDS } from '../time-in-words.ts'

/** New Haven's aging bands, as far as unbilled time can sensibly age. */
const BANDS = [
  { name: '0_30', label: '0–30 days', from: 0, to: 30 },
  { name: '31_60', label: '31–60', from: 31, to: 60 },
  { name: '61_90', label: '61–90', from: 61, to: 90 },
  { name: '91_120', label: '91–120', from: 91, to: 120 },
  { name: '121_180', label: '121–180', from: 121, to: 180 },
  { name: 'over_180', label: 'Over 180', from: 181, to: null },
] as const

const SUMS = [
  'hours',
  'amount',
  ...BANDS.flatMap(({ name }) => [`amount_${name}`, `hours_${name}`]),
] as const

const FILTERS = ['board', 'company', 'location', 'department'] as const

const bandColumns: Readonly<Record<string, ReportColumn>> = Object.fromEntries(
  BANDS.flatMap(({ name, label, from }): [string, ReportColumn][] => [
    [
      `amount_${name}`,
      { label, format: 'money', ...(from > 30 ? ({ better: 'lower' } as const) : {}) },
    ],
    [`hours_${name}`, { label: `Hours ${label}`, format: 'hours', hidden: true }],
  ]),
)

/** `aged-wip`: how long finished work has waited to be billed, and where. */
export const agedWip = defineReport({
  id: 'aged-wip',
  title: 'Aged WIP by Bus Unit and Board',
  area: 'Time and Utilization',
  question: 'How old is unbilled work, and where is it?',
  reads: ['time_entries', 'projects', 'tickets'],
  params: {
    as_of: { type: 'date', label: 'As of', default: 'today' },
    fixed_fee: { type: 'boolean', label: 'With work on fixed fees', default: true },
    ...filters(...FILTERS),
  },
  sql: `
    with wip as (
      select coalesce(department_name, '(no business unit)') as business_unit,
             coalesce(board_name, '(no board)') as board,
             started_at, wip_hours, wip_amount
        from work w
       where is_wip
         and started_at < $as_of_end_at::timestamptz
         and not exists (
               select 1 from fixed_fee_jobs j
                where j.job_key = w.job_key and not $fixed_fee::boolean
             )
         and ${matching(FILTERS)}
    )
    select business_unit,
           board,
           count(*)::integer as entries,
           sum(wip_hours) as hours,
           round(sum(wip_amount), 4) as amount,
           ${BANDS.flatMap(bandSql).join(',\n           ')},
           (min(started_at) at time zone $zone)::date as oldest_on
      from wip
     group by business_unit, board
     order by business_unit, amount desc, board
  `,
  columns: {
    business_unit: { label: 'Business unit', format: 'text' },
    board: { label: 'Board', format: 'text' },
    entries: { label: 'Entries', format: 'count' },
    hours: { label: 'Hours', format: 'hours', better: 'lower' },
    amount: { label: 'Amount', format: 'money', better: 'lower' },
    ...bandColumns,
    oldest_on: { label: 'Oldest', format: 'date' },
  },
  totals: (rows) => ({
    business_unit: 'Total',
    entries: sum(rows, 'entries'),
    ...Object.fromEntries(SUMS.map((column) => [column, sum(rows, column)])),
    oldest_on:
      rows
        .map((row) => str(row, 'oldest_on'))
        .toSorted()
        .at(0) ?? null,
  }),
  kpis: (rows) => [
    { id: 'amount', label: 'WIP', value: sum(rows, 'amount'), format: 'money', better: 'lower' },
    { id: 'hours', label: 'Hours', value: sum(rows, 'hours'), format: 'hours', better: 'lower' },
    {
      id: 'over_90',
      label: 'Older than 90 days',
      value:
        sum(rows, 'amount_91_120') + sum(rows, 'amount_121_180') + sum(rows, 'amount_over_180'),
      format: 'money',
      better: 'lower',
    },
  ],
  chart: { kind: 'stacked-bar', x: 'board', y: BANDS.map(({ name }) => `amount_${name}`) },
  headline: (rows) => {
    const amount = sum(rows, 'amount')
    if (amount <= 0) return null
    const old = amount - sum(rows, 'amount_0_30')
    const most = rows.toSorted((a, b) => num(b, 'amount') - num(a, 'amount'))[0]
    const where = most ? `, most of it on ${str(most, 'board')}` : ''
    const age = old > 0 ? `; ${formatPercent(old / amount, 0)} of it is older than 30 days` : ''
    return `${hoursInWords(sum(rows, 'hours'))} of work worth ${formatMoney(amount)} wait for an invoice${where}${age}.`
  },
  definition: `
One row per business unit (the entry's \`department\`) and board (the entry's \`ticketBoard\`, that of its ticket) with work in progress.

- ${WIP_IN_WORDS}
- Work up to the end of the day \`as_of\` counts, by \`timeStart\` in the workspace's time zone. Whether it is invoiced is as of the last sync.
- **Age** is the days from the local day of \`timeStart\` to \`as_of\`. **Bands**, both ends included: 0–30, 31–60, 61–90, 91–120, 121–180, and 181 days or more. Each band holds the amount; the answer has the hours of each band too.
- Work on a fixed fee counts unless \`fixed_fee\` is off: it is left out then when its project (\`project\` of the entry) has \`billingMethod\` FixedFee, or, without a project, its service ticket has.
- An entry without department or board stands under "(no business unit)", "(no board)". The totals add the rows.
- ${FILTERS_IN_WORDS} Location and department are those of the entry.
`.trim(),
})

/** Ages are compared as instants: the first moment of the days that bound a band. */
function bandSql({ name, from, to }: (typeof BANDS)[number]): string[] {
  const younger = from === 0 ? '' : `started_at < ${startOfDay(from - 1)}`
  const older = to === null ? '' : `started_at >= ${startOfDay(to)}`
  const within = [younger, older].filter((condition) => condition !== '').join(' and ')
  return [
    `round(coalesce(sum(wip_amount) filter (where ${within}), 0), 4) as amount_${name}`,
    `coalesce(sum(wip_hours) filter (where ${within}), 0) as hours_${name}`,
  ]
}

function startOfDay(daysBefore: number): string {
  return `(($as_of::date - ${daysBefore})::timestamp at time zone $zone)`
}
