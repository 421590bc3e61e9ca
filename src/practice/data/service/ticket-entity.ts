import type { Entity } from '../../entity.ts'
import type { Firm } from '../firm.ts'
import { OPENED_BY } from '../kit/permission.ts'
import { fieldsOfRows } from '../kit/fields.ts'
import { stagesOf } from './sla-clock.ts'
import { slaGoal } from './sla-clock.ts'
import type { Sla } from './service-desk.ts'
import { commonTicketFields, orNone } from './ticket-fields.ts'

/** `/service/tickets`: everything the desk works on, project work excepted. */
export function ticketEntity(firm: Firm): Entity {
  const { tickets, desk, people, customFields } = firm
  return {
    stream: 'tickets',
    path: '/service/tickets',
    title: 'Ticket',
    permission: OPENED_BY.serviceTickets,
    hasCount: true,
    size: () => tickets.table.size,
    idAt: (row) => tickets.id.at(row),
    isLive: (row) => tickets.table.isLive(row),
    scope: {
      boardId: (row) => desk.boards[tickets.board.at(row)]?.id,
      locationId: (row) => (firm.clients.companies[tickets.company.at(row)]?.locationRow ?? 0) + 1,
      memberId: (row) => people.members[tickets.owner.at(row) - 1]?.id,
    },
    info: {
      lastUpdated: (row) => tickets.updatedAt.at(row),
      updatedBy: (row) => people.members[tickets.owner.at(row) - 1]?.identifier ?? 'zAdmin',
      dateEntered: (row) => tickets.enteredAt.at(row),
      enteredBy: (row) => (tickets.source.at(row) === 3 ? 'Monitoring' : 'EmailConnector'),
      hrefs: (row) => ticketLinks('/service/tickets', tickets.id.at(row)),
    },
    fields: [
      ...commonTicketFields(firm, tickets),
      ...serviceOnlyFields(firm),
      ...stageFields(firm),
      customFields.on('ticket', (row) => tickets.id.at(row)),
    ],
  }
}

export function ticketLinks(path: string, id: number): Record<string, string> {
  const at = `${path}/${id}`
  return {
    activities_href: `${at}/activities`,
    scheduleentries_href: `${at}/scheduleentries`,
    documents_href: `${at}/documents`,
    configurations_href: `${at}/configurations`,
    tasks_href: `${at}/tasks`,
    notes_href: `${at}/notes`,
    products_href: `${at}/products`,
    timeentries_href: `${at}/timeentries`,
  }
}

function serviceOnlyFields(firm: Firm) {
  const { tickets, desk } = firm
  const { int, dec, text, bool, choice, ref, list } = fieldsOfRows()
  const never = (name: string) => bool(name, () => false)
  const zero = (name: string) => dec(name, () => 0)
  const levels = ['Low', 'Medium', 'High']
  const levelOf = (row: number) => levels[Math.max(0, 2 - tickets.priority.at(row))] ?? 'Low'
  return [
    choice('recordType', ['ProjectIssue', 'ProjectTicket', 'ServiceTicket'], () => 'ServiceTicket'),
    ref('team', desk.toTeam, (row) => tickets.board.at(row)),
    choice('severity', levels, levelOf),
    choice('impact', levels, levelOf),
    text('externalXRef', (row) =>
      tickets.source.at(row) === 3 ? `RMM-${tickets.id.at(row) * 7}` : undefined,
    ),
    text('poNumber', (row) =>
      tickets.id.at(row) % 41 === 0 ? `PO-${tickets.id.at(row)}` : undefined,
    ),
    zero('estimatedExpenseCost'),
    zero('estimatedExpenseRevenue'),
    zero('estimatedProductCost'),
    zero('estimatedProductRevenue'),
    zero('estimatedTimeCost'),
    zero('estimatedTimeRevenue'),
    choice(
      'billingMethod',
      ['ActualRates', 'FixedFee', 'NotToExceed', 'OverrideRate'],
      () => 'ActualRates',
    ),
    zero('billingAmount'),
    choice(
      'subBillingMethod',
      ['ActualRates', 'FixedFee', 'NotToExceed', 'OverrideRate'],
      () => 'ActualRates',
    ),
    zero('subBillingAmount'),
    int('parentTicketId', () => undefined),
    never('hasChildTicket'),
    never('hasMergedChildTicketFlag'),
    ref('sla', desk.toSla, (row) => tickets.sla.at(row)),
    never('requestForChangeFlag'),
    list('integratorTags', [], () => []),
  ]
}

function stageFields(firm: Firm) {
  const { tickets, desk, people, calendar } = firm
  const { int, dec, text, bool, instant } = fieldsOfRows()
  const slaAt = (row: number): Sla => desk.slas[tickets.sla.at(row)] ?? NO_SLA
  const stages = (row: number) => stagesOf(tickets, row, slaAt(row), calendar)
  const goal = (row: number, hours: number) =>
    Math.floor(slaGoal(slaAt(row), calendar, tickets.enteredAt.at(row), hours))
  const hours = (minutes: number | undefined) =>
    minutes === undefined ? undefined : Math.round((minutes * 100) / 60) / 100
  const ownerOnce = (row: number, at: number) =>
    at === 0 ? undefined : people.members[tickets.owner.at(row) - 1]?.identifier
  return [
    instant('dateResolved', (row) => orNone(tickets.resolvedAt.at(row))),
    instant('dateResplan', (row) => orNone(tickets.plannedAt.at(row))),
    instant('dateResponded', (row) => orNone(tickets.respondedAt.at(row))),
    int('resolveMinutes', (row) => stages(row).resolve ?? 0),
    int('resPlanMinutes', (row) => stages(row).plan ?? 0),
    int('respondMinutes', (row) => stages(row).respond ?? 0),
    instant('respondByGoalUTC', (row) => goal(row, slaAt(row).respondHours)),
    instant('resplanGoalUTC', (row) => goal(row, slaAt(row).planHours)),
    instant('resolutionGoalUTC', (row) => goal(row, slaAt(row).resolutionHours)),
    int('escalationLastUpdateMinutes', () => 0),
    bool('isInSla', (row) => stages(row).isInSla),
    text('slaStatus', (row) => slaStatus(firm, row)),
    instant('escalationStartDateUTC', (row) => tickets.enteredAt.at(row)),
    int('escalationLevel', (row) => (stages(row).isInSla ? 0 : 1)),
    int('minutesBeforeWaiting', () => 0),
    int('respondedSkippedMinutes', (row) => stages(row).respondSkipped),
    int('resplanSkippedMinutes', (row) => stages(row).planSkipped),
    dec('respondedHours', (row) => hours(reached(stages(row).respond, stages(row).respondSkipped))),
    text('respondedBy', (row) => ownerOnce(row, tickets.respondedAt.at(row))),
    dec('resplanHours', (row) => hours(reached(stages(row).plan, stages(row).planSkipped))),
    text('resplanBy', (row) => ownerOnce(row, tickets.plannedAt.at(row))),
    dec('resolutionHours', (row) => hours(stages(row).resolve)),
    text('resolvedBy', (row) => ownerOnce(row, tickets.resolvedAt.at(row))),
    int('minutesWaiting', (row) => tickets.waitedMinutes.at(row)),
  ]
}

/** Minutes of a stage that was reached, jumped over or not. */
function reached(minutes: number | undefined, skipped: number): number | undefined {
  return minutes === undefined ? undefined : minutes + skipped
}

function slaStatus(firm: Firm, row: number): string {
  const { tickets } = firm
  if (tickets.resolvedAt.at(row) !== 0) return 'Resolved'
  if (tickets.waitingSince.at(row) !== 0) return 'Waiting'
  if (tickets.plannedAt.at(row) !== 0) return 'Resolve'
  return tickets.respondedAt.at(row) === 0 ? 'Respond' : 'Plan'
}

/** Stands in where a ticket's SLA was never set up. */
const NO_SLA: Sla = {
  id: 0,
  name: '',
  isAroundTheClock: false,
  respondHours: 0,
  planHours: 0,
  resolutionHours: 0,
  updatedAt: 0,
  updatedBy: '',
}
