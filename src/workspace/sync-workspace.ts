import type { Accounts } from '../accounts/open-accounts.ts'
import type { WorkspaceRecord } from '../accounts/workspaces.ts'
import type { Config } from '../config/load-config.ts'
import { AppError } from '../kernel/app-error.ts'
import type { Clock } from '../kernel/clock.ts'
import type { Log } from '../kernel/log.ts'
import { connectPsa } from '../psa/connect-psa.ts'
import type { Psa } from '../psa/psa.ts'
import type { Store } from '../store/store.ts'
import { streamNamed, streams } from '../streams/catalogue.ts'
import { runSync } from '../sync/run-sync.ts'
import { areKeysAtFault } from '../sync/sync-stop.ts'
import type { SyncReport } from '../sync/sync-report.ts'
import { SYSTEM } from './asker.ts'
import { syncPaused, tellAdministrators } from './tell-administrators.ts'
import type { SyncRequest } from './workspace.ts'

export interface SyncParts {
  readonly accounts: Accounts
  readonly record: WorkspaceRecord
  readonly store: Store
  readonly config: Config
  readonly clock: Clock
  readonly log: Log
}

/**
 * ConnectWise limits its clients somewhere above 1,000 requests a minute. A practice PSA on this
 * machine serves nobody else, so a demo need not wait for it.
 */
const LOOPBACK_REQUESTS_PER_MINUTE = 60_000

/**
 * Syncs one workspace with its saved keys. When ConnectWise refuses them, and again when asked twice,
 * the schedule is paused; a sync that was let in lifts the pause. Throws `connection-missing`,
 * `unknown-stream`.
 */
export async function syncWorkspace(
  parts: SyncParts,
  request: SyncRequest & { readonly runId?: string },
): Promise<SyncReport> {
  const { accounts, record } = parts
  const connection = await accounts.connectionOf(record)
  const report = await copyStreams(parts, request)
  if (connection === null) return report
  const { stoppedBy } = report
  if (stoppedBy && areKeysAtFault(stoppedBy.code)) {
    await accounts.pauseConnection(connection, stoppedBy.message)
    if (connection.pausedBecause === null) {
      await tellAdministrators(parts, syncPaused(connection, stoppedBy.message))
    }
  } else if (report.runs.some(({ outcome }) => outcome === 'done')) {
    await accounts.resumeConnection(connection)
  }
  return report
}

async function copyStreams(
  parts: SyncParts,
  request: SyncRequest & { readonly runId?: string },
): Promise<SyncReport> {
  const { store, clock, log } = parts
  for (const name of request.only ?? []) if (!streamNamed(name)) throw unknownStream(name)
  const psa = await connectSaved(parts)
  try {
    await noteKeysUsed(parts, request)
    return await runSync({ ...request, psa, store, streams, clock, log })
  } finally {
    await psa.close()
  }
}

async function noteKeysUsed({ accounts, record }: SyncParts, request: SyncRequest): Promise<void> {
  const connection = await accounts.connectionOf(record)
  await accounts.audit.record({
    workspaceId: record.id,
    ...(request.asker ?? SYSTEM),
    action: 'keys.used',
    subject: connection?.name ?? null,
    detail: { fingerprint: connection?.fingerprint ?? null, for: 'sync' },
  })
}

/** ConnectWise with the workspace's saved keys. Throws `connection-missing`, `keys-missing`. */
export async function connectSaved(parts: SyncParts): Promise<Psa> {
  const { accounts, record, config, clock, log } = parts
  const connection = await accounts.connectionOf(record)
  if (connection === null) throw notConnected()
  const { siteUrl, companyId, clientId, publicKey, privateKey } =
    await accounts.openCredentials(connection)
  const isLoopback = LOOPBACK.test(new URL(siteUrl).hostname)
  return connectPsa({
    site: siteUrl,
    credentials: { companyId, clientId, publicKey, privateKey },
    allowedHosts: config.allowedPsaHosts,
    clock,
    log,
    ...(isLoopback && { budget: { perMinute: LOOPBACK_REQUESTS_PER_MINUTE } }),
  })
}

const LOOPBACK = /^(127(\.\d+){3}|localhost|\[::1\])$/

function notConnected(): AppError {
  return new AppError('ConnectWise is not connected yet.', {
    code: 'connection-missing',
    remedy: 'reconfigure',
    hint: 'Run briefing connect save with the five values, or try briefing demo.',
  })
}

function unknownStream(name: string): AppError {
  const near = streams.map((stream) => stream.name).join(', ')
  return new AppError(`There is no stream "${name}".`, {
    code: 'unknown-stream',
    remedy: 'correct-input',
    hint: `The streams are ${near}.`,
  })
}
