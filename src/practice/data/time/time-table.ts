import type { Column } from '../kit/column.ts'
import { Table } from '../kit/column.ts'

/**
 * Time entries in columns. Rows of other lists are stored plus one, 0 for none; hours in steps of
 * three minutes.
 */
export interface TimeTable {
  readonly table: Table
  /** What `chargeRow` points into: a member of `CHARGED_TO`. */
  readonly chargedTo: Column
  readonly chargeRow: Column
  readonly company: Column
  readonly member: Column
  readonly startsAt: Column
  /** Hours worked: end minus start minus the deduction. */
  readonly units: Column
  readonly deducted: Column
  readonly workType: Column
  readonly workRole: Column
  /** Row of `BILL_OPTIONS`. */
  readonly bill: Column
  /** Row of `TIME_STATUSES`. */
  readonly status: Column
  readonly agreement: Column
  /** Hours the agreement pays for. */
  readonly coveredUnits: Column
  /** Whole dollars an hour. */
  readonly rate: Column
  readonly project: Column
  readonly invoice: Column
  readonly enteredAt: Column
  readonly updatedAt: Column
  /** A member of `NOTES`. */
  readonly notes: Column
}

/** Rows of `tickets`, `projectTickets` or `chargeCodes`. */
export const CHARGED_TO = { ticket: 0, projectTicket: 1, chargeCode: 2 } as const

/** Kinds of notes; thin and missing ones are planted for `thin-time-notes`. */
export const NOTES = { full: 0, thin: 1, missing: 2 } as const

export const TIME_STATUSES = [
  'Open',
  'Rejected',
  'PendingApproval',
  'ErrorsCorrected',
  'PendingProjectApproval',
  'ApprovedByTierOne',
  'RejectBySecondTier',
  'ApprovedByTierTwo',
  'ReadyToBill',
  'Billed',
  'WrittenOff',
  'BilledAgreement',
] as const

/** Rows of `TIME_STATUSES` that the history uses. */
export const TIME_STATUS = {
  open: 0,
  pending: 2,
  approved: 7,
  readyToBill: 8,
  billed: 9,
  writtenOff: 10,
  billedAgreement: 11,
} as const

/** The id of row 0. */
export const FIRST_TIME_ID = 40_001

export function createTimeTable(expected: number): TimeTable {
  const table = new Table(expected)
  return {
    table,
    chargedTo: table.uint8(),
    chargeRow: table.int32(),
    company: table.uint16(),
    member: table.uint16(),
    startsAt: table.int32(),
    units: table.uint16(),
    deducted: table.uint8(),
    workType: table.uint8(),
    workRole: table.uint8(),
    bill: table.uint8(),
    status: table.uint8(),
    agreement: table.uint16(),
    coveredUnits: table.uint16(),
    rate: table.uint16(),
    project: table.uint16(),
    invoice: table.int32(),
    enteredAt: table.int32(),
    updatedAt: table.int32(),
    notes: table.uint8(),
  }
}
