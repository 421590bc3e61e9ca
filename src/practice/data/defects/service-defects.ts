import type { Firm } from '../firm.ts'
import { STATUS } from '../service/service-desk.ts'
import { CLASSIFIED } from '../service/tickets.ts'
import type { TicketTable } from '../service/tickets.ts'
import type { Sales } from '../sales/sales.ts'
import { ACTIVITY, OPPORTUNITY } from '../sales/sales-setup.ts'
import { isFixedFee, isInvoiceable } from '../time/log-time.ts'
import { CHARGED_TO } from '../time/time-table.ts'
import { countRows } from './count-rows.ts'

/** Service tickets that lack at least one of type, subtype, item and source. */
export function unclassifiedTickets({ tickets }: Firm): number {
  return countRows(tickets.table, (row) => tickets.classified.at(row) !== CLASSIFIED.fully)
}

/** Days after which a completed ticket should be closed, and a closed one billed. */
const CLOSE_WITHIN_DAYS = 14
const BILL_WITHIN_DAYS = 60

/**
 * Service tickets completed more than 14 days before `today` and still not closed, and those
 * closed more than 60 days before it that hold billable hours beyond their agreement which are
 * neither invoiced nor written off.
 */
export function stuckTickets(firm: Firm): number {
  const { tickets, calendar } = firm
  const unbilled = ticketsWithUnbilledTime(firm)
  const completedBefore = calendar.bornAt - CLOSE_WITHIN_DAYS * 86_400
  const closedBefore = calendar.bornAt - BILL_WITHIN_DAYS * 86_400
  return countRows(tickets.table, (row) => {
    if (tickets.closedAt.at(row) === 0) {
      const resolved = tickets.resolvedAt.at(row)
      return tickets.status.at(row) === STATUS.completed && resolved < completedBefore
    }
    return tickets.closedAt.at(row) < closedBefore && unbilled.has(row)
  })
}

function ticketsWithUnbilledTime(firm: Firm): Set<number> {
  const { time } = firm
  const rows = new Set<number>()
  for (let row = 0; row < time.table.size; row += 1) {
    if (time.chargedTo.at(row) !== CHARGED_TO.ticket || time.invoice.at(row) !== 0) continue
    if (!time.table.isLive(row) || !isInvoiceable(firm, row) || isFixedFee(firm, row)) continue
    rows.add(time.chargeRow.at(row))
  }
  return rows
}

/**
 * What inactive members still hold: open service and project tickets they own, schedule entries
 * of theirs that are not done, open opportunities and open activities.
 */
export function orphanedWork(firm: Firm, sales: Sales): number {
  const { people, schedule } = firm
  const hasLeft = (row: number) => people.members[row]?.leftOn !== undefined
  const owned = (tickets: TicketTable) =>
    countRows(
      tickets.table,
      (row) => tickets.closedAt.at(row) === 0 && hasLeft(tickets.owner.at(row) - 1),
    )
  return (
    owned(firm.tickets) +
    owned(firm.projectTickets) +
    countRows(
      schedule.table,
      (row) => schedule.done.at(row) === 0 && hasLeft(schedule.member.at(row)),
    ) +
    sales.opportunities.filter(
      (deal) => deal.statusRow === OPPORTUNITY.open && hasLeft(deal.repRow),
    ).length +
    sales.activities.filter(
      (activity) => activity.statusRow === ACTIVITY.open && hasLeft(activity.assignedRow),
    ).length
  )
}
