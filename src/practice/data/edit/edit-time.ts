import { AGREEMENT_TYPE } from '../agreements/agreement-setup.ts'
import { plan, respond, endWait, touch } from '../service/ticket-life.ts'
import { SECONDS_PER_UNIT } from '../service/tickets.ts'
import { addToTicket, logTime } from '../time/log-time.ts'
import { CHARGED_TO, FIRST_TIME_ID, NOTES, TIME_STATUS } from '../time/time-table.ts'
import { BILL, WORK } from '../time/work-setup.ts'
import { openTicket } from './edit-service.ts'
import type { Editing } from './edit-world.ts'
import { findRow } from './edit-world.ts'

/** Somebody enters the work just done on an open ticket. */
export function addTime(editing: Editing): boolean {
  const { firm, dice, touched, at, busyUntil } = editing
  const { tickets } = firm
  const row = openTicket(editing, true)
  if (row < 0) return false
  const memberRow = tickets.owner.at(row) - 1
  const free = Math.max(busyUntil[memberRow] ?? 0, tickets.enteredAt.at(row))
  const room = Math.floor((at - free) / SECONDS_PER_UNIT)
  if (room < 1) return false
  const units = Math.min(room, dice.between(1, 20))
  const startsAt = at - units * SECONDS_PER_UNIT
  busyUntil[memberRow] = at
  endWait(firm, row, startsAt)
  if (tickets.entries.at(row) === 0) respond(firm, row, startsAt)
  plan(firm, row, at)
  const time = logTime(firm, {
    memberRow,
    startsAt,
    units,
    deducted: 0,
    chargedTo: CHARGED_TO.ticket,
    chargeRow: row,
    workType: WORK.remote,
    bill: BILL.billable,
    notes: NOTES.full,
    enteredAt: at,
  })
  touch(firm, row, at)
  touched.inserted('time_entries', FIRST_TIME_ID + time)
  touched.updated('tickets', tickets.id.at(row))
  return true
}

/** Moves an entry one step towards its invoice. */
export function approveTime(editing: Editing): boolean {
  const { firm, dice, touched, at } = editing
  const { time } = firm
  const row = findRow(
    dice,
    time.table.size,
    (entry) =>
      time.table.isLive(entry) &&
      (time.status.at(entry) === TIME_STATUS.open || time.status.at(entry) === TIME_STATUS.pending),
  )
  if (row < 0) return false
  const isOpen = time.status.at(row) === TIME_STATUS.open
  time.status.set(row, isOpen ? TIME_STATUS.pending : approvedStatus(editing, row))
  time.updatedAt.set(row, at)
  touched.updated('time_entries', FIRST_TIME_ID + row)
  return true
}

function approvedStatus(editing: Editing, row: number): number {
  const { time } = editing.firm
  if (time.bill.at(row) !== BILL.billable) return TIME_STATUS.approved
  const isCovered = time.units.at(row) > 0 && time.coveredUnits.at(row) === time.units.at(row)
  return isCovered ? TIME_STATUS.billedAgreement : TIME_STATUS.readyToBill
}

/** Takes back an entry that is not billed: its hours leave ticket, project and agreement. */
export function deleteTime(editing: Editing): boolean {
  const { firm, dice, touched, at } = editing
  const { time } = firm
  const row = findRow(
    dice,
    time.table.size,
    (entry) =>
      time.table.isLive(entry) &&
      time.status.at(entry) < TIME_STATUS.billed &&
      time.invoice.at(entry) === 0 &&
      // On-site work may have brought expenses that point at it.
      time.workType.at(entry) !== WORK.onsite &&
      !touched.isFresh('time_entries', FIRST_TIME_ID + entry),
  )
  if (row < 0) return false
  time.table.remove(row)
  giveBackCoverage(editing, row)
  addToTicket(firm, row, -time.units.at(row), -1)
  touched.deleted('time_entries', FIRST_TIME_ID + row)
  stampCharged(editing, row, at)
  return true
}

function giveBackCoverage(editing: Editing, row: number): void {
  const { time, contracts, calendar } = editing.firm
  const agreement = contracts.agreements[time.agreement.at(row) - 1]
  if (!agreement || agreement.limitUnits === 0) return
  const month = calendar.month(calendar.dayAt(time.startsAt.at(row)))
  const isPast = agreement.typeRow === AGREEMENT_TYPE.retainer && agreement.usedMonth !== month
  if (!isPast) agreement.usedUnits -= time.coveredUnits.at(row)
}

function stampCharged(editing: Editing, row: number, at: number): void {
  const { firm, touched } = editing
  const { time, tickets, projectTickets, projects } = firm
  const charged = time.chargeRow.at(row)
  if (time.chargedTo.at(row) === CHARGED_TO.ticket) {
    touch(firm, charged, at)
    touched.updated('tickets', tickets.id.at(charged))
  } else if (time.chargedTo.at(row) === CHARGED_TO.projectTicket) {
    projectTickets.updatedAt.set(charged, at)
    touched.updated('project_tickets', projectTickets.id.at(charged))
    const project = projects[time.project.at(row) - 1]
    if (!project) return
    project.updatedAt = at
    touched.updated('projects', project.id)
  }
}
