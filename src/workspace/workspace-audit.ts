import type { AuditEntry, AuditEvent, AuditFilter, AuditLog } from '../accounts/audit-log.ts'

/** The audit log as one workspace may write and read it: its own entries and the installation's. */
export interface WorkspaceAudit {
  record(event: Omit<AuditEvent, 'workspaceId'>): Promise<void>
  /** Newest first. */
  list(filter: Omit<AuditFilter, 'workspaceId'>): Promise<readonly AuditEntry[]>
}

/** The log, bound to a workspace. */
export function workspaceAudit(log: AuditLog, workspaceId: string): WorkspaceAudit {
  return {
    record: (event) => log.record({ ...event, workspaceId }),
    list: (filter) => log.list({ ...filter, workspaceId }),
  }
}
