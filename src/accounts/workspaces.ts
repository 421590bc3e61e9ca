import { randomUUID } from 'node:crypto'
import { AppError } from '../kernel/app-error.ts'
import type { Clock } from '../kernel/clock.ts'
import type { ControlDatabase } from './control-database.ts'

/** One MSP's own corner of the product: its connection, its settings, its data. */
export interface WorkspaceRecord {
  readonly id: string
  /** Names its files and its address: lower-case letters, digits and hyphens. */
  readonly slug: string
  readonly name: string
  /** ISO, UTC. */
  readonly createdAt: string
}

/** Finds the workspace, or makes it. Throws `invalid-workspace` for a slug that could not be a file name. */
export async function ensureWorkspace(
  db: ControlDatabase,
  slug: string,
  clock: Clock,
): Promise<WorkspaceRecord> {
  // 63 characters is what a label of a host name may have; a workspace may become one.
  if (!/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(slug)) throw invalidSlug()
  await db
    .insertInto('workspaces')
    .values({ id: randomUUID(), slug, name: slug, created_at: clock.now().toISOString() })
    .onConflict((conflict) => conflict.column('slug').doNothing())
    .execute()
  const row = await db
    .selectFrom('workspaces')
    .selectAll()
    .where('slug', '=', slug)
    .executeTakeFirstOrThrow()
  return { id: row.id, slug: row.slug, name: row.name, createdAt: row.created_at }
}

function invalidSlug(): AppError {
  return new AppError('This is not a name that a workspace can have.', {
    code: 'invalid-workspace',
    remedy: 'correct-input',
    hint: 'Use up to 63 lower-case letters, digits and hyphens, such as acme-it.',
  })
}
