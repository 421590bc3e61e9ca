import { agreementFor } from '../agreements/agreement-for.ts'
import { OWN_COMPANY } from '../companies/clients.ts'
import type { Company } from '../companies/clients.ts'
import type { Firm } from '../firm.ts'
import type { Dice } from '../kit/dice.ts'
import { slaGoal } from './sla-clock.ts'
import { BOARD, STATUS } from './service-desk.ts'
import { CLASSIFIED } from './tickets.ts'

/** Files a new ticket of a company and says who is to work on it. */
export function fileTicket(
  firm: Firm,
  dice: Dice,
  caller: Company,
  day: number,
  at: number,
): { readonly row: number; readonly memberRow: number } {
  const { tickets } = firm
  const boardRow = pickBoard(firm, dice)
  const company =
    boardRow === BOARD.internal ? (firm.clients.companies[OWN_COMPANY] ?? caller) : caller
  const row = tickets.table.add()
  const isAlert = boardRow === BOARD.alerts
  // Planted: one in sixty of a client's tickets is opened without its agreement.
  const agreementRow =
    company.row === OWN_COMPANY || dice.chance(0.017) ? -1 : agreementFor(firm, company.row, day)
  const slaRow = firm.contracts.agreements[agreementRow]?.slaRow ?? 0
  const contactRow = isAlert ? -1 : pickContact(firm, dice, company)

  tickets.id.set(row, firm.nextTicketId())
  tickets.company.set(row, company.row)
  tickets.contact.set(row, contactRow + 1)
  tickets.site.set(
    row,
    (contactRow < 0
      ? (company.siteRows[0] ?? 0)
      : (firm.clients.contacts[contactRow]?.siteRow ?? 0)) + 1,
  )
  tickets.board.set(row, boardRow)
  tickets.status.set(row, STATUS.fresh)
  tickets.subject.set(
    row,
    isAlert ? 5 : boardRow === BOARD.maintenance ? 6 : dice.pick([0, 0, 1, 1, 2, 3, 3, 4, 4, 7]),
  )
  tickets.classified.set(row, classificationOf(dice))
  tickets.priority.set(row, priorityOf(dice, boardRow))
  tickets.source.set(
    row,
    isAlert ? 3 : boardRow === BOARD.internal ? 5 : dice.pick([0, 0, 1, 1, 1, 2, 4]),
  )
  tickets.agreement.set(row, agreementRow + 1)
  tickets.sla.set(row, slaRow)
  tickets.enteredAt.set(row, at)
  tickets.updatedAt.set(row, at)
  if (boardRow === BOARD.maintenance) tickets.budgetUnits.set(row, dice.pick([20, 40, 60]))

  answer(firm, dice, row, at)
  const memberRow = dispatch(firm, dice, boardRow, day)
  tickets.owner.set(row, memberRow + 1)
  return { row, memberRow }
}

/**
 * Dispatch answers well within the goal, except for about one ticket in eight, and plans two of
 * three at once; the others are planned by whoever works on them.
 */
function answer(firm: Firm, dice: Dice, row: number, at: number): void {
  const { tickets, desk, calendar } = firm
  const sla = desk.slas[tickets.sla.at(row)]
  if (!sla) return
  const after = (hours: number) => Math.floor(slaGoal(sla, calendar, at, hours))
  const answeredAt = after(sla.respondHours * 0.3 * dice.factor(0.9))
  const plannedAt = Math.max(answeredAt, after(sla.planHours * 0.4 * dice.factor(0.6)))
  if (answeredAt >= calendar.bornAt) return
  tickets.respondedAt.set(row, answeredAt)
  tickets.status.set(row, STATUS.assigned)
  tickets.updatedAt.set(row, answeredAt)
  if (!dice.chance(0.66) || plannedAt >= calendar.bornAt) return
  tickets.plannedAt.set(row, plannedAt)
  tickets.updatedAt.set(row, plannedAt)
}

/** Puts a ticket on its member's calendar within the next days and returns the entry. */
export function scheduleTicket(
  firm: Firm,
  dice: Dice,
  row: number,
  memberRow: number,
  day: number,
  at: number,
): number {
  const { calendar, schedule } = firm
  let on = day + dice.pick([0, 1, 1, 2, 3])
  while (!calendar.isWorkday(on)) on += 1
  const entry = schedule.table.add()
  schedule.ticket.set(entry, row)
  schedule.member.set(entry, memberRow)
  schedule.startsAt.set(entry, calendar.startOf(on) + dice.between(8, 15) * 3600)
  schedule.units.set(entry, dice.pick([10, 10, 20, 30, 40]))
  schedule.updatedAt.set(entry, at)
  firm.tickets.schedule.set(row, entry + 1)
  return entry
}

function pickBoard(firm: Firm, dice: Dice): number {
  let roll = dice.next()
  for (let row = 0; row < firm.desk.boards.length; row += 1) {
    roll -= firm.desk.boards[row]?.share ?? 0
    if (roll < 0) return row
  }
  return BOARD.helpDesk
}

function pickContact(firm: Firm, dice: Dice, company: Company): number {
  for (let tries = 0; tries < 4; tries += 1) {
    const row = dice.pick(company.contactRows)
    if (firm.clients.contacts[row]?.isInactive === false) return row
  }
  return company.contactRows[0] ?? -1
}

function classificationOf(dice: Dice): number {
  const roll = dice.next()
  if (roll < 0.02) return CLASSIFIED.notAtAll
  if (roll < 0.045) return CLASSIFIED.typeOnly
  return roll < 0.06 ? CLASSIFIED.noSource : CLASSIFIED.fully
}

function priorityOf(dice: Dice, boardRow: number): number {
  if (boardRow === BOARD.maintenance) return 3
  const roll = dice.next()
  return roll < 0.03 ? 0 : roll < 0.18 ? 1 : roll < 0.85 ? 2 : 3
}

function dispatch(firm: Firm, dice: Dice, boardRow: number, day: number): number {
  const { people } = firm
  if (boardRow === BOARD.escalations && dice.chance(0.3))
    return dice.pick(people.working(day, 'engineer'))
  return dice.pick(people.working(day, 'technician'))
}
