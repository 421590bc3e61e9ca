import { randomUUID } from 'node:crypto'
import { AppError } from '../../kernel/app-error.ts'
import type { ControlDatabase } from '../control-database.ts'
import { makeOneTimeToken, readOneTimeToken, useOneTimeToken } from './one-time-tokens.ts'
import { checkPassword } from './password-rules.ts'
import { DAY_MS, instant, MINUTE_MS, type PeopleParts } from './people-parts.ts'
import { cleanEmail, cleanName, type Person, toPerson } from './person.ts'
import { isAtLeast, type Role } from './role.ts'
import { beginSession, endSessions, type Visit } from './sessions.ts'
import type { SignedIn } from './sign-in.ts'

const SET_UP_LASTS_MS = 30 * MINUTE_MS
const INVITATION_LASTS_MS = 7 * DAY_MS

export interface NewPerson {
  readonly email: string
  readonly name: string
  readonly role: Role
  readonly password: string
}

/** What may be changed of somebody. */
export interface PersonChange {
  readonly role?: Role | undefined
  readonly disabled?: boolean | undefined
}

/** True once somebody owns this workspace: from then on people sign in. */
export async function hasOwner({ db, workspace }: PeopleParts): Promise<boolean> {
  const owner = await db
    .selectFrom('people')
    .select('id')
    .where('workspace_id', '=', workspace.id)
    .where('role', '=', 'owner')
    .limit(1)
    .executeTakeFirst()
  return owner !== undefined
}

/** The token that makes whoever has it the owner, for half an hour; the one before stops working. */
export async function newSetUpToken(parts: PeopleParts): Promise<string> {
  return makeOneTimeToken(parts, 'set-up', { lastsMs: SET_UP_LASTS_MS })
}

/** Makes the first owner and signs them in. Throws `link-spent`, `owner-exists` and what `add` throws. */
export async function setUp(
  parts: PeopleParts,
  input: Omit<NewPerson, 'role'> & { readonly token: string },
  visit: Visit,
): Promise<SignedIn> {
  const token = await readOneTimeToken(parts, 'set-up', input.token)
  if (await hasOwner(parts)) throw ownerExists()
  const person = await prepare(parts, { ...input, role: 'owner' })
  return parts.db.transaction().execute(async (tx) => {
    if (await hasOwner({ ...parts, db: tx })) throw ownerExists()
    await useOneTimeToken(tx, parts.clock, token)
    await insert(tx, person)
    const session = await beginSession(tx, parts, person.id, visit)
    return { state: 'signed-in', token: session, person: toPerson(person) }
  })
}

/** Makes an account. Throws `invalid-email`, `invalid-name`, `password-weak`, `person-exists`. */
export async function addPerson(parts: PeopleParts, input: NewPerson): Promise<Person> {
  const person = await prepare(parts, input)
  await insert(parts.db, person)
  return toPerson(person)
}

/** Everybody with an account, by name. */
export async function listPeople({ db, workspace }: PeopleParts): Promise<readonly Person[]> {
  const rows = await db
    .selectFrom('people')
    .selectAll()
    .where('workspace_id', '=', workspace.id)
    .orderBy('name')
    .orderBy('email')
    .execute()
  return rows.map(toPerson)
}

/**
 * A token that makes its holder an account with this address and role, for a week. `by` is the inviter's
 * role, null on the command line. Throws `invalid-email`, `person-exists`, `not-allowed`.
 */
export async function invite(
  parts: PeopleParts,
  input: { readonly email: string; readonly role: Role },
  by: Role | null,
): Promise<{ readonly email: string; readonly token: string }> {
  if (by !== null && !isAtLeast(by, input.role)) throw notAllowed()
  const email = cleanEmail(input.email)
  if (await isTaken(parts, email)) throw personExists(email)
  // An earlier invitation of this address goes, whatever role it was for.
  const made = { email, role: input.role, lastsMs: INVITATION_LASTS_MS }
  return { email, token: await makeOneTimeToken(parts, 'invitation', made) }
}

/** Makes the invited account and signs it in. Throws `link-spent` and what `add` throws. */
export async function acceptInvitation(
  parts: PeopleParts,
  input: { readonly token: string; readonly name: string; readonly password: string },
  visit: Visit,
): Promise<SignedIn> {
  const token = await readOneTimeToken(parts, 'invitation', input.token)
  const made = { ...input, email: token.email ?? '', role: token.role ?? 'reader' }
  const person = await prepare(parts, made)
  return parts.db.transaction().execute(async (tx) => {
    await useOneTimeToken(tx, parts.clock, token)
    await insert(tx, person)
    const session = await beginSession(tx, parts, person.id, visit)
    return { state: 'signed-in', token: session, person: toPerson(person) }
  })
}

/**
 * Changes somebody's role or lets them in no more; a disabled person's sessions end at once. Nobody
 * changes themselves or somebody above them, and an owner stays. Throws `person-not-found`,
 * `not-allowed`, `last-owner`.
 */
export async function changePerson(
  { db, workspace, clock }: PeopleParts,
  id: string,
  change: PersonChange,
  by: { readonly id: string | null; readonly role: Role },
): Promise<Person> {
  return db.transaction().execute(async (tx) => {
    const all = tx.selectFrom('people').selectAll().where('workspace_id', '=', workspace.id)
    const row = await all.where('id', '=', id).executeTakeFirst()
    if (!row) throw personNotFound()
    const role = change.role ?? row.role
    if (id === by.id || !isAtLeast(by.role, row.role) || !isAtLeast(by.role, role)) {
      throw notAllowed()
    }
    const disabled = change.disabled ?? row.disabled_at !== null
    const owners = await all.where('role', '=', 'owner').where('disabled_at', 'is', null).execute()
    const stays = owners.some((owner) => owner.id !== id) || (role === 'owner' && !disabled)
    if (!stays) throw lastOwner()
    const disabledAt = disabled ? (row.disabled_at ?? instant(clock)) : null
    const changed = await tx
      .updateTable('people')
      .set({ role, disabled_at: disabledAt })
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirstOrThrow()
    if (disabled) {
      await endSessions(tx, id, null)
      // A link asked for before must not open what was closed, should the account be enabled again.
      await tx.deleteFrom('one_time_tokens').where('person_id', '=', id).execute()
    }
    return toPerson(changed)
  })
}

async function prepare(parts: PeopleParts, input: NewPerson) {
  const email = cleanEmail(input.email)
  const name = cleanName(input.name)
  checkPassword(input.password, { email, name })
  if (await isTaken(parts, email)) throw personExists(email)
  return {
    id: randomUUID(),
    workspace_id: parts.workspace.id,
    email,
    name,
    role: input.role,
    password_hash: await parts.hasher.hash(input.password),
    created_at: instant(parts.clock),
    disabled_at: null,
    sealed_totp: null,
    totp_confirmed_at: null,
    totp_last_step: null,
  }
}

async function insert(
  db: ControlDatabase,
  person: Awaited<ReturnType<typeof prepare>>,
): Promise<void> {
  const made = await db
    .insertInto('people')
    .values(person)
    .onConflict((conflict) => conflict.columns(['workspace_id', 'email']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!made) throw personExists(person.email)
}

async function isTaken({ db, workspace }: PeopleParts, email: string): Promise<boolean> {
  const row = await db
    .selectFrom('people')
    .select('id')
    .where('workspace_id', '=', workspace.id)
    .where('email', '=', email)
    .executeTakeFirst()
  return row !== undefined
}

function ownerExists(): AppError {
  return new AppError('This installation has an owner already.', {
    code: 'owner-exists',
    remedy: 'sign-in',
    hint: 'Sign in, or ask the owner for an invitation.',
  })
}

function personExists(email: string): AppError {
  return new AppError(`${email} has an account already.`, {
    code: 'person-exists',
    remedy: 'correct-input',
    hint: 'Change their role, or enable the account again.',
  })
}

function personNotFound(): AppError {
  return new AppError('There is no such person.', {
    code: 'person-not-found',
    remedy: 'correct-input',
    hint: 'Load the list again.',
  })
}

function notAllowed(): AppError {
  return new AppError('Your role does not allow this.', {
    code: 'not-allowed',
    remedy: 'correct-input',
    hint: 'Ask somebody with the same role or a higher one; nobody changes their own.',
  })
}

function lastOwner(): AppError {
  return new AppError('This is the last owner.', {
    code: 'last-owner',
    remedy: 'correct-input',
    hint: 'Make somebody else an owner first.',
  })
}
