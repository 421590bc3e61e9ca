import type { Column } from '../kit/column.ts'
import { Table } from '../kit/column.ts'

/**
 * Tickets in columns, service and project tickets alike: both take their ids from one counter.
 * Instants are seconds, 0 where the thing has not happened; rows of other lists are stored plus
 * one, 0 for none. Hours are in `UNITS_PER_HOUR`ths.
 */
export interface TicketTable {
  readonly table: Table
  readonly id: Column
  readonly company: Column
  readonly contact: Column
  readonly site: Column
  readonly board: Column
  /** The part of `STATUS` its board's status plays. */
  readonly status: Column
  /** Row of `SUBJECTS`. */
  readonly subject: Column
  /** How completely it is classified: a member of `CLASSIFIED`. */
  readonly classified: Column
  readonly priority: Column
  readonly source: Column
  readonly owner: Column
  readonly helper: Column
  readonly agreement: Column
  readonly sla: Column
  readonly enteredAt: Column
  readonly respondedAt: Column
  readonly plannedAt: Column
  readonly resolvedAt: Column
  readonly closedAt: Column
  readonly updatedAt: Column
  /** Who closed it. */
  readonly closedBy: Column
  /** Minutes of its SLA's clock spent waiting, up to the present wait. */
  readonly waitedMinutes: Column
  /** Since when it waits; 0 when it does not. */
  readonly waitingSince: Column
  /** Sum over its time entries, and their number. */
  readonly units: Column
  readonly entries: Column
  /** Only project tickets: the project and the place in its plan. */
  readonly project: Column
  readonly place: Column
  readonly budgetUnits: Column
  /** Its calendar entry. */
  readonly schedule: Column
}

/** Time is kept in steps of three minutes: 0.05 hours, so that every total is exact. */
export const UNITS_PER_HOUR = 20
export const SECONDS_PER_UNIT = 180

/** How a ticket is classified; all but `fully` are planted for `unclassified-tickets`. */
export const CLASSIFIED = { fully: 0, notAtAll: 1, typeOnly: 2, noSource: 3 } as const

export function createTickets(expected: number): TicketTable {
  const table = new Table(expected)
  return {
    table,
    id: table.int32(),
    company: table.uint16(),
    contact: table.int32(),
    site: table.uint16(),
    board: table.uint8(),
    status: table.uint8(),
    subject: table.uint8(),
    classified: table.uint8(),
    priority: table.uint8(),
    source: table.uint8(),
    owner: table.uint16(),
    helper: table.uint16(),
    agreement: table.uint16(),
    sla: table.uint8(),
    enteredAt: table.int32(),
    respondedAt: table.int32(),
    plannedAt: table.int32(),
    resolvedAt: table.int32(),
    closedAt: table.int32(),
    updatedAt: table.int32(),
    closedBy: table.uint16(),
    waitedMinutes: table.int32(),
    waitingSince: table.int32(),
    units: table.int32(),
    entries: table.uint16(),
    project: table.uint16(),
    place: table.uint8(),
    budgetUnits: table.uint16(),
    schedule: table.int32(),
  }
}
