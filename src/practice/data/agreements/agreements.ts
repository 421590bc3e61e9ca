import type { Held } from '../kit/entity-over.ts'
import type { WorkCalendar } from '../kit/work-calendar.ts'
import type { Target } from '../kit/fields.ts'
import { AGREEMENT_TYPE } from './agreement-setup.ts'

/** A contract with a client. Days are calendar days; a child belongs to the agreement above it. */
export interface Agreement extends Held {
  readonly row: number
  readonly name: string
  readonly typeRow: number
  readonly companyRow: number
  readonly parentRow: number | undefined
  readonly startsOn: number
  readonly endsOn: number | undefined
  readonly hasNoEnd: boolean
  readonly cancelledOn: number | undefined
  /** Planted: past its end, yet ConnectWise still calls it active. */
  readonly staysActive: boolean
  cycleRow: number
  /** Per cycle. */
  billCents: number
  /** Prepaid hours, in all for a block and per calendar month for a retainer; 0 without limit. */
  readonly limitUnits: number
  readonly slaRow: number | undefined
  readonly contactRow: number
  readonly siteRow: number
  readonly enteredAt: number
  /** Planted: nobody moved the next invoice date on. */
  readonly forgotInvoiceDate: boolean
  readonly additionRows: number[]
  /** Hours covered so far: in all, or in `usedMonth`. */
  usedUnits: number
  usedMonth: number
}

/** A product or licence billed with an agreement; a changed quantity ends it and begins another. */
export interface Addition extends Held {
  readonly row: number
  readonly agreementRow: number
  readonly productRow: number
  readonly quantity: number
  readonly lessIncluded: number
  readonly priceCents: number
  readonly costCents: number
  readonly isBillable: boolean
  readonly startsOn: number
  endsOn: number | undefined
}

export interface Agreements {
  readonly agreements: Agreement[]
  readonly additions: Addition[]
  /** Agreement rows by company row. */
  readonly ofCompany: readonly (readonly number[])[]
  /** Agreements as references show them. */
  readonly target: Target
}

/** `Active` and the like as ConnectWise computes them on a day. */
export function statusOn(agreement: Agreement, day: number): 'Active' | 'Cancelled' | 'Expired' {
  if (agreement.cancelledOn !== undefined && agreement.cancelledOn <= day) return 'Cancelled'
  if (agreement.endsOn !== undefined && agreement.endsOn < day && !agreement.staysActive) {
    return 'Expired'
  }
  return 'Active'
}

/** Whether work of that day may be charged to it. */
export function isInForce(agreement: Agreement, day: number): boolean {
  return day >= agreement.startsOn && day <= lastDayOf(agreement)
}

/** The last day it is in force; far away for those without an end. */
export function lastDayOf(agreement: Agreement): number {
  const cancelled = agreement.cancelledOn === undefined ? Infinity : agreement.cancelledOn - 1
  return Math.min(agreement.endsOn ?? Infinity, cancelled)
}

/** Whether time on it is paid for by its fee. */
export function coversTime(agreement: Agreement): boolean {
  return agreement.typeRow <= AGREEMENT_TYPE.retainer
}

/** What an addition bills per cycle. */
export function additionCents(addition: Addition): number {
  if (!addition.isBillable) return 0
  return Math.round((addition.quantity - addition.lessIncluded) * addition.priceCents)
}

export function isAdditionInForce(addition: Addition, day: number): boolean {
  return day >= addition.startsOn && (addition.endsOn === undefined || day < addition.endsOn)
}

/**
 * How many of the units worked on a day the agreement pays for; the rest is billable. Takes them
 * from what a block has left, or a retainer this month: coverage is given as time is entered.
 */
export function cover(
  agreement: Agreement,
  units: number,
  day: number,
  calendar: WorkCalendar,
): number {
  if (!coversTime(agreement) || !isInForce(agreement, day)) return 0
  if (agreement.limitUnits === 0) return units
  if (
    agreement.typeRow === AGREEMENT_TYPE.retainer &&
    agreement.usedMonth !== calendar.month(day)
  ) {
    agreement.usedMonth = calendar.month(day)
    agreement.usedUnits = 0
  }
  const covered = Math.min(units, agreement.limitUnits - agreement.usedUnits)
  agreement.usedUnits += covered
  return covered
}
