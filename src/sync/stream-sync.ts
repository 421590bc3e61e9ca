import type { Clock } from '../kernel/clock.ts'
import type { Log } from '../kernel/log.ts'
import type { Psa } from '../psa/psa.ts'
import type { Store } from '../store/store.ts'
import type { Stream } from '../streams/define-stream.ts'
import type { Permits } from '../kernel/permits.ts'
import type { StreamTally } from './stream-tally.ts'
import type { StreamState } from './sync-state.ts'
import type { SyncFault } from './sync-report.ts'

/** All that the sync of one stream works with. */
export interface StreamSync {
  readonly stream: Stream
  /** The stream it is reached through, for a child. */
  readonly parent: Stream | null
  /** Counts this stream's requests. */
  readonly psa: Psa
  readonly store: Store
  readonly clock: Clock
  readonly log: Log
  readonly permits: Permits
  readonly tally: StreamTally
  readonly state: StreamState
  /** Everything anew: list all of it and look for deletions, whatever was covered. */
  readonly full: boolean
  readonly signal: AbortSignal
}

/** How the sync of one stream went, beside what its tally counted. */
export interface StreamResult {
  readonly reason: string
  readonly window: { readonly since: Date | null; readonly until: Date | null }
  /** What is missing from a stream that is current otherwise. */
  readonly shortfall?: SyncFault
  /** True when there was nothing to ask. */
  readonly idle?: boolean
}
