import type { Clock } from '../kernel/clock.ts'
import type { ControlDatabase } from './control-database.ts'
import type { WorkspaceRecord } from './workspaces.ts'

/** What a workspace decided for itself, as JSON; what may be in it and its defaults are the model's. */
export type Settings = Readonly<Record<string, unknown>>

/** `{}` before anything was decided. */
export async function readSettings(
  db: ControlDatabase,
  workspace: WorkspaceRecord,
): Promise<Settings> {
  const row = await db
    .selectFrom('workspace_settings')
    .select('settings')
    .where('workspace_id', '=', workspace.id)
    .executeTakeFirst()
  return row ? JSON.parse(row.settings) : {}
}

/** Replaces all of them. */
export async function writeSettings(
  db: ControlDatabase,
  workspace: WorkspaceRecord,
  settings: Settings,
  clock: Clock,
): Promise<void> {
  const row = { settings: JSON.stringify(settings), updated_at: clock.now().toISOString() }
  await db
    .insertInto('workspace_settings')
    .values({ workspace_id: workspace.id, ...row })
    .onConflict((conflict) => conflict.column('workspace_id').doUpdateSet(row))
    .execute()
}
