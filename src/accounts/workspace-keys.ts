import type { Clock } from '../kernel/clock.ts'
import type { ControlDatabase } from './control-database.ts'
import type { KeyRing } from './key-ring.ts'
import { newSealingKey, sealedWith, sealingKey, type SealingKey } from './seal.ts'

/** True when something was sealed with the key of a key file before. */
export async function hasSealedKeys(db: ControlDatabase): Promise<boolean> {
  const row = await db
    .selectFrom('workspace_keys')
    .select('workspace_id')
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/**
 * Opens one workspace's key, if there is any: one that was tampered with must not keep the others from
 * working. Throws `key-wrong` for a key file of other data, `seal-broken`.
 */
export async function proveKey(db: ControlDatabase, master: KeyRing): Promise<void> {
  const rows = await db.selectFrom('workspace_keys').selectAll().orderBy('workspace_id').execute()
  const errors: unknown[] = []
  for (const { workspace_id, wrapped_key } of rows) {
    try {
      unwrap(master, workspace_id, wrapped_key)
      return
    } catch (error) {
      errors.push(error)
    }
  }
  if (errors.length > 0) throw errors[0]
}

/**
 * The key that seals a workspace's secrets, made on first use. Each workspace has its own, so that the
 * key file can be replaced by wrapping these anew, and no secret has to be touched for it.
 */
export async function ensureWorkspaceKey(
  db: ControlDatabase,
  master: KeyRing,
  workspaceId: string,
  clock: Clock,
): Promise<SealingKey> {
  if (!db.isTransaction) {
    return db.transaction().execute((tx) => ensureWorkspaceKey(tx, master, workspaceId, clock))
  }
  const known = await workspaceKey(db, master, workspaceId)
  if (known) return known
  const fresh = newSealingKey()
  await db
    .insertInto('workspace_keys')
    .values({
      workspace_id: workspaceId,
      wrapped_key: master.seal(placeOf(workspaceId), fresh.bytes),
      created_at: clock.now().toISOString(),
    })
    .execute()
  return fresh
}

/** The same, where nothing may be made: null before anything was sealed. */
export async function workspaceKey(
  db: ControlDatabase,
  master: KeyRing,
  workspaceId: string,
): Promise<SealingKey | null> {
  const row = await db
    .selectFrom('workspace_keys')
    .select('wrapped_key')
    .where('workspace_id', '=', workspaceId)
    .executeTakeFirst()
  return row ? unwrap(master, workspaceId, row.wrapped_key) : null
}

/** The workspaces whose keys are not wrapped with the key of this id. */
export async function wrappedOtherwise(db: ControlDatabase, keyId: string): Promise<string[]> {
  const rows = await db.selectFrom('workspace_keys').selectAll().orderBy('workspace_id').execute()
  return rows.filter((row) => idOf(row.wrapped_key) !== keyId).map((row) => row.workspace_id)
}

/** Wraps a workspace's key with the first key of the file. Throws `key-wrong`, `seal-broken`. */
export async function wrapAnew(
  db: ControlDatabase,
  master: KeyRing,
  workspaceId: string,
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const key = await workspaceKey(tx, master, workspaceId)
    if (!key) return
    await tx
      .updateTable('workspace_keys')
      .set({ wrapped_key: master.seal(placeOf(workspaceId), key.bytes) })
      .where('workspace_id', '=', workspaceId)
      .execute()
  })
}

function unwrap(master: KeyRing, workspaceId: string, wrapped: string): SealingKey {
  return sealingKey(master.unseal(placeOf(workspaceId), wrapped))
}

function placeOf(workspaceId: string): string[] {
  return [workspaceId, 'workspace_keys', 'wrapped_key']
}

/** Null for what is no sealed value at all: it is wrapped with no key. */
function idOf(wrapped: string): string | null {
  try {
    return sealedWith(wrapped)
  } catch {
    return null
  }
}
