import { defineView } from '../define-view.ts'
import { isCounted } from './service-tickets.ts'

/** How one promise of an SLA is measured on a ticket. */
interface Stage {
  readonly name: string
  /** When the stage was reached. */
  readonly reachedAt: string
  /** ConnectWise's counts that add up to the time the client waited for this stage. */
  readonly minutes: readonly string[]
  /** The goal on the SLA, in hours. */
  readonly goalHours: string
}

/**
 * The sums follow ConnectWise's reporting views (as BrightGauge publishes them): minutes of a skipped stage are kept
 * apart and belong to the stage that was skipped; time spent waiting is in none of the counts.
 */
const STAGES: readonly Stage[] = [
  {
    name: 'response',
    reachedAt: 'date_responded',
    minutes: ['respond_minutes', 'responded_skipped_minutes'],
    goalHours: 'respond_hours',
  },
  {
    name: 'plan',
    reachedAt: 'date_resplan',
    minutes: ['res_plan_minutes', 'resplan_skipped_minutes', 'respond_minutes'],
    goalHours: 'plan_within',
  },
  {
    name: 'resolution',
    reachedAt: 'date_resolved',
    minutes: ['resolve_minutes', 'res_plan_minutes', 'respond_minutes'],
    goalHours: 'resolution_hours',
  },
]

/** The promises of an SLA, kept or broken, ticket by ticket. */
export const slaStages = defineView({
  name: 'sla_stages',
  doc: 'One row per service ticket of `service_tickets`: how long each SLA stage took, its goal, and whether it was met. A stage without its date, or without a goal above zero, is neither met nor missed.',
  sql: `
    select t.id as ticket_id,
           coalesce(t.board_name, '(no board)') as board_name,
           coalesce(t.priority_name, '(no priority)') as priority_name,
           coalesce(t.company_name, '(no company)') as company_name,
           t.location_name,
           t.department_name,
           coalesce(s.name, t.sla_name) as sla_name,
           ${STAGES.map(stageColumns).join(',\n           ')}
      from tickets t
      left join slas s on s.id = t.sla_id and s.deleted_at is null
     where ${isCounted('t')}
  `,
  columns: {
    ticket_id: 'ConnectWise id of the ticket',
    board_name: 'Board',
    priority_name: 'Priority',
    company_name: 'Client',
    location_name: 'Location of the MSP',
    department_name: 'Department of the MSP',
    sla_name: 'Service level agreement',
    ...Object.fromEntries(STAGES.flatMap(columnsInWords)),
  },
})

function stageColumns({ name, reachedAt, minutes, goalHours }: Stage): string {
  const taken = sumOf(minutes.map((column) => `t.${column}`))
  return `t.${reachedAt} as ${name}_at,
           ${taken} as ${name}_minutes,
           (s.${goalHours} * 60) as ${name}_goal_minutes,
           case when t.${reachedAt} is not null and s.${goalHours} > 0
                then ${taken} <= s.${goalHours} * 60
            end as ${name}_met`
}

/** A missing count is no minutes, unless all are missing: then the time is not known. */
function sumOf(columns: readonly string[]): string {
  const sum = columns.map((column) => `coalesce(${column}, 0)`).join(' + ')
  return `case when coalesce(${columns.join(', ')}) is not null then ${sum} end`
}

function columnsInWords({ name }: Stage): [string, string][] {
  return [
    [`${name}_at`, `When the ${name} stage was reached, UTC; null if it was not`],
    [`${name}_minutes`, `Minutes until then in the SLA's calendar, waiting left out`],
    [`${name}_goal_minutes`, `Minutes the SLA allows`],
    [`${name}_met`, `Minutes at or below the goal; null without a date, minutes or goal`],
  ]
}
