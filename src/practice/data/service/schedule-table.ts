import type { Column } from '../kit/column.ts'
import { Table } from '../kit/column.ts'

/** Calendar entries that put a ticket on somebody's day. */
export interface ScheduleTable {
  readonly table: Table
  /** 0 a service ticket, 1 a project ticket. */
  readonly kind: Column
  readonly ticket: Column
  readonly member: Column
  readonly startsAt: Column
  readonly units: Column
  /** 1 once the work is done. */
  readonly done: Column
  readonly updatedAt: Column
}

export const FIRST_SCHEDULE_ID = 90_001

export function createScheduleTable(expected: number): ScheduleTable {
  const table = new Table(expected)
  return {
    table,
    kind: table.uint8(),
    ticket: table.int32(),
    member: table.uint16(),
    startsAt: table.int32(),
    units: table.uint16(),
    done: table.uint8(),
    updatedAt: table.int32(),
  }
}
