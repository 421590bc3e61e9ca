import { createHash, randomUUID } from 'node:crypto'
import type { Selectable } from 'kysely'
import { AppError } from '../kernel/app-error.ts'
import type { Clock } from '../kernel/clock.ts'
import { conceal } from '../kernel/conceal.ts'
import type { ControlDatabase } from './control-database.ts'
import type { ControlTables } from './control-tables.ts'
import { seal, type SealingKey, unseal } from './seal.ts'
import { ensureWorkspaceKey, workspaceKey } from './workspace-keys.ts'
import type { WorkspaceRecord } from './workspaces.ts'

/** A connection as everybody may see it: without its keys. */
export interface Connection {
  readonly id: string
  readonly workspaceId: string
  readonly name: string
  readonly siteUrl: string
  /** Where requests go, the codebase not included or included as the client wants it. */
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
}

/** What the sync signs in with. The keys are read by name and print as `[redacted]`. */
export type Credentials = Readonly<{
  siteUrl: string
  apiBase: string
  companyId: string
  codebase: string
  clientId: string
  publicKey: string
  privateKey: string
}>

type ConnectionRow = Selectable<ControlTables['connections']>

export async function connectionOf(
  db: ControlDatabase,
  workspace: WorkspaceRecord,
): Promise<Connection | null> {
  const row = await rowOf(db, workspace.id)
  return row ? toConnection(row) : null
}

/**
 * Makes or replaces the workspace's connection. Left-out keys stay as they were, unless the place that
 * they would be sent to changed: then they are dropped, so that whoever can edit an address cannot have
 * stored keys sent to it. Throws `keys-incomplete`.
 */
export async function saveConnection(
  db: ControlDatabase,
  master: SealingKey,
  workspace: WorkspaceRecord,
  input: ConnectionToSave,
  clock: Clock,
): Promise<Connection> {
  const now = clock.now().toISOString()
  const row = await db.transaction().execute(async (tx) => {
    const before = await rowOf(tx, workspace.id)
    const id = before?.id ?? randomUUID()
    const place = placeOf(workspace.id, id, input)
    const values = {
      name: input.name,
      site_url: input.siteUrl,
      api_base: input.apiBase,
      company_id: input.companyId,
      codebase: input.codebase,
      client_id: input.clientId,
      server_version: input.serverVersion ?? null,
      updated_at: now,
      ...(await keysToKeep(input, place, before, () =>
        ensureWorkspaceKey(tx, master, workspace.id, clock),
      )),
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
  master: SealingKey,
  connection: Connection,
): Promise<Credentials> {
  const row = await rowOf(db, connection.workspaceId)
  if (row?.id !== connection.id) throw connectionMissing()
  const { sealed_public_key: sealedPublic, sealed_private_key: sealedPrivate } = row
  const key = await workspaceKey(db, master, row.workspace_id)
  if (sealedPublic === null || sealedPrivate === null || !key) throw keysMissing()
  const { siteUrl, apiBase, companyId, codebase, clientId } = toConnection(row)
  const place = placeOf(row.workspace_id, row.id, { siteUrl, apiBase, companyId })
  return conceal(
    { siteUrl, apiBase, companyId, codebase, clientId },
    {
      publicKey: unseal(key, [...place, 'public_key'], sealedPublic).toString(),
      privateKey: unseal(key, [...place, 'private_key'], sealedPrivate).toString(),
    },
  )
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
  }
}

type SealedKeys = Pick<ConnectionRow, 'sealed_public_key' | 'sealed_private_key' | 'fingerprint'>

const NO_KEYS: SealedKeys = { sealed_public_key: null, sealed_private_key: null, fingerprint: null }

async function keysToKeep(
  { publicKey, privateKey }: ConnectionToSave,
  place: readonly string[],
  before: ConnectionRow | undefined,
  key: () => Promise<SealingKey>,
): Promise<SealedKeys> {
  if (publicKey && privateKey) return sealKeys(await key(), place, publicKey, privateKey)
  if (publicKey || privateKey) throw keysIncomplete()
  if (!before) return NO_KEYS
  const { workspaceId, id, ...address } = toConnection(before)
  const isSamePlace = placeOf(workspaceId, id, address).join('\n') === place.join('\n')
  return isSamePlace
    ? {
        sealed_public_key: before.sealed_public_key,
        sealed_private_key: before.sealed_private_key,
        fingerprint: before.fingerprint,
      }
    : NO_KEYS
}

function sealKeys(
  key: SealingKey,
  place: readonly string[],
  publicKey: string,
  privateKey: string,
): SealedKeys {
  return {
    sealed_public_key: seal(key, [...place, 'public_key'], Buffer.from(publicKey)),
    sealed_private_key: seal(key, [...place, 'private_key'], Buffer.from(privateKey)),
    fingerprint: fingerprintOf(publicKey, privateKey),
  }
}

/** What sealed keys are bound to: the record, and where they would be sent. */
function placeOf(
  workspaceId: string,
  connectionId: string,
  address: Pick<Connection, 'siteUrl' | 'apiBase' | 'companyId'>,
): string[] {
  // An upgrade of ConnectWise moves the path of its API; the host stays.
  const host = URL.parse(address.apiBase)?.origin ?? address.apiBase
  return [workspaceId, connectionId, address.siteUrl, host, address.companyId]
}

/** 48 bits of a hash: enough to see a change, too few to check guesses of a key against. */
function fingerprintOf(publicKey: string, privateKey: string): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([publicKey, privateKey]))
    .digest('hex')
  return (hash.slice(0, 12).match(/.{4}/g) ?? []).join('-')
}

function keysIncomplete(): AppError {
  return new AppError('Only one of the two keys was given.', {
    code: 'keys-incomplete',
    remedy: 'correct-input',
    hint: 'Give the public and the private key together; they belong to one pair.',
  })
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
