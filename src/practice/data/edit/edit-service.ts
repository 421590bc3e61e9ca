import type { Company } from '../companies/clients.ts'
import { COMPANY_STATUS, COMPANY_TYPE } from '../setup/client-setup.ts'
import { FIRST_SCHEDULE_ID } from '../service/schedule-table.ts'
import { fileTicket, scheduleTicket } from '../service/file-ticket.ts'
import { STATUS } from '../service/service-desk.ts'
import {
  beginWait,
  close,
  complete,
  endWait,
  plan,
  respond,
  touch,
} from '../service/ticket-life.ts'
import { ACTIVITY } from '../sales/sales-setup.ts'
import type { Editing } from './edit-world.ts'
import { findRow } from './edit-world.ts'

/** An open service ticket, not of a member who left where `active`; -1 for none. */
export function openTicket(editing: Editing, active: boolean): number {
  const { firm, dice } = editing
  const { tickets, people } = firm
  return findRow(
    dice,
    tickets.table.size,
    (row) =>
      tickets.table.isLive(row) &&
      tickets.resolvedAt.at(row) === 0 &&
      (!active || people.members[tickets.owner.at(row) - 1]?.leftOn === undefined),
  )
}

export function addTicket(editing: Editing): boolean {
  const { firm, dice, touched, at, day } = editing
  const { row } = fileTicket(firm, dice, pickClient(editing), day, at)
  touched.inserted('tickets', firm.tickets.id.at(row))
  return true
}

function pickClient(editing: Editing): Company {
  const clients = editing.firm.clients.companies.filter(
    (company) =>
      company.typeRow === COMPANY_TYPE.client &&
      company.statusRow === COMPANY_STATUS.active &&
      company.until === undefined,
  )
  return editing.dice.pick(clients)
}

export function addSchedule(editing: Editing): boolean {
  const { firm, dice, touched, at, day } = editing
  const row = openTicket(editing, true)
  if (row < 0 || firm.tickets.schedule.at(row) !== 0) return false
  const entry = scheduleTicket(firm, dice, row, firm.tickets.owner.at(row) - 1, day, at)
  touched.inserted('schedule_entries', FIRST_SCHEDULE_ID + entry)
  return true
}

/** New tickets are answered, answered ones worked on, and those go to waiting and back. */
export function moveTicket(editing: Editing): boolean {
  const { firm, dice, at } = editing
  const { tickets } = firm
  const row = openTicket(editing, false)
  if (row < 0) return false
  const status = tickets.status.at(row)
  if (status === STATUS.fresh) {
    respond(firm, row, at)
    tickets.status.set(row, STATUS.assigned)
  } else if (status === STATUS.assigned) {
    respond(firm, row, at)
    plan(firm, row, at)
    tickets.status.set(row, STATUS.inProgress)
  } else if (tickets.waitingSince.at(row) !== 0) endWait(firm, row, at)
  else beginWait(firm, row, at, dice.chance(0.75) ? STATUS.waitingClient : STATUS.waitingVendor)
  stamp(editing, row)
  return true
}

/** Completes and closes a ticket; its calendar entry is done with it. */
export function closeTicket(editing: Editing): boolean {
  const { firm, at } = editing
  const row = openTicket(editing, true)
  if (row < 0) return false
  complete(firm, row, at)
  close(firm, row, firm.tickets.owner.at(row) - 1, at)
  stamp(editing, row)
  const entry = firm.tickets.schedule.at(row) - 1
  if (entry >= 0 && firm.schedule.table.isLive(entry)) {
    editing.touched.updated('schedule_entries', FIRST_SCHEDULE_ID + entry)
  }
  return true
}

export function reassignTicket(editing: Editing): boolean {
  const { firm, dice, day } = editing
  const row = openTicket(editing, false)
  if (row < 0) return false
  firm.tickets.owner.set(row, dice.pick(firm.people.working(day, 'technician')) + 1)
  stamp(editing, row)
  return true
}

export function deleteSchedule(editing: Editing): boolean {
  const { firm, dice, touched } = editing
  const { schedule, tickets } = firm
  const entry = findRow(
    dice,
    schedule.table.size,
    (row) =>
      schedule.table.isLive(row) &&
      schedule.done.at(row) === 0 &&
      !touched.isFresh('schedule_entries', FIRST_SCHEDULE_ID + row),
  )
  if (entry < 0) return false
  schedule.table.remove(entry)
  tickets.schedule.set(schedule.ticket.at(entry), 0)
  touched.deleted('schedule_entries', FIRST_SCHEDULE_ID + entry)
  return true
}

/** Only tickets that hold no time and stand on no calendar can be deleted. */
export function deleteTicket(editing: Editing): boolean {
  const { firm, dice, touched } = editing
  const { tickets } = firm
  const row = findRow(
    dice,
    tickets.table.size,
    (at) =>
      tickets.table.isLive(at) &&
      tickets.entries.at(at) === 0 &&
      tickets.schedule.at(at) === 0 &&
      !touched.isFresh('tickets', tickets.id.at(at)),
  )
  if (row < 0) return false
  tickets.table.remove(row)
  touched.deleted('tickets', tickets.id.at(row))
  return true
}

export function addActivity(editing: Editing): boolean {
  const { firm, sales, dice, touched, at } = editing
  const company = pickClient(editing)
  const row = sales.activities.length
  const assignedRow = dice.pick(firm.people.working(editing.day, 'sales'))
  const startsAt = at + dice.between(1, 200) * 1_800
  sales.activities.push({
    id: (sales.activities.at(-1)?.id ?? 0) + 1,
    row,
    name: `Follow up - ${company.name}`.slice(0, 100),
    typeRow: dice.below(5),
    statusRow: ACTIVITY.open,
    companyRow: company.row,
    contactRow: company.contactRows[0] ?? 0,
    opportunityRow: undefined,
    campaignRow: undefined,
    assignedRow,
    startsAt,
    endsAt: startsAt + 1_800,
    closedAt: undefined,
    enteredAt: at,
    updatedAt: at,
    updatedBy: firm.people.members[assignedRow]?.identifier ?? '',
  })
  touched.inserted('activities', sales.activities[row]?.id ?? 0)
  return true
}

function stamp(editing: Editing, row: number): void {
  touch(editing.firm, row, editing.at)
  editing.touched.updated('tickets', editing.firm.tickets.id.at(row))
}
