import type { Clock } from '../kernel/clock.ts'
import { NO_KEYS } from './connection-keys.ts'
import type { Connection } from './connections.ts'
import type { ControlDatabase } from './control-database.ts'
import type { WorkspaceRecord } from './workspaces.ts'

/**
 * Stops the schedule until somebody acts: ConnectWise refuses the keys, and asking again and again
 * would only fill its log. Keys that were replaced meanwhile are not the ones that were refused.
 */
export async function pauseConnection(
  db: ControlDatabase,
  { id, version }: Connection,
  because: string,
  clock: Clock,
): Promise<void> {
  await db
    .updateTable('connections')
    .set({ paused_because: because, paused_at: clock.now().toISOString() })
    .where('id', '=', id)
    .where('version', '=', version)
    .execute()
}

/** Lets the schedule go on. */
export async function resumeConnection(db: ControlDatabase, { id }: Connection): Promise<void> {
  await db
    .updateTable('connections')
    .set({ paused_because: null, paused_at: null })
    .where('id', '=', id)
    .execute()
}

/** Erases the sealed keys; remembers whose data is kept. */
export async function disconnect(
  db: ControlDatabase,
  { id, version }: Connection,
  clock: Clock,
): Promise<void> {
  const now = clock.now().toISOString()
  await db
    .updateTable('connections')
    .set({
      ...NO_KEYS,
      version: version + 1,
      updated_at: now,
      disconnected_at: now,
      paused_because: null,
      paused_at: null,
    })
    .where('id', '=', id)
    .execute()
}

/** Forgets everything of the connection, once its data is gone. */
export async function forgetConnection(
  db: ControlDatabase,
  workspace: WorkspaceRecord,
): Promise<void> {
  await db.deleteFrom('connections').where('workspace_id', '=', workspace.id).execute()
}
