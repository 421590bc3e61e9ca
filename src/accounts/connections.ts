import { randomUUID } from 'node:crypto'
import type { Selectable } from 'kysely'
import { AppError } from '../kernel/app-error.ts'
import type { Clock } from '../kernel/clock.ts'
import { conceal } from '../kernel/conceal.ts'
import {
  fingerprintOf,
  isSamePlace,
  type KeyPair,
  type KeyPlace,
  NO_KEYS,
  pairOf,
  sealPair,
  type SealedPair,
  unsealPair,
} from './connection-keys.ts'
import type { ControlDatabase } from './control-database.ts'
import type { ControlTables } from './control-tables.ts'
import type { KeyRing } from './key-ring.ts'
import { ensureWorkspaceKey, workspaceKey } from './workspace-keys.ts'
import type { WorkspaceRecord } from './workspaces.ts'

/** A connection as everybody may see it: without its keys. */
export interface Connection {
  readonly id: string
  readonly workspaceId: string
  readonly name: string
  readonly siteUrl: string
  /** Where requests go. Only its host counts for the keys: an upgrade moves the path. */
  readonly apiBase: string
  readonly companyId: string
  readonly codebase: string
  readonly clientId: string
  /** Tells one pair of keys from another and nothing else of it; null when keys must be given again. */
  readonly fingerprint: string | null
  readonly serverVersion: string | null
  /** ISO, UTC, like the other instants. */
  readonly createdAt: string
  readonly updatedAt: string
  readonly lastTestCode: string | null
  readonly lastTestAt: string | null
  /** Counts the saves, from 1 on. */
  readonly version: number
  /** Why the schedule asks ConnectWise no more; null while it goes on. */
  readonly pausedBecause: string | null
}

/** What is saved of a connection; both keys or neither. */
export interface ConnectionToSave {
  readonly name: string
  readonly siteUrl: string
  readonly apiBase: string
  readonly companyId: string
  readonly codebase: string
  readonly clientId: string
  readonly serverVersion?: string | null | undefined
  readonly publicKey?: string | undefined
  readonly privateKey?: string | undefined
  /** The version that is replaced, 0 for none; whichever there is when left out. */
  readonly replaces?: number | undefined
  /** False where rows of the company before are kept: two companies' rows must not mix. */
  readonly mayChangeCompany?: boolean | undefined
}

/** What the sync signs in with. The keys are read by name and print as `[redacted]`. */
export type Credentials = Readonly<
  Pick<Connection, 'siteUrl' | 'apiBase' | 'companyId' | 'codebase' | 'clientId'> & KeyPair
>

type ConnectionRow = Selectable<ControlTables['connections']>

/** The workspace's connection; null before one was saved. */
export async function connectionOf(
  db: ControlDatabase,
  workspace: WorkspaceRecord,
): Promise<Connection | null> {
  const row = await rowOf(db, workspace.id)
  return row && row.disconnected_at === null ? toConnection(row) : null
}

/** The connection that was given up while its data stayed; null where there is none. */
export async function keptConnectionOf(
  db: ControlDatabase,
  workspace: WorkspaceRecord,
): Promise<Connection | null> {
  const row = await rowOf(db, workspace.id)
  return row && row.disconnected_at !== null ? toConnection(row) : null
}

/**
 * Makes or replaces the workspace's connection. Left-out keys stay as they were, unless the place that
 * they would be sent to changed: then they are dropped, so that whoever can edit an address cannot have
 * stored keys sent to it. Saving lifts a pause. Throws `keys-incomplete`, `connection-changed`,
 * `other-company`.
 */
export async function saveConnection(
  db: ControlDatabase,
  master: KeyRing,
  workspace: WorkspaceRecord,
  input: ConnectionToSave,
  clock: Clock,
): Promise<Connection> {
  const pair = pairOf(input)
  const now = clock.now().toISOString()
  const row = await db.transaction().execute(async (tx) => {
    const before = await rowOf(tx, workspace.id)
    if (!isSavedTwice(before, input, pair)) refuseStale(before, input)
    refuseOtherCompany(before, input)
    const id = before?.id ?? randomUUID()
    const place = { ...input, workspaceId: workspace.id, connectionId: id }
    const sealed = pair
      ? sealPair(await ensureWorkspaceKey(tx, master, workspace.id, clock), place, pair)
      : keptKeys(before, place)
    const values = {
      name: input.name,
      site_url: input.siteUrl,
      api_base: input.apiBase,
      company_id: input.companyId,
      codebase: input.codebase,
      client_id: input.clientId,
      server_version: input.serverVersion ?? null,
      updated_at: now,
      sealed_public_key: sealed.sealed_public_key,
      sealed_private_key: sealed.sealed_private_key,
      fingerprint: sealed.fingerprint,
      version: (before?.version ?? 0) + 1,
      paused_because: null,
      paused_at: null,
      disconnected_at: null,
    }
    return tx
      .insertInto('connections')
      .values({ id, workspace_id: workspace.id, created_at: now, ...values })
      .onConflict((conflict) => conflict.column('workspace_id').doUpdateSet(values))
      .returningAll()
      .executeTakeFirstOrThrow()
  })
  return toConnection(row)
}

/** Notes how the last test of the saved connection ended: `OK` or a diagnosis code. */
export async function recordTest(
  db: ControlDatabase,
  connection: Connection,
  code: string,
  clock: Clock,
): Promise<void> {
  await db
    .updateTable('connections')
    .set({ last_test_code: code, last_test_at: clock.now().toISOString() })
    .where('id', '=', connection.id)
    .where('workspace_id', '=', connection.workspaceId)
    .execute()
}

/**
 * Unseals the keys as they are stored now. Throws `connection-missing`, `keys-missing`, `key-wrong`,
 * `seal-broken`.
 */
export async function openCredentials(
  db: ControlDatabase,
  master: KeyRing,
  connection: Connection,
): Promise<Credentials> {
  const row = await rowOf(db, connection.workspaceId)
  if (row?.id !== connection.id) throw connectionMissing()
  const key = await workspaceKey(db, master, row.workspace_id)
  const pair = key && unsealPair(key, placeOf(row), row)
  if (!pair) throw keysMissing()
  const { siteUrl, apiBase, companyId, codebase, clientId } = toConnection(row)
  return conceal({ siteUrl, apiBase, companyId, codebase, clientId }, pair)
}

function rowOf(db: ControlDatabase, workspaceId: string): Promise<ConnectionRow | undefined> {
  return db
    .selectFrom('connections')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .executeTakeFirst()
}

function toConnection(row: ConnectionRow): Connection {
  return {
    id: row.id,
    workspaceId: row.workspace_id,
    name: row.name,
    siteUrl: row.site_url,
    apiBase: row.api_base,
    companyId: row.company_id,
    codebase: row.codebase,
    clientId: row.client_id,
    fingerprint: row.fingerprint,
    serverVersion: row.server_version,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    lastTestCode: row.last_test_code,
    lastTestAt: row.last_test_at,
    version: row.version,
    pausedBecause: row.paused_because,
  }
}

/** The same new connection again: a second click, not a second person. */
function isSavedTwice(
  before: ConnectionRow | undefined,
  input: ConnectionToSave,
  pair: KeyPair | null,
): boolean {
  if (!before || !pair || input.replaces !== 0) return false
  const place = { ...input, workspaceId: before.workspace_id, connectionId: before.id }
  return isSamePlace(placeOf(before), place) && before.fingerprint === fingerprintOf(pair)
}

/** Two people at once: the second one would undo, unseen, what the first one saved. */
function refuseStale(before: ConnectionRow | undefined, { replaces }: ConnectionToSave): void {
  const version = before && before.disconnected_at === null ? before.version : 0
  if (replaces === undefined || replaces === version) return
  throw new AppError('Somebody else saved the connection meanwhile.', {
    code: 'connection-changed',
    remedy: 'retry',
    hint: 'Look at the connection as it is now, then save again.',
  })
}

function refuseOtherCompany(before: ConnectionRow | undefined, input: ConnectionToSave): void {
  if (!before || input.mayChangeCompany !== false) return
  // ConnectWise's own spelling may have been corrected; another word is another company.
  if (before.company_id.toLowerCase() === input.companyId.toLowerCase()) return
  throw new AppError(`The data here is of the company ${before.company_id}.`, {
    code: 'other-company',
    remedy: 'correct-input',
    hint: 'Disconnect and delete the data first; rows of two companies would be added together.',
  })
}

function keptKeys(before: ConnectionRow | undefined, place: KeyPlace): SealedPair {
  return before && isSamePlace(placeOf(before), place) ? before : NO_KEYS
}

function placeOf(row: ConnectionRow): KeyPlace {
  return {
    workspaceId: row.workspace_id,
    connectionId: row.id,
    siteUrl: row.site_url,
    apiBase: row.api_base,
    companyId: row.company_id,
  }
}

function keysMissing(): AppError {
  return new AppError('The connection has no keys: its site or its company was changed.', {
    code: 'keys-missing',
    remedy: 'reconfigure',
    hint: 'Give both keys again with `briefing connect save`.',
  })
}

function connectionMissing(): AppError {
  return new AppError('There is no such connection.', {
    code: 'connection-missing',
    remedy: 'reconfigure',
    hint: 'Connect ConnectWise with `briefing connect save`.',
  })
}
