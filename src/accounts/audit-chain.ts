import { createHash } from 'node:crypto'
import type { Selectable } from 'kysely'
import type { ControlTables } from './control-tables.ts'

/** A row of the log as it is stored. */
export type AuditRow = Selectable<ControlTables['audit_log']>

/** What the first row follows. */
export const CHAIN_START = '0'.repeat(64)

/**
 * SHA-256, in hexadecimal, over the hash of the row before and everything else the row holds, in a form
 * in which no two rows look alike.
 */
export function hashOf(row: Omit<AuditRow, 'hash'>): string {
  const { previous_hash, id, at, workspace_id, actor, action, subject, detail, address } = row
  const canonical = [previous_hash, id, at, workspace_id, actor, action, subject, detail, address]
  return createHash('sha256').update(JSON.stringify(canonical)).digest('hex')
}

/** True when the row stands right behind the other and is as it was written. */
export function follows(row: AuditRow, before: Pick<AuditRow, 'id' | 'hash'>): boolean {
  const isNext = row.id === before.id + 1 && row.previous_hash === before.hash
  return isNext && row.hash === hashOf(row)
}
