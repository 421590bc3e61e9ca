import { formatPercent } from '../../kernel/words.ts'
import { defineReport, num, str, sum } from '../../reporting/define-report.ts'
import type { ReportColumn, Row } from '../../reporting/define-report.ts'
import { FILTERS_IN_WORDS, filters, matching } from '../filters.ts'
import { COUNTED_TICKETS_IN_WORDS } from './tickets-in-words.ts'

const STAGES = [
  { name: 'response', label: 'Responses', metLabel: 'Responded in time' },
  { name: 'plan', label: 'Plans', metLabel: 'Planned in time' },
  { name: 'resolution', label: 'Resolutions', metLabel: 'Resolved in time' },
] as const

type StageName = (typeof STAGES)[number]['name']

const FILTERS = ['board', 'company', 'location', 'department'] as const

const stageColumns: Readonly<Record<string, ReportColumn>> = Object.fromEntries(
  STAGES.flatMap(({ name, label, metLabel }) => [
    [`${name}_measured`, { label, format: 'count', note: 'Tickets measured for this stage.' }],
    [`${name}_met`, { label: `${label} in time`, format: 'count', hidden: true }],
    [`${name}_share`, { label: metLabel, format: 'percent', better: 'higher' }],
  ]),
)

/** `sla-compliance`: the share of promises kept, stage by stage. */
export const slaCompliance = defineReport({
  id: 'sla-compliance',
  title: 'SLA Compliance (Response, Plan, Resolve)',
  area: 'Service Management',
  question: 'Do we keep our promises?',
  reads: ['tickets', 'slas'],
  params: {
    from: { type: 'date', label: 'From', default: '30-days-ago' },
    to: { type: 'date', label: 'To', default: 'today' },
    group_by: {
      type: 'choice',
      label: 'Rows',
      default: 'priority',
      choices: ['priority', 'client', 'board'],
    },
    ...filters(...FILTERS),
  },
  sql: `
    with measured as (
      select case $group_by::text when 'client' then company_name
                                  when 'board' then board_name
                                  else priority_name end as grouped_by,
             ${STAGES.map(({ name }) => `case when ${inPeriod(name)} then ${name}_met end as ${name}_met`).join(',\n             ')}
        from sla_stages
       where (${STAGES.map(({ name }) => inPeriod(name)).join('\n              or ')})
         and ${matching(FILTERS)}
    )
    select grouped_by,
           ${STAGES.map(({ name }) => stageCounts(name)).join(',\n           ')}
      from measured
     group by grouped_by
    having ${STAGES.map(({ name }) => `count(${name}_met)`).join(' + ')} > 0
     order by grouped_by
  `,
  columns: {
    grouped_by: { label: 'Priority, client or board', format: 'text' },
    ...stageColumns,
  },
  totals: (rows) => ({
    grouped_by: 'Total',
    ...Object.fromEntries(
      STAGES.flatMap(({ name }) => [
        [`${name}_measured`, sum(rows, `${name}_measured`)],
        [`${name}_met`, sum(rows, `${name}_met`)],
        [`${name}_share`, shareOf(rows, name)],
      ]),
    ),
  }),
  kpis: (rows) =>
    STAGES.map(({ name, metLabel }) => ({
      id: `${name}_share`,
      label: metLabel,
      value: shareOf(rows, name),
      format: 'percent',
      better: 'higher',
    })),
  chart: {
    kind: 'bar',
    x: 'grouped_by',
    y: ['response_share', 'resolution_share'],
  },
  headline: (rows) => {
    const response = shareOf(rows, 'response')
    const resolution = shareOf(rows, 'resolution')
    const kept = [
      response === null ? '' : `${formatPercent(response, 0)} of responses`,
      resolution === null ? '' : `${formatPercent(resolution, 0)} of resolutions`,
    ].filter((part) => part !== '')
    if (kept.length === 0) return null
    const weakest = weakestOf(rows)
    const verdict = `${kept.join(' and ')} came in time`
    if (!weakest) return `${verdict}.`
    return `${verdict}; ${str(weakest, 'grouped_by')} is weakest, with ${formatPercent(num(weakest, 'resolution_share'), 0)} resolved in time.`
  },
  definition: `
One row per priority, client or board (parameter \`group_by\`) with at least one measured stage in the period.

- ${COUNTED_TICKETS_IN_WORDS}
- Each stage counts by its own date: the response by \`dateResponded\`, the plan by \`dateResplan\`, the resolution by \`dateResolved\`. A stage is **measured** when that date lies between the first instant of \`from\` and the last instant of \`to\` in the workspace's time zone, both days whole, and the ticket's SLA (\`sla\`, looked up in \`/service/SLAs\`) has a goal above 0 hours for it: \`respondHours\`, \`planWithin\`, \`resolutionHours\`.
- A stage not reached yet is not measured, even when its goal has passed; neither is a stage of a ticket without SLA, or without any of the minutes below.
- Minutes taken, as ConnectWise's own views add them, in the SLA's calendar:
  - response: \`respondMinutes + respondedSkippedMinutes\`
  - plan: \`resPlanMinutes + resplanSkippedMinutes + respondMinutes\`
  - resolution: \`resolveMinutes + resPlanMinutes + respondMinutes\`

  A missing value is 0; when all values of a sum are missing the stage is not measured. Minutes in a waiting status (\`minutesWaiting\`) are in none of them.
- **In time** means minutes ≤ 60 × goal hours: exactly on the goal is in time.
- **Share** is in time ÷ measured, rounded to four places; the total divides the sums.
- The goals are those of the SLA itself; goals that an SLA sets per priority are not read.
- ${FILTERS_IN_WORDS}
`.trim(),
})

function inPeriod(stage: StageName): string {
  return `(${stage}_at >= $from_at::timestamptz and ${stage}_at < $to_end_at::timestamptz)`
}

function stageCounts(stage: StageName): string {
  const met = `count(*) filter (where ${stage}_met)`
  return `count(${stage}_met)::integer as ${stage}_measured,
           (${met})::integer as ${stage}_met,
           round((${met})::numeric(18, 4) / nullif(count(${stage}_met), 0), 4) as ${stage}_share`
}

function shareOf(rows: readonly Row[], stage: StageName): number | null {
  const measured = sum(rows, `${stage}_measured`)
  return measured === 0 ? null : sum(rows, `${stage}_met`) / measured
}

/** The row with the lowest share of resolutions in time, where there is a choice and a miss. */
function weakestOf(rows: readonly Row[]): Row | undefined {
  const resolved = rows.filter((row) => row['resolution_share'] !== null)
  if (resolved.length < 2) return undefined
  const byShare = resolved.toSorted(
    (a, b) => num(a, 'resolution_share') - num(b, 'resolution_share'),
  )
  return byShare.find((row) => num(row, 'resolution_share') < 1)
}
