import type { Table } from '../kit/column.ts'

/** How many live rows of a table answer yes. */
export function countRows(table: Table, isOne: (row: number) => boolean): number {
  let count = 0
  for (let row = 0; row < table.size; row += 1) if (table.isLive(row) && isOne(row)) count += 1
  return count
}
