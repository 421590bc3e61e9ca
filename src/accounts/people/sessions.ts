import { randomUUID } from 'node:crypto'
import { AppError } from '../../kernel/app-error.ts'
import type { ControlDatabase } from '../control-database.ts'
import { DAY_MS, instant, MINUTE_MS, type PeopleParts } from './people-parts.ts'
import { type Person, toPerson } from './person.ts'
import { hashToken, newToken } from './secret-token.ts'

/** Three days unused: a session outlives a weekend, and no holiday. */
const IDLE_MS = 3 * DAY_MS

/** Used or not, after a month the password is asked for again. */
const LONGEST_MS = 30 * DAY_MS

/** Noting every request would write to the disk at each. */
const NOTED_EVERY_MS = 5 * MINUTE_MS

/** Where a request came from, as far as it says so. */
export interface Visit {
  readonly address: string | null
  readonly userAgent: string | null
}

/** One browser that somebody is signed in with. */
export interface Session {
  readonly id: string
  /** ISO, UTC, like the other instants. */
  readonly createdAt: string
  readonly lastUsedAt: string
  readonly expiresAt: string
  readonly address: string | null
  readonly userAgent: string | null
}

/** Who a session's token belongs to. */
export interface SessionOwner {
  readonly sessionId: string
  readonly person: Person
}

/** Begins a session and gives its token, the only time that it is known. */
export async function beginSession(
  tx: ControlDatabase,
  { workspace, clock }: PeopleParts,
  personId: string,
  visit: Visit,
): Promise<string> {
  const token = newToken()
  await tx
    .insertInto('sessions')
    .values({
      id: randomUUID(),
      workspace_id: workspace.id,
      person_id: personId,
      token_hash: hashToken(token),
      created_at: instant(clock),
      last_used_at: instant(clock),
      expires_at: instant(clock, LONGEST_MS),
      address: visit.address,
      user_agent: visit.userAgent?.replace(/\p{C}/gu, ' ').slice(0, 200) ?? null,
    })
    .execute()
  return token
}

/** Null when there is no such session, it is over, or its person may no longer sign in. */
export async function sessionOwner(
  { db, workspace, clock }: PeopleParts,
  token: string,
): Promise<SessionOwner | null> {
  const hash = hashToken(token)
  const session = await db
    .selectFrom('sessions')
    .selectAll()
    .where('token_hash', '=', hash)
    .where('workspace_id', '=', workspace.id)
    .where('expires_at', '>', instant(clock))
    .where('last_used_at', '>', instant(clock, -IDLE_MS))
    .executeTakeFirst()
  if (!session) return null
  const row = await db
    .selectFrom('people')
    .selectAll()
    .where('id', '=', session.person_id)
    .where('disabled_at', 'is', null)
    .executeTakeFirst()
  if (!row) return null
  if (session.last_used_at <= instant(clock, -NOTED_EVERY_MS)) {
    const noted = { last_used_at: instant(clock) }
    await db.updateTable('sessions').set(noted).where('id', '=', session.id).execute()
  }
  return { sessionId: session.id, person: toPerson(row) }
}

/** A person's sessions that are not over, the one last used first. */
export async function sessionsOf(
  { db, workspace, clock }: PeopleParts,
  personId: string,
): Promise<readonly Session[]> {
  const rows = await db
    .selectFrom('sessions')
    .selectAll()
    .where('workspace_id', '=', workspace.id)
    .where('person_id', '=', personId)
    .where('expires_at', '>', instant(clock))
    .where('last_used_at', '>', instant(clock, -IDLE_MS))
    .orderBy('last_used_at', 'desc')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
    expiresAt: row.expires_at,
    address: row.address,
    userAgent: row.user_agent,
  }))
}

/** Ends one session of this person. Throws `session-not-found`. */
export async function endSession(
  { db, workspace }: PeopleParts,
  personId: string,
  sessionId: string,
): Promise<void> {
  const ended = await db
    .deleteFrom('sessions')
    .where('workspace_id', '=', workspace.id)
    .where('person_id', '=', personId)
    .where('id', '=', sessionId)
    .returning('id')
    .executeTakeFirst()
  if (ended) return
  throw new AppError('There is no such session.', {
    code: 'session-not-found',
    remedy: 'correct-input',
    hint: 'It may have ended already; load the list again.',
  })
}

/** Ends the session of a token, if there is one, and every one that is over. */
export async function signOut({ db, clock }: PeopleParts, token: string): Promise<void> {
  await db
    .deleteFrom('sessions')
    .where((is) =>
      is.or([
        is('token_hash', '=', hashToken(token)),
        is('expires_at', '<=', instant(clock)),
        is('last_used_at', '<=', instant(clock, -IDLE_MS)),
      ]),
    )
    .execute()
}

/** Ends all sessions of a person but the one named. */
export async function endSessions(
  tx: ControlDatabase,
  personId: string,
  except: string | null,
): Promise<void> {
  const all = tx.deleteFrom('sessions').where('person_id', '=', personId)
  await (except === null ? all : all.where('id', '!=', except)).execute()
}
