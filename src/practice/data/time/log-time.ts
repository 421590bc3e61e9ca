import { cover } from '../agreements/agreements.ts'
import { OWN_COMPANY } from '../companies/clients.ts'
import type { Firm } from '../firm.ts'
import { METHOD } from '../projects/projects.ts'
import { SECONDS_PER_UNIT } from '../service/tickets.ts'
import { CHARGED_TO, TIME_STATUS } from './time-table.ts'
import { BILL } from './work-setup.ts'

/** A piece of work as a member writes it down. */
export interface Work {
  readonly memberRow: number
  readonly startsAt: number
  readonly units: number
  readonly deducted: number
  readonly chargedTo: number
  readonly chargeRow: number
  readonly workType: number
  /** What the member asked for; internal work is never billed whatever they say. */
  readonly bill: number
  readonly notes: number
  readonly enteredAt: number
  /** Charged to another agreement than the ticket's; planted for `time-agreement-mismatch`. */
  readonly agreementRow?: number
}

/** When a time entry ends: its start, its hours and its deduction. */
export function endOf(work: Pick<Work, 'startsAt' | 'units' | 'deducted'>): number {
  return work.startsAt + (work.units + work.deducted) * SECONDS_PER_UNIT
}

/**
 * Writes a time entry and adds its hours to the ticket and the project. Coverage by an agreement
 * is decided here, as ConnectWise does it on saving.
 */
export function logTime(firm: Firm, work: Work): number {
  const { time, calendar } = firm
  const row = time.table.add()
  const charge = chargeOf(firm, work)
  const day = calendar.dayAt(work.startsAt)
  const agreementRow = work.agreementRow ?? charge.agreementRow
  const agreement = firm.contracts.agreements[agreementRow]
  const bill = charge.isInternal ? BILL.doNotBill : work.bill
  const covered =
    agreement && bill === BILL.billable ? cover(agreement, work.units, day, calendar) : 0

  time.chargedTo.set(row, work.chargedTo)
  time.chargeRow.set(row, work.chargeRow)
  time.company.set(row, charge.companyRow)
  time.member.set(row, work.memberRow)
  time.startsAt.set(row, work.startsAt)
  time.units.set(row, work.units)
  time.deducted.set(row, work.deducted)
  time.workType.set(row, work.workType)
  time.workRole.set(row, firm.people.members[work.memberRow]?.workRoleRow ?? 0)
  time.bill.set(row, bill)
  time.agreement.set(row, agreementRow + 1)
  time.coveredUnits.set(row, covered)
  time.rate.set(row, charge.isInternal ? 0 : rateOf(firm, work))
  time.project.set(row, charge.projectRow + 1)
  time.enteredAt.set(row, work.enteredAt)
  time.notes.set(row, work.notes)
  time.status.set(row, TIME_STATUS.open)
  time.updatedAt.set(row, work.enteredAt)
  addToTicket(firm, row, work.units, 1)
  return row
}

/** Adds hours and entries to what a time entry is charged to; negative to take them back. */
export function addToTicket(firm: Firm, row: number, units: number, entries: number): void {
  const { time } = firm
  const chargedTo = time.chargedTo.at(row)
  if (chargedTo === CHARGED_TO.chargeCode) return
  const tickets = chargedTo === CHARGED_TO.ticket ? firm.tickets : firm.projectTickets
  tickets.units.add(time.chargeRow.at(row), units)
  tickets.entries.add(time.chargeRow.at(row), entries)
  const project = firm.projects[time.project.at(row) - 1]
  if (project) project.units += units
}

/** Whether the hours beyond the agreement are to be invoiced, at their rate. */
export function isInvoiceable(firm: Firm, row: number): boolean {
  const { time } = firm
  return (
    time.bill.at(row) === BILL.billable &&
    time.units.at(row) > time.coveredUnits.at(row) &&
    time.status.at(row) !== TIME_STATUS.writtenOff
  )
}

/** On fixed-fee projects the fee is invoiced, not the hours. */
export function isFixedFee(firm: Firm, row: number): boolean {
  return firm.projects[firm.time.project.at(row) - 1]?.method === METHOD.fixedFee
}

/** Cents an entry brings to its invoice: hours beyond the agreement at their rate. */
export function invoiceCents(firm: Firm, row: number): number {
  const { time } = firm
  if (time.bill.at(row) !== BILL.billable || isFixedFee(firm, row)) return 0
  return (time.units.at(row) - time.coveredUnits.at(row)) * 5 * time.rate.at(row)
}

interface Charge {
  readonly companyRow: number
  readonly agreementRow: number
  readonly projectRow: number
  readonly isInternal: boolean
}

function chargeOf(firm: Firm, work: Work): Charge {
  if (work.chargedTo === CHARGED_TO.chargeCode) {
    return { companyRow: OWN_COMPANY, agreementRow: -1, projectRow: -1, isInternal: true }
  }
  const tickets = work.chargedTo === CHARGED_TO.ticket ? firm.tickets : firm.projectTickets
  const companyRow = tickets.company.at(work.chargeRow)
  return {
    companyRow,
    agreementRow: tickets.agreement.at(work.chargeRow) - 1,
    projectRow: tickets.project.at(work.chargeRow) - 1,
    isInternal: companyRow === OWN_COMPANY,
  }
}

function rateOf(firm: Firm, work: Work): number {
  const role = firm.work.roles[firm.people.members[work.memberRow]?.workRoleRow ?? 0]
  const type = firm.work.types[work.workType]
  // Owner and office help out at a technician's rate.
  return Math.round(((role?.rate ?? 0) || 125) * (type?.multiplier ?? 1))
}
