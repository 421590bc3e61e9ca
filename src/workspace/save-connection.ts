import type { ConnectionToSave } from '../accounts/connections.ts'
import { AppError } from '../kernel/app-error.ts'
import { zoneFromWindows } from '../kernel/windows-zones.ts'
import type { Settings } from '../model/settings.ts'
import type { ConnectionInput, ConnectionTestResult, TestedServer } from '../psa/connection-test.ts'

/** The connection as tested: normalised values, and the keys as typed. Throws `connection-not-tested`. */
export function connectionToSave(
  input: ConnectionInput,
  result: ConnectionTestResult,
): ConnectionToSave {
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
    publicKey: input.publicKey,
    privateKey: input.privateKey,
  }
}

/** ConnectWise knows its zone: a workspace that has not chosen one starts with it. */
export function firstSettings(
  settings: Settings,
  server: TestedServer | null,
): Readonly<Record<string, unknown>> {
  const theirs = server?.timeZone ?? null
  if (settings.timeZone !== null || theirs === null) return settings
  return { ...settings, timeZone: zoneFromWindows(theirs) }
}
