import type { Clock } from '../kernel/clock.ts'
import type { ControlDatabase } from './control-database.ts'
import { newSealingKey, seal, sealingKey, type SealingKey, unseal } from './seal.ts'

/** True when something was sealed with the key of a key file before. */
export async function hasSealedKeys(db: ControlDatabase): Promise<boolean> {
  const row = await db
    .selectFrom('workspace_keys')
    .select('workspace_id')
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** Opens one workspace's key, if there is any. Throws `key-wrong` for a key file of other data. */
export async function proveKey(db: ControlDatabase, master: SealingKey): Promise<void> {
  const row = await db.selectFrom('workspace_keys').selectAll().limit(1).executeTakeFirst()
  if (row) unwrap(master, row.workspace_id, row.wrapped_key)
}

/**
 * The key that seals a workspace's secrets, made on first use. Each workspace has its own, so that the
 * key file can be replaced by wrapping these anew, and no secret has to be touched for it.
 */
export async function ensureWorkspaceKey(
  db: ControlDatabase,
  master: SealingKey,
  workspaceId: string,
  clock: Clock,
): Promise<SealingKey> {
  const known = await workspaceKey(db, master, workspaceId)
  if (known) return known
  const fresh = newSealingKey()
  await db
    .insertInto('workspace_keys')
    .values({
      workspace_id: workspaceId,
      wrapped_key: seal(master, placeOf(workspaceId), fresh.bytes),
      created_at: clock.now().toISOString(),
    })
    .execute()
  return fresh
}

/** The same, where nothing may be made: null before anything was sealed. */
export async function workspaceKey(
  db: ControlDatabase,
  master: SealingKey,
  workspaceId: string,
): Promise<SealingKey | null> {
  const row = await db
    .selectFrom('workspace_keys')
    .select('wrapped_key')
    .where('workspace_id', '=', workspaceId)
    .executeTakeFirst()
  return row ? unwrap(master, workspaceId, row.wrapped_key) : null
}

function unwrap(master: SealingKey, workspaceId: string, wrapped: string): SealingKey {
  return sealingKey(unseal(master, placeOf(workspaceId), wrapped))
}

function placeOf(workspaceId: string): string[] {
  return [workspaceId, 'workspace_keys', 'wrapped_key']
}
