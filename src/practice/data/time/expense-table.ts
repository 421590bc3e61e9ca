import type { Column } from '../kit/column.ts'
import { Table } from '../kit/column.ts'

/** Mileage and the like that came with on-site work. Cents; rows plus one, 0 for none. */
export interface ExpenseTable {
  readonly table: Table
  /** The time entry it came with. */
  readonly time: Column
  /** Row of `EXPENSE_TYPES`. */
  readonly type: Column
  readonly cents: Column
  readonly bill: Column
  readonly invoice: Column
  readonly updatedAt: Column
}

export const EXPENSE_TYPES = ['Mileage', 'Parking', 'Meals', 'Supplies'] as const

export const FIRST_EXPENSE_ID = 5_001

export function createExpenseTable(expected: number): ExpenseTable {
  const table = new Table(expected)
  return {
    table,
    time: table.int32(),
    type: table.uint8(),
    cents: table.int32(),
    bill: table.uint8(),
    invoice: table.int32(),
    updatedAt: table.int32(),
  }
}
