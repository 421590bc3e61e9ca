import type { Held } from './entity-over.ts'

/** Gives set-up rows their ids, 1 upwards, and the stamp of the day the company was set up. */
export function numbered<T extends object>(updatedAt: number, rows: readonly T[]): (T & Held)[] {
  return rows.map((row, at) => ({ ...row, id: at + 1, updatedAt, updatedBy: 'zAdmin' }))
}
