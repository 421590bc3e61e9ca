import { formatMoney, plural } from '../../kernel/words.ts'
import { defineReport, num, str, sum } from '../../reporting/define-report.ts'
import type { Row } from '../../reporting/define-report.ts'
import { FILTERS_IN_WORDS, filters, matching } from '../filters.ts'
import { hoursInWords, PERIOD_IN_WORDS } from '../time-in-words.ts'

const FILTERS = ['member', 'company', 'location', 'department'] as const

/** `time-on-agreement-and-project`: project hours that an agreement may swallow. */
export const timeOnAgreementAndProject = defineReport({
  id: 'time-on-agreement-and-project',
  title: 'Time Entries with Both Agreement and Project',
  area: 'Data Check',
  question: 'Which project hours may be absorbed by an agreement?',
  reads: ['time_entries', 'members', 'work_types'],
  params: {
    from: { type: 'date', label: 'From', default: '12-months-ago' },
    to: { type: 'date', label: 'To', default: 'today' },
    only_absorbed: { type: 'boolean', label: 'Only entries with absorbed hours', default: false },
    ...filters(...FILTERS),
  },
  sql: `
    select worked_on,
           member_name as member,
           company_name as company,
           coalesce(project_name, '(no name)') as project,
           coalesce(agreement_name, '(no name)') as agreement,
           ticket_summary as ticket,
           billable_option,
           hours,
           agreement_hours,
           hourly_rate,
           round(agreement_hours * hourly_rate, 4) as lost_amount,
           round(labor_cost, 4) as labor_cost,
           time_entry_id,
           project_id,
           agreement_id,
           company_id
      from work_costs
     where started_at >= $from_at::timestamptz and started_at < $to_end_at::timestamptz
       and project_id is not null
       and agreement_id is not null
       and (agreement_hours > 0 or not $only_absorbed::boolean)
       and ${matching(FILTERS)}
     order by lost_amount desc, started_at desc, time_entry_id desc
  `,
  columns: {
    worked_on: { label: 'Day', format: 'date', opens: { entity: 'time', id: 'time_entry_id' } },
    member: { label: 'Member', format: 'text' },
    company: { label: 'Company', format: 'text', opens: { entity: 'company', id: 'company_id' } },
    project: { label: 'Project', format: 'text', opens: { entity: 'project', id: 'project_id' } },
    agreement: {
      label: 'Agreement',
      format: 'text',
      opens: { entity: 'agreement', id: 'agreement_id' },
    },
    ticket: { label: 'Ticket', format: 'text' },
    billable_option: { label: 'Billable', format: 'text' },
    hours: { label: 'Hours', format: 'hours' },
    agreement_hours: {
      label: 'Absorbed',
      format: 'hours',
      note: 'Hours the agreement covered: they will never be billed to the project.',
      better: 'lower',
    },
    hourly_rate: { label: 'Rate', format: 'rate' },
    lost_amount: {
      label: 'Lost',
      format: 'money',
      note: 'Absorbed hours at their bill rate.',
      better: 'lower',
    },
    labor_cost: {
      label: 'Labor cost',
      format: 'money',
      note: 'Wages for these hours, missing from what the project seems to cost.',
    },
    time_entry_id: { label: 'Time entry', format: 'text', hidden: true },
    project_id: { label: 'Project id', format: 'text', hidden: true },
    agreement_id: { label: 'Agreement id', format: 'text', hidden: true },
    company_id: { label: 'Company id', format: 'text', hidden: true },
  },
  totals: (rows) => ({
    worked_on: null,
    member: 'Total',
    hours: sum(rows, 'hours'),
    agreement_hours: sum(rows, 'agreement_hours'),
    lost_amount: sum(rows, 'lost_amount'),
    labor_cost: sum(rows, 'labor_cost'),
  }),
  kpis: (rows) => [
    {
      id: 'lost_amount',
      label: 'Lost',
      value: sum(rows, 'lost_amount'),
      format: 'money',
      better: 'lower',
    },
    {
      id: 'agreement_hours',
      label: 'Absorbed hours',
      value: sum(rows, 'agreement_hours'),
      format: 'hours',
      better: 'lower',
    },
    { id: 'entries', label: 'Time entries', value: rows.length, format: 'count', better: 'lower' },
  ],
  chart: { kind: 'none', x: 'project', y: [] },
  headline: (rows) => {
    if (rows.length === 0) return null
    const lost = sum(rows, 'lost_amount')
    if (lost === 0) {
      return `${plural(rows.length, 'time entry carries', 'time entries carry')} both an agreement and a project; nothing was absorbed so far.`
    }
    const worst = mostLost(rows)
    return `Agreements absorbed ${hoursInWords(sum(rows, 'agreement_hours'))} of project work worth ${formatMoney(lost)}, most of it on ${worst}.`
  },
  definition: `
One row per time entry (\`/time/entries\`) in the period that has both an agreement and a project **on the entry itself**; what the ticket carries does not matter.

- ${PERIOD_IN_WORDS}
- **Hours** is \`actualHours\`, **Absorbed** \`agreementHours\`, **Rate** \`hourlyRate\`; a missing value is 0.
- **Lost** is \`agreementHours × hourlyRate\`: what a client would have been billed for the hours the agreement took.
- **Labor cost** is \`actualHours\` × cost rate × the work type's \`costMultiplier\` (1 where it has none). The cost rate is the member's \`hourlyCost\`; where that is missing or 0 the entry's \`hourlyCost\`; else 0.
- With "Only entries with absorbed hours", entries whose \`agreementHours\` is missing or 0 are left out.
- The totals add the rows. Rows are in order of what was lost, the latest first where it is the same.
- ${FILTERS_IN_WORDS} Location and department are those of the entry.
`.trim(),
})

/** The project that lost the most. */
function mostLost(rows: readonly Row[]): string {
  const projects = [...Map.groupBy(rows, (row) => num(row, 'project_id')).values()]
  const worst = projects.toSorted((a, b) => sum(b, 'lost_amount') - sum(a, 'lost_amount'))[0]?.[0]
  return worst ? str(worst, 'project') : ''
}
