import { AppError } from '../kernel/app-error.ts'
import type { AuditEvent, AuditLog } from './audit-log.ts'

/** What is thrown for a sealed value that was changed, moved, or sealed with a key we do not have. */
const REFUSALS = ['seal-broken', 'key-wrong']

/** Opens something sealed; when it does not open, the log tells so before the error goes on. */
export async function auditRefusal<T>(
  audit: AuditLog,
  about: Pick<AuditEvent, 'workspaceId' | 'subject'>,
  open: () => Promise<T>,
): Promise<T> {
  try {
    return await open()
  } catch (error) {
    if (error instanceof AppError && REFUSALS.includes(error.code)) {
      const detail = { code: error.code }
      await audit.record({ ...about, actor: 'system', action: 'keys.refused', detail })
    }
    throw error
  }
}
