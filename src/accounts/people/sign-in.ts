import { AppError } from '../../kernel/app-error.ts'
import type { PeopleParts } from './people-parts.ts'
import { type Person, type PersonRow, toPerson } from './person.ts'
import { beginSession, signOut, type Visit } from './sessions.ts'
import { countTry, forgetTries } from './throttle.ts'
import { proveSecondFactor } from './two-factor.ts'

export interface SignInInput {
  readonly email: string
  readonly password: string
  /** Of the authenticator app, or a recovery code. */
  readonly code?: string | undefined
}

/** A session that has just begun; the token is known this once. */
export interface SignedIn {
  readonly state: 'signed-in'
  readonly token: string
  readonly person: Person
}

/** The password is right and a code is asked for besides. */
export interface SecondFactor {
  readonly state: 'second-factor'
}

/**
 * Signs in. An unknown account, a disabled one and a wrong password are the same answer after the same
 * time. `before` is the token that the browser came with: its session ends, so that nobody keeps one
 * that was planted. Throws `sign-in-refused`, `code-wrong`, `too-many-tries`, `sign-in-busy`.
 */
export async function signIn(
  parts: PeopleParts,
  input: SignInInput,
  visit: Visit,
  before: string | null,
): Promise<SignedIn | SecondFactor> {
  const email = input.email.trim().toLowerCase()
  const tries = ['sign-in', parts.workspace.id, email, visit.address ?? '']
  await countTry(parts, tries)
  const row = await activeRow(parts, email)
  const isRight = await parts.hasher.matches(input.password, row?.password_hash ?? null)
  if (!row || !isRight) throw refused()
  if (row.totp_confirmed_at !== null) {
    if (!input.code) return { state: 'second-factor' }
    await proveSecondFactor(parts, row, input.code)
  }
  const token = await parts.db.transaction().execute(async (tx) => {
    // What was right a moment ago may have been changed or disabled while the hash was computed.
    const now = await tx
      .selectFrom('people')
      .select('id')
      .where('id', '=', row.id)
      .where('password_hash', '=', row.password_hash)
      .where('disabled_at', 'is', null)
      .executeTakeFirst()
    if (!now) throw refused()
    return beginSession(tx, parts, row.id, visit)
  })
  await forgetTries(parts, tries)
  if (before !== null) await signOut(parts, before)
  return { state: 'signed-in', token, person: toPerson(row) }
}

async function activeRow(
  { db, workspace }: PeopleParts,
  email: string,
): Promise<PersonRow | undefined> {
  return db
    .selectFrom('people')
    .selectAll()
    .where('workspace_id', '=', workspace.id)
    .where('email', '=', email)
    .where('disabled_at', 'is', null)
    .executeTakeFirst()
}

function refused(): AppError {
  return new AppError('The e-mail address or the password is not right.', {
    code: 'sign-in-refused',
    remedy: 'sign-in',
    hint: 'Check both, or reset the password.',
  })
}
