import { type Clock, systemClock } from '../src/kernel/clock.ts'
import { silentLog } from '../src/kernel/log.ts'
import type { World } from '../src/practice/entity.ts'
import { type Practice, startPractice } from '../src/practice/start-practice.ts'
import { connectPsa } from '../src/psa/connect-psa.ts'
import type { Psa } from '../src/psa/psa.ts'
import { openDuckDbStore } from '../src/store/duckdb/open-duckdb-store.ts'
import type { Store } from '../src/store/store.ts'
import type { Stream } from '../src/streams/define-stream.ts'
import type { SyncOptions, SyncReport } from '../src/sync/run-sync.ts'
import { runSync } from '../src/sync/run-sync.ts'

/** The values of the practice PSA's full-access member, as its documentation gives them. */
export const PRACTICE_KEYS = {
  companyId: 'practice',
  publicKey: 'practicePublic',
  privateKey: 'practicePrivate',
  clientId: '00000000-0000-4000-8000-000000000001',
}

/** A practice PSA over HTTP, a client of it and a store, as the product puts them together. */
export interface SyncBench {
  readonly practice: Practice
  readonly psa: Psa
  readonly store: Store
  sync(options?: Partial<SyncOptions>): Promise<SyncReport>
  close(): Promise<void>
}

export async function startSyncBench(
  world: World,
  streams: readonly Stream[],
  { path = ':memory:', clock = systemClock }: { path?: string; clock?: Clock } = {},
): Promise<SyncBench> {
  const practice = await startPractice({ world, clock })
  const psa = connectTo(practice.siteUrl)
  const store = await openDuckDbStore({ path, log: silentLog })
  return {
    practice,
    psa,
    store,
    sync: (options = {}) => runSync({ psa, store, streams, clock, log: silentLog, ...options }),
    async close() {
      await store.close()
      await psa.close()
      await practice.close()
    },
  }
}

/** A client in a hurry: a practice PSA needs no manners, and a test no back-off. */
export function connectTo(siteUrl: string, keys = PRACTICE_KEYS): Psa {
  return connectPsa({
    site: siteUrl,
    allowedHosts: [siteUrl],
    credentials: keys,
    clock: systemClock,
    log: silentLog,
    budget: { perMinute: 1_000_000 },
    retry: { tries: 8, baseMs: 1, capMs: 4, throttledMs: 4 },
  })
}
