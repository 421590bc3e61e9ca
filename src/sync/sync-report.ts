import type { Remedy } from '../kernel/app-error.ts'

/**
 * How a stream's sync ended. *denied*: the API member may not read it; *partial*: it is current
 * except for what `error` says; *skipped*: nothing to ask, or what it needs is not there.
 */
export type Outcome = 'done' | 'failed' | 'denied' | 'partial' | 'cancelled' | 'skipped'

/** One stream's part in a sync. Counts are rows, `durationMs` runs from its first request on. */
export interface StreamRun {
  readonly stream: string
  readonly outcome: Outcome
  readonly fetched: number
  readonly inserted: number
  readonly updated: number
  /** Rows found to be gone from ConnectWise. */
  readonly buried: number
  /** Rows that were buried and are there again. */
  readonly reappeared: number
  readonly quarantined: number
  readonly requests: number
  readonly retries: number
  readonly durationMs: number
  /** Why it ran and what it did, in words: `first sync`, `changes since …`. */
  readonly reason: string
  /** ConnectWise's clock: changes from `since` on, complete up to `until`; null for all there is. */
  readonly window: { readonly since: Date | null; readonly until: Date | null }
  readonly error?: SyncFault
}

export interface SyncFault {
  readonly code: string
  readonly message: string
  readonly remedy: Remedy
  readonly hint?: string
}

/** What one sync did, stream by stream, in the order of the catalogue. */
export interface SyncReport {
  readonly runId: string
  readonly startedAt: Date
  readonly durationMs: number
  readonly requests: number
  readonly retries: number
  readonly runs: readonly StreamRun[]
  /** What stopped all streams at once; absent when nothing did. */
  readonly stoppedBy?: SyncFault
}

/** A stream's progress, sent after every page and at each change of state. */
export interface SyncProgress {
  readonly stream: string
  /** What people call its rows: `time entries`. */
  readonly title: string
  readonly state: 'waiting' | 'fetching' | 'checking deletions' | Outcome
  /** Rows fetched so far. */
  readonly rows: number
  /** How many there will be, as ConnectWise counted them; null where it was not asked. */
  readonly expected: number | null
  readonly rowsPerSecond: number
  /** Null while unknown. */
  readonly remainingSeconds: number | null
}
