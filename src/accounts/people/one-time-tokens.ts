import type { Selectable } from 'kysely'
import { AppError } from '../../kernel/app-error.ts'
import type { ControlDatabase } from '../control-database.ts'
import { instant, type PeopleParts } from './people-parts.ts'
import type { PeopleTables } from './people-tables.ts'
import type { Role } from './role.ts'
import { hashToken, newToken } from './secret-token.ts'

export type OneTimeToken = Selectable<PeopleTables['one_time_tokens']>

type Purpose = OneTimeToken['purpose']

/** Whom a token is for: a person there is, or the address and role of one there will be. */
interface MadeFor {
  readonly personId?: string
  readonly email?: string
  readonly role?: Role
  readonly lastsMs: number
}

/** Makes a token that works once, and takes the earlier ones for the same purpose and person away. */
export async function makeOneTimeToken(
  { db, workspace, clock }: PeopleParts,
  purpose: Purpose,
  { personId, email, role, lastsMs }: MadeFor,
): Promise<string> {
  const token = newToken()
  await db.transaction().execute(async (tx) => {
    await tx
      .deleteFrom('one_time_tokens')
      .where('workspace_id', '=', workspace.id)
      .where('purpose', '=', purpose)
      .where('person_id', personId === undefined ? 'is' : '=', personId ?? null)
      .where('email', email === undefined ? 'is' : '=', email ?? null)
      .execute()
    await tx
      .insertInto('one_time_tokens')
      .values({
        token_hash: hashToken(token),
        workspace_id: workspace.id,
        purpose,
        person_id: personId ?? null,
        email: email ?? null,
        role: role ?? null,
        created_at: instant(clock),
        expires_at: instant(clock, lastsMs),
        used_at: null,
      })
      .execute()
  })
  return token
}

/** Reads a token without using it, so that a password that is refused does not use it up. Throws `link-spent`. */
export async function readOneTimeToken(
  { db, workspace, clock }: PeopleParts,
  purpose: Purpose,
  token: string,
): Promise<OneTimeToken> {
  const row = await db
    .selectFrom('one_time_tokens')
    .selectAll()
    .where('token_hash', '=', hashToken(token))
    .where('workspace_id', '=', workspace.id)
    .where('purpose', '=', purpose)
    .where('used_at', 'is', null)
    .where('expires_at', '>', instant(clock))
    .executeTakeFirst()
  if (!row) throw spent(purpose)
  return row
}

/** Uses the token up inside the transaction that does what it allows. Throws `link-spent`. */
export async function useOneTimeToken(
  tx: ControlDatabase,
  clock: PeopleParts['clock'],
  row: OneTimeToken,
): Promise<void> {
  const used = await tx
    .updateTable('one_time_tokens')
    .set({ used_at: instant(clock) })
    .where('token_hash', '=', row.token_hash)
    .where('used_at', 'is', null)
    .where('expires_at', '>', instant(clock))
    .returning('token_hash')
    .executeTakeFirst()
  if (!used) throw spent(row.purpose)
}

const NEXT: Readonly<Record<Purpose, string>> = {
  'set-up': 'Start the server again: it prints a new one.',
  invitation: 'Ask an administrator for a new invitation.',
  password: 'Ask for a new link on the sign-in page.',
}

function spent(purpose: Purpose): AppError {
  return new AppError('This link was used already, is too old, or is not complete.', {
    code: 'link-spent',
    remedy: 'correct-input',
    hint: NEXT[purpose],
  })
}
