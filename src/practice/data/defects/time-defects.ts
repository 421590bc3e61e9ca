import { coversTime, isInForce, lastDayOf } from '../agreements/agreements.ts'
import type { Firm } from '../firm.ts'
import { CLOSES, OPENS } from '../kit/work-calendar.ts'
import { SECONDS_PER_UNIT } from '../service/tickets.ts'
import { CHARGED_TO } from '../time/time-table.ts'
import { notesOf } from '../time/time-words.ts'
import { BILL, WORK } from '../time/work-setup.ts'
import { countRows } from './count-rows.ts'

/** Time entries that carry both an agreement and a project. */
export function timeOnAgreementAndProject({ time }: Firm): number {
  return countRows(time.table, (row) => time.agreement.at(row) !== 0 && time.project.at(row) !== 0)
}

/** Time entries on a ticket whose agreement is another than the ticket's; none differs from one. */
export function timeAgreementMismatch(firm: Firm): number {
  const { time, tickets, projectTickets } = firm
  return countRows(time.table, (row) => {
    const kind = time.chargedTo.at(row)
    if (kind === CHARGED_TO.chargeCode) return false
    const charged = kind === CHARGED_TO.ticket ? tickets : projectTickets
    return charged.agreement.at(time.chargeRow.at(row)) !== time.agreement.at(row)
  })
}

/**
 * Billable time entries on service tickets without an agreement, of companies that had an
 * agreement covering time in force on the local day of the work.
 */
export function billableTimeOffAgreement(firm: Firm): number {
  const { time, contracts, calendar } = firm
  return countRows(time.table, (row) => {
    if (time.bill.at(row) !== BILL.billable || time.agreement.at(row) !== 0) return false
    if (time.chargedTo.at(row) !== CHARGED_TO.ticket) return false
    const day = calendar.dayAt(time.startsAt.at(row))
    return (contracts.ofCompany[time.company.at(row)] ?? []).some((at) => {
      const agreement = contracts.agreements[at]
      return agreement !== undefined && coversTime(agreement) && isInForce(agreement, day)
    })
  })
}

/** Time entries written more than 24 hours after the work ended. */
export function lateTimeEntries({ time }: Firm): number {
  return countRows(
    time.table,
    (row) =>
      time.enteredAt.at(row) -
        (time.startsAt.at(row) + (time.units.at(row) + time.deducted.at(row)) * SECONDS_PER_UNIT) >
      86_400,
  )
}

/** Characters that a note needs at least to explain an invoice. */
const SHORTEST_NOTE = 15

/** Billable and no-charge time entries with notes missing or shorter than 15 characters. */
export function thinTimeNotes(firm: Firm): number {
  const { time } = firm
  return countRows(
    time.table,
    (row) =>
      time.bill.at(row) !== BILL.doNotBill && (notesOf(firm, row) ?? '').length < SHORTEST_NOTE,
  )
}

/**
 * Time entries on tickets that begin outside business hours (Monday to Friday 08:00 to 17:00
 * local, no holidays) with another work type than After Hours or Emergency, and those that begin
 * inside them with After Hours.
 */
export function afterHoursCoding({ time, calendar }: Firm): number {
  return countRows(time.table, (row) => {
    if (time.chargedTo.at(row) === CHARGED_TO.chargeCode) return false
    const start = time.startsAt.at(row)
    const day = calendar.dayAt(start)
    const into = start - calendar.startOf(day)
    const isInside = calendar.isWorkday(day) && into >= OPENS && into < CLOSES
    const workType = time.workType.at(row)
    if (isInside) return workType === WORK.afterHours
    return workType !== WORK.afterHours && workType !== WORK.emergency
  })
}

/**
 * Time entries of a local day after the last day of their agreement (its end, or the day before
 * it was cancelled), or after the day their project ended.
 */
export function timeAfterEnd({ time, contracts, projects, calendar }: Firm): number {
  return countRows(time.table, (row) => {
    const agreement = contracts.agreements[time.agreement.at(row) - 1]
    const project = projects[time.project.at(row) - 1]
    if (!agreement && !project) return false
    const day = calendar.dayAt(time.startsAt.at(row))
    if (agreement && day > lastDayOf(agreement)) return true
    return project?.endedOn !== undefined && day > project.endedOn
  })
}
