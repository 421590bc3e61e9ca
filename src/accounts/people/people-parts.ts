import type { Clock } from '../../kernel/clock.ts'
import type { ControlDatabase } from '../control-database.ts'
import type { KeyRing } from '../key-ring.ts'
import type { WorkspaceRecord } from '../workspaces.ts'
import type { PasswordHasher } from './password-hash.ts'

/** What the people of one workspace stand on. */
export interface PeopleParts {
  readonly db: ControlDatabase
  readonly master: KeyRing
  readonly workspace: WorkspaceRecord
  readonly clock: Clock
  readonly hasher: PasswordHasher
}

/** Now, and so many milliseconds from now, as the tables hold instants: ISO text sorts by time. */
export function instant(clock: Clock, offsetMs = 0): string {
  return new Date(clock.now().getTime() + offsetMs).toISOString()
}

export const MINUTE_MS = 60_000
export const DAY_MS = 24 * 60 * MINUTE_MS
