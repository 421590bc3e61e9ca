import { AppError } from '../kernel/app-error.ts'
import type { Clock } from '../kernel/clock.ts'
import { joinWords } from '../kernel/words.ts'
import { auditLog } from './audit-log.ts'
import type { ControlDatabase } from './control-database.ts'
import { loadKeys, replaceKeys } from './key-file.ts'
import type { KeyRing } from './key-ring.ts'
import { newSealingKey } from './seal.ts'
import { wrapAnew, wrappedOtherwise } from './workspace-keys.ts'

/** What is done of a rotation; each step is kept, whatever happens after it. */
export type RotationStep = 'key-added' | 'workspace-wrapped' | 'recorded' | 'key-removed'

export interface KeyRotation {
  /** The id of the key that seals now. */
  readonly keyId: string
  /** Ids of the keys that are gone. */
  readonly removed: readonly string[]
  /** Workspaces whose keys were wrapped anew. */
  readonly workspaces: number
  /** True when an earlier rotation that was stopped was brought to its end. */
  readonly resumed: boolean
}

export interface RotationParts {
  readonly db: ControlDatabase
  readonly master: KeyRing
  readonly keyFile: string
  readonly clock: Clock
  readonly onStep?: ((step: RotationStep) => void) | undefined
}

/**
 * Replaces the key of the key file while other processes go on: a new key is put before the old one in
 * the file, every workspace's key is wrapped anew, and the old key leaves the file. A rotation that was
 * stopped anywhere is brought to its end by the next one. Throws `rotation-incomplete` and keeps the
 * old key while it may still be needed, and what the key file and the control store throw.
 */
export async function rotateKey(parts: RotationParts): Promise<KeyRotation> {
  const { db, keyFile, onStep } = parts
  const [resumed, [key, ...old]] = await addKey(parts)
  onStep?.('key-added')
  let workspaces = 0
  const broken: string[] = []
  for (const workspace of await wrappedOtherwise(db, key.id)) {
    if (await isWrapped(parts, workspace)) workspaces += 1
    else broken.push(workspace)
    onStep?.('workspace-wrapped')
  }
  if (broken.length > 0) throw incomplete(await slugsOf(db, broken))
  const removed = old.map(({ id }) => id)
  await recordOnce(parts, key.id, removed)
  onStep?.('recorded')
  await db.transaction().execute(async (tx) => {
    // Nobody seals with the old key since the new one stands before it; an older program would.
    const left = await wrappedOtherwise(tx, key.id)
    if (left.length > 0) throw incomplete(await slugsOf(tx, left))
    replaceKeys(keyFile, [key])
  })
  onStep?.('key-removed')
  return { keyId: key.id, removed, workspaces, resumed }
}

/**
 * In a transaction, because it shuts out everybody who seals: whoever comes next finds the new key. A
 * file with several keys is what a stopped rotation leaves.
 */
async function addKey({ db, keyFile }: RotationParts) {
  return db.transaction().execute(async () => {
    const keys = loadKeys(keyFile, { mayCreate: false })
    if (keys.length > 1) return [true, keys] as const
    const grown = [newSealingKey(), ...keys] as const
    replaceKeys(keyFile, grown)
    return [false, grown] as const
  })
}

async function isWrapped({ db, master }: RotationParts, workspaceId: string): Promise<boolean> {
  try {
    await wrapAnew(db, master, workspaceId)
    return true
  } catch (error) {
    const isBroken = error instanceof AppError && ['seal-broken', 'key-wrong'].includes(error.code)
    if (isBroken) return false
    throw error
  }
}

/** Once, also when a rotation was stopped after this and is resumed. */
async function recordOnce(
  { db, clock }: RotationParts,
  keyId: string,
  removed: readonly string[],
): Promise<void> {
  const audit = auditLog(db, clock)
  const [last] = await audit.list({ action: 'key.rotated', limit: 1 })
  if (last?.detail?.['keyId'] === keyId) return
  await audit.record({
    actor: 'system',
    action: 'key.rotated',
    detail: { keyId, removed: removed.join(' ') },
  })
}

async function slugsOf(db: ControlDatabase, ids: readonly string[]): Promise<string[]> {
  const rows = await db
    .selectFrom('workspaces')
    .select('slug')
    .where('id', 'in', ids)
    .orderBy('slug')
    .execute()
  return rows.map((row) => row.slug)
}

function incomplete(slugs: readonly string[]): AppError {
  return new AppError(`The sealed key of ${joinWords(slugs)} was changed and cannot be opened.`, {
    code: 'rotation-incomplete',
    remedy: 'reconfigure',
    hint:
      'Every other workspace has the new key, and the old one is kept. Restore a backup, then run ' +
      '`briefing key rotate` again.',
  })
}
