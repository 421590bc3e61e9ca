import type { Connection } from '../accounts/connections.ts'
import { AppError } from '../kernel/app-error.ts'
import type { ConnectionInput, ConnectionTestResult } from '../psa/connection-test.ts'
import { readSiteAddress } from '../psa/site-address.ts'
import type { Asker } from './asker.ts'
import { type ConnectionView, describeConnection } from './describe-connection.ts'
import { keepTested } from './save-connection.ts'
import type { SyncParts } from './sync-workspace.ts'
import { keysReplaced, tellAdministrators } from './tell-administrators.ts'
import { testValues } from './test-values.ts'

/** The values to change; what is left out stays as it is saved. */
export type ConnectionChange = Partial<ConnectionInput>

export interface SavedConnection {
  readonly test: ConnectionTestResult
  /** Null when the test failed: then nothing was saved. */
  readonly connection: ConnectionView | null
}

/**
 * Tests the five values and saves them when all is well. The same values twice are saved once: people
 * click twice. Throws `connection-changed` when another connection is there.
 */
export async function connect(
  parts: SyncParts,
  input: ConnectionInput,
  asker: Asker,
): Promise<SavedConnection> {
  return testAndSave(parts, input, { publicKey: input.publicKey }, 0, asker)
}

/**
 * Replaces values of the saved connection, tested first. Saved keys are tested where they belong and
 * nowhere else: another site or company needs them given again. Throws `connection-missing`,
 * `keys-needed`, `keys-incomplete`, `connection-changed`, `other-company`.
 */
export async function changeConnection(
  parts: SyncParts,
  before: Connection,
  change: ConnectionChange,
  replaces: number | undefined,
  asker: Asker,
): Promise<SavedConnection> {
  const input = await completed(parts, before, change)
  return testAndSave(parts, input, change, replaces ?? before.version, asker)
}

async function testAndSave(
  parts: SyncParts,
  input: ConnectionInput,
  typed: ConnectionChange,
  replaces: number,
  asker: Asker,
): Promise<SavedConnection> {
  const { accounts, record } = parts
  const test = await testValues(parts, input)
  await noteTest(parts, test, asker)
  if (!test.ok) return { test, connection: null }
  const hasNewKeys = Boolean(typed.publicKey)
  const connection = await keepTested(parts, input, test, { replaces, hasNewKeys })
  const action = hasNewKeys && replaces > 0 ? 'connection.keys-replaced' : 'connection.saved'
  const { name, fingerprint } = connection
  await accounts.audit.record({
    workspaceId: record.id,
    ...asker,
    action,
    subject: name,
    detail: { fingerprint },
  })
  if (action === 'connection.keys-replaced') {
    await tellAdministrators(parts, keysReplaced(connection, asker.actor))
  }
  return { test, connection: describeConnection(connection) }
}

/** Remembers who tested which site, and how it ended. */
export async function noteTest(
  { accounts, record }: SyncParts,
  test: ConnectionTestResult,
  asker: Asker,
): Promise<void> {
  await accounts.audit.record({
    workspaceId: record.id,
    ...asker,
    action: 'connection.tested',
    subject: test.normalised.siteUrl ?? null,
    detail: { code: test.code },
  })
}

async function completed(
  parts: SyncParts,
  before: Connection,
  change: ConnectionChange,
): Promise<ConnectionInput> {
  const open = {
    siteUrl: change.siteUrl ?? before.siteUrl,
    companyId: change.companyId ?? before.companyId,
    clientId: change.clientId ?? before.clientId,
  }
  const { publicKey, privateKey } = change
  if (publicKey && privateKey) return { ...open, publicKey, privateKey }
  if (publicKey || privateKey) {
    throw new AppError('Only one of the two keys was given.', {
      code: 'keys-incomplete',
      remedy: 'correct-input',
      hint: 'Give the public and the private key together; they belong to one pair.',
    })
  }
  if (before.fingerprint === null || isElsewhere(parts, before, open)) throw keysNeeded()
  const saved = await parts.accounts.openCredentials(before)
  return { ...open, publicKey: saved.publicKey, privateKey: saved.privateKey }
}

/** True when the saved keys would be sent to another place than the one they were given for. */
function isElsewhere(
  { config }: SyncParts,
  before: Connection,
  after: Pick<ConnectionInput, 'siteUrl' | 'companyId'>,
): boolean {
  if (after.companyId.trim() !== before.companyId) return true
  if (after.siteUrl === before.siteUrl) return false
  try {
    return readSiteAddress(after.siteUrl, config.allowedPsaHosts).origin !== before.siteUrl
  } catch {
    return true
  }
}

function keysNeeded(): AppError {
  return new AppError('The saved keys are not sent to another site or company.', {
    code: 'keys-needed',
    remedy: 'correct-input',
    hint: 'Give both keys together with the new values.',
  })
}
