import { randomUUID } from 'node:crypto'
import type { Selectable } from 'kysely'
import { AppError } from '../../kernel/app-error.ts'
import { instant, MINUTE_MS, type PeopleParts } from './people-parts.ts'
import type { PeopleTables } from './people-tables.ts'
import { cleanName } from './person.ts'
import { type Role, type Scope, SCOPES, scopesOf } from './role.ts'
import { hashToken, newApiToken, recognisable } from './secret-token.ts'

/** Noting every request would write to the disk at each. */
const NOTED_EVERY_MS = 5 * MINUTE_MS

/** An API token as it may be shown: without itself. */
export interface ApiToken {
  readonly id: string
  readonly name: string
  /** Its first characters. */
  readonly prefix: string
  readonly scopes: readonly Scope[]
  /** The id of whoever made it; null for one made on the command line. */
  readonly createdBy: string | null
  /** ISO, UTC, like the other instants. */
  readonly createdAt: string
  readonly expiresAt: string | null
  readonly lastUsedAt: string | null
}

/** A token that signed a request in, with the role of whoever made it: it may never do more than they. */
export interface TokenHolder {
  readonly id: string
  readonly name: string
  readonly scopes: readonly Scope[]
  readonly role: Role
}

export interface NewApiToken {
  readonly name: string
  readonly scopes: readonly Scope[]
  /** ISO, UTC, in the future; null for a token that does not end by itself. */
  readonly expiresAt?: string | null | undefined
}

/** Makes a token and shows it, the only time. `by` is null on the command line. Throws `invalid-token`. */
export async function makeApiToken(
  { db, workspace, clock }: PeopleParts,
  input: NewApiToken,
  by: { readonly id: string; readonly role: Role } | null,
): Promise<ApiToken & { readonly token: string }> {
  const allowed = by === null ? SCOPES : scopesOf(by.role)
  const scopes = SCOPES.filter((scope) => input.scopes.includes(scope))
  if (scopes.length === 0) throw invalid('A token needs a scope.', 'Choose read, run or admin.')
  if (!scopes.every((scope) => allowed.includes(scope))) {
    throw invalid('Your role cannot make a token with these scopes.', 'Choose fewer scopes.')
  }
  const expiresAt = input.expiresAt ? new Date(input.expiresAt).toISOString() : null
  if (expiresAt !== null && expiresAt <= instant(clock)) {
    throw invalid('This token would be over before it is used.', 'Choose a day in the future.')
  }
  const token = newApiToken()
  const row = await db
    .insertInto('api_tokens')
    .values({
      id: randomUUID(),
      workspace_id: workspace.id,
      name: cleanName(input.name),
      prefix: recognisable(token),
      token_hash: hashToken(token),
      scopes: scopes.join(' '),
      created_by: by?.id ?? null,
      created_at: instant(clock),
      expires_at: expiresAt,
      last_used_at: null,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  return { ...toApiToken(row), token }
}

/** Newest first; of one person where named. */
export async function listApiTokens(
  { db, workspace }: PeopleParts,
  of: string | null,
): Promise<readonly ApiToken[]> {
  const all = db
    .selectFrom('api_tokens')
    .selectAll()
    .where('workspace_id', '=', workspace.id)
    .orderBy('created_at', 'desc')
  const rows = await (of === null ? all : all.where('created_by', '=', of)).execute()
  return rows.map(toApiToken)
}

/** Ends a token, one of this person's where named. Throws `token-not-found`. */
export async function endApiToken(
  { db, workspace }: PeopleParts,
  id: string,
  of: string | null,
): Promise<ApiToken> {
  const one = db
    .deleteFrom('api_tokens')
    .where('workspace_id', '=', workspace.id)
    .where('id', '=', id)
  const row = await (of === null ? one : one.where('created_by', '=', of))
    .returningAll()
    .executeTakeFirst()
  if (row) return toApiToken(row)
  throw new AppError('There is no such token.', {
    code: 'token-not-found',
    remedy: 'correct-input',
    hint: 'Load the list again.',
  })
}

/** Null for a token that is unknown, over, or whose maker may no longer sign in. */
export async function apiTokenHolder(
  { db, workspace, clock }: PeopleParts,
  token: string,
): Promise<TokenHolder | null> {
  const row = await db
    .selectFrom('api_tokens')
    .leftJoin('people', 'people.id', 'api_tokens.created_by')
    .select(['api_tokens.id', 'api_tokens.name', 'scopes', 'created_by', 'last_used_at'])
    .select(['people.role', 'people.disabled_at'])
    .where('api_tokens.token_hash', '=', hashToken(token))
    .where('api_tokens.workspace_id', '=', workspace.id)
    .where((is) => is.or([is('expires_at', 'is', null), is('expires_at', '>', instant(clock))]))
    .executeTakeFirst()
  if (!row || row.disabled_at !== null) return null
  const role = row.created_by === null ? 'owner' : row.role
  if (role === null) return null
  if (row.last_used_at === null || row.last_used_at <= instant(clock, -NOTED_EVERY_MS)) {
    const noted = { last_used_at: instant(clock) }
    await db.updateTable('api_tokens').set(noted).where('id', '=', row.id).execute()
  }
  return { id: row.id, name: row.name, scopes: scopesIn(row.scopes), role }
}

function toApiToken(row: Selectable<PeopleTables['api_tokens']>): ApiToken {
  return {
    id: row.id,
    name: row.name,
    prefix: row.prefix,
    scopes: scopesIn(row.scopes),
    createdBy: row.created_by,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    lastUsedAt: row.last_used_at,
  }
}

function scopesIn(text: string): Scope[] {
  return SCOPES.filter((scope) => text.split(' ').includes(scope))
}

function invalid(message: string, hint: string): AppError {
  return new AppError(message, { code: 'invalid-token', remedy: 'correct-input', hint })
}
