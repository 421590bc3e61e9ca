import { AppError } from '../kernel/app-error.ts'
import type { Clock } from '../kernel/clock.ts'
import type { ControlDatabase } from './control-database.ts'
import type { WorkspaceRecord } from './workspaces.ts'

/** What a workspace decided for itself, as JSON; what may be in it and its defaults are the model's. */
export type Settings = Readonly<Record<string, unknown>>

/** Settings and how often they were saved: 0 before anything was decided. */
export interface VersionedSettings {
  readonly settings: Settings
  readonly version: number
}

/** `{}` before anything was decided. */
export async function readSettings(
  db: ControlDatabase,
  workspace: WorkspaceRecord,
): Promise<VersionedSettings> {
  const row = await db
    .selectFrom('workspace_settings')
    .select(['settings', 'version'])
    .where('workspace_id', '=', workspace.id)
    .executeTakeFirst()
  return { settings: row ? JSON.parse(row.settings) : {}, version: row?.version ?? 0 }
}

/**
 * Replaces all of them; `replaces` is the version that the writer has seen, whichever there is when
 * left out. Says the new version. Throws `settings-changed`.
 */
export async function writeSettings(
  db: ControlDatabase,
  workspace: WorkspaceRecord,
  settings: Settings,
  clock: Clock,
  replaces?: number,
): Promise<number> {
  return db.transaction().execute(async (tx) => {
    const { version } = await readSettings(tx, workspace)
    if (replaces !== undefined && replaces !== version) throw settingsChanged()
    const row = {
      settings: JSON.stringify(settings),
      updated_at: clock.now().toISOString(),
      version: version + 1,
    }
    await tx
      .insertInto('workspace_settings')
      .values({ workspace_id: workspace.id, ...row })
      .onConflict((conflict) => conflict.column('workspace_id').doUpdateSet(row))
      .execute()
    return row.version
  })
}

function settingsChanged(): AppError {
  return new AppError('Somebody else saved the settings meanwhile.', {
    code: 'settings-changed',
    remedy: 'retry',
    hint: 'Look at the settings as they are now, then save again.',
  })
}
