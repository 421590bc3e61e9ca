import { AppError } from '../../kernel/app-error.ts'
import { makeOneTimeToken, readOneTimeToken, useOneTimeToken } from './one-time-tokens.ts'
import { checkPassword } from './password-rules.ts'
import { MINUTE_MS, type PeopleParts } from './people-parts.ts'
import { type Person, type PersonRow, toPerson } from './person.ts'
import { endSessions, type Visit } from './sessions.ts'
import { countTry, forgetTries } from './throttle.ts'

const RESET_LASTS_MS = 60 * MINUTE_MS

/** Whom to send which token to. */
export interface PasswordReset {
  readonly person: Person
  readonly token: string
}

/**
 * A token to set a new password with, for an hour; null for an address that nobody signs in with, which
 * the one who asked must not learn. Throws `too-many-tries`.
 */
export async function forgotPassword(
  parts: PeopleParts,
  address: string,
  visit: Visit,
): Promise<PasswordReset | null> {
  const { db, workspace } = parts
  const email = address.trim().toLowerCase()
  await countTry(parts, ['forgotten', workspace.id, email])
  await countTry(parts, ['forgotten', workspace.id, email, visit.address ?? ''])
  const row = await db
    .selectFrom('people')
    .selectAll()
    .where('workspace_id', '=', workspace.id)
    .where('email', '=', email)
    .where('disabled_at', 'is', null)
    .executeTakeFirst()
  if (!row) return null
  const lasts = { personId: row.id, lastsMs: RESET_LASTS_MS }
  return { person: toPerson(row), token: await makeOneTimeToken(parts, 'password', lasts) }
}

/**
 * Sets a new password and ends every session. It signs nobody in, so that the second factor is asked
 * for as always. Throws `link-spent`, `password-weak`, `sign-in-busy`.
 */
export async function resetPassword(
  parts: PeopleParts,
  input: { readonly token: string; readonly password: string },
): Promise<Person> {
  const token = await readOneTimeToken(parts, 'password', input.token)
  const row = await rowOf(parts, token.person_id ?? '')
  checkPassword(input.password, row)
  const hash = await parts.hasher.hash(input.password)
  await parts.db.transaction().execute(async (tx) => {
    await useOneTimeToken(tx, parts.clock, token)
    await tx.updateTable('people').set({ password_hash: hash }).where('id', '=', row.id).execute()
    await endSessions(tx, row.id, null)
  })
  return toPerson(row)
}

/**
 * Sets a new password with the current one, and ends every session but this. Throws `password-wrong`,
 * `password-weak`, `too-many-tries`, `sign-in-busy`.
 */
export async function changePassword(
  parts: PeopleParts,
  whose: { readonly personId: string; readonly sessionId: string },
  input: { readonly current: string; readonly next: string },
): Promise<void> {
  const row = await rowOf(parts, whose.personId)
  const tries = ['password', row.id]
  await countTry(parts, tries)
  if (!(await parts.hasher.matches(input.current, row.password_hash))) throw wrong()
  await forgetTries(parts, tries)
  checkPassword(input.next, row)
  const hash = await parts.hasher.hash(input.next)
  await parts.db.transaction().execute(async (tx) => {
    const changed = await tx
      .updateTable('people')
      .set({ password_hash: hash })
      .where('id', '=', row.id)
      .where('password_hash', '=', row.password_hash)
      .returning('id')
      .executeTakeFirst()
    if (!changed) throw wrong()
    await tx
      .deleteFrom('one_time_tokens')
      .where('person_id', '=', row.id)
      .where('purpose', '=', 'password')
      .execute()
    await endSessions(tx, row.id, whose.sessionId)
  })
}

async function rowOf({ db, workspace }: PeopleParts, id: string): Promise<PersonRow> {
  return db
    .selectFrom('people')
    .selectAll()
    .where('workspace_id', '=', workspace.id)
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
}

function wrong(): AppError {
  return new AppError('The current password is not right.', {
    code: 'password-wrong',
    remedy: 'correct-input',
    hint: 'Type the password that you signed in with.',
  })
}
