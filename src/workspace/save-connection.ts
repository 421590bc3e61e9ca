import type { Connection, ConnectionToSave } from '../accounts/connections.ts'
import { AppError } from '../kernel/app-error.ts'
import { zoneFromWindows } from '../kernel/windows-zones.ts'
import { type Settings, settingsSchema } from '../model/settings.ts'
import type { ConnectionInput, ConnectionTestResult, TestedServer } from '../psa/connection-test.ts'
import { cleanedValue } from '../psa/credentials.ts'
import { streams } from '../streams/catalogue.ts'
import { streamCopies } from './stream-copies.ts'
import type { SyncParts } from './sync-workspace.ts'

export interface KeepOptions {
  /** The version of the connection that is replaced, 0 for none; whichever there is when left out. */
  readonly replaces?: number
  /** False where the keys are those that are saved already. */
  readonly hasNewKeys: boolean
}

/**
 * Seals and keeps the values of a test that went well. Throws `connection-not-tested`,
 * `connection-changed`, `other-company`.
 */
export async function keepTested(
  { accounts, record, store }: SyncParts,
  input: ConnectionInput,
  result: ConnectionTestResult,
  { replaces, hasNewKeys }: KeepOptions,
): Promise<Connection> {
  const { publicKey, privateKey, ...rest } = connectionToSave(input, result)
  const connection = await accounts.saveConnection(record, {
    ...rest,
    ...(hasNewKeys && { publicKey, privateKey }),
    replaces,
    mayChangeCompany: (await streamCopies(store, streams)).every((copy) => copy.rows === 0),
  })
  await accounts.recordTest(connection, result.code)
  const { settings, version } = await accounts.readSettings(record)
  const known = settingsSchema.parse(settings)
  const first = firstSettings(known, result.server)
  if (first !== known) await accounts.writeSettings(record, first, version)
  return (await accounts.connectionOf(record)) ?? connection
}

/** The connection as tested: normalised values, and the keys as typed. Throws `connection-not-tested`. */
function connectionToSave(input: ConnectionInput, result: ConnectionTestResult): ConnectionToSave {
  const { siteUrl, companyId, clientId } = result.normalised
  const { server } = result
  const codebase = server?.codebase
  if (!result.ok || !server || !siteUrl || !companyId || !clientId || !codebase) {
    throw new AppError('Only values that passed the test can be saved.', {
      code: 'connection-not-tested',
      remedy: 'correct-input',
    })
  }
  return {
    name: server.companyName ?? companyId,
    siteUrl,
    apiBase: new URL(codebase, `${siteUrl}/`).href,
    companyId,
    codebase,
    clientId,
    serverVersion: server.version,
    publicKey: cleanedValue(input.publicKey),
    privateKey: cleanedValue(input.privateKey),
  }
}

/** ConnectWise knows its zone: a workspace that has not chosen one starts with it. */
function firstSettings(settings: Settings, server: TestedServer | null): Settings {
  const theirs = server?.timeZone ?? null
  if (settings.timeZone !== null || theirs === null) return settings
  return { ...settings, timeZone: zoneFromWindows(theirs) }
}
