import type { Connection } from '../accounts/connections.ts'

/** The way into ConnectWise as people may see it. Keys are not part of it, and never are. */
export interface ConnectionView {
  readonly id: string
  readonly name: string
  readonly siteUrl: string
  readonly companyId: string
  readonly clientId: string
  /** Tells one pair of keys from another; null when they must be given again. */
  readonly fingerprint: string | null
  readonly serverVersion: string | null
  /** `OK` or a diagnosis code, and when; ISO, UTC. */
  readonly lastTest: { readonly code: string; readonly at: string } | null
  readonly hasKeys: boolean
  /** `paused`: ConnectWise refused the keys, and the schedule asks no more. */
  readonly state: 'ready' | 'paused' | 'keys-missing'
  readonly pausedBecause: string | null
  /** For `If-Match`: who saves says which version was looked at. */
  readonly version: number
}

/** Data without a connection: its company's, and no other may be connected to it. */
export interface KeptData {
  /** What the connection was called by: its data can still be deleted. */
  readonly id: string
  readonly name: string
  readonly companyId: string
  /** When it was disconnected; ISO, UTC. */
  readonly since: string
}

export function describeConnection(connection: Connection): ConnectionView {
  const { id, name, siteUrl, companyId, clientId, fingerprint, serverVersion } = connection
  const { lastTestCode, lastTestAt, pausedBecause, version } = connection
  const hasKeys = fingerprint !== null
  return {
    id,
    name,
    siteUrl,
    companyId,
    clientId,
    fingerprint,
    serverVersion,
    lastTest:
      lastTestCode === null || lastTestAt === null ? null : { code: lastTestCode, at: lastTestAt },
    hasKeys,
    state: stateOf(hasKeys, pausedBecause),
    pausedBecause,
    version,
  }
}

function stateOf(hasKeys: boolean, pausedBecause: string | null): ConnectionView['state'] {
  if (!hasKeys) return 'keys-missing'
  return pausedBecause === null ? 'ready' : 'paused'
}
