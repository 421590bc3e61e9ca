import type { Psa, PsaUsage } from '../psa/psa.ts'
import type { Landed } from '../store/landing.ts'
import type { Outcome, SyncProgress } from './sync-report.ts'

/** What one stream has done so far. */
export interface Counts {
  fetched: number
  inserted: number
  updated: number
  buried: number
  reappeared: number
  quarantined: number
  requests: number
  retries: number
}

/** Counts a stream's rows and requests and tells whoever watches. */
export interface StreamTally {
  readonly counts: Readonly<Counts>
  /** Sets the total of the progress; asked of ConnectWise, hence only an estimate. */
  expect(rows: number): void
  landed(landed: Landed): void
  /** Rows of a load; negative when they were undone. */
  loaded(rows: number): void
  buried(rows: number): void
  reappeared(rows: number): void
  enter(state: SyncProgress['state']): void
  /** The client, with this stream's requests counted. */
  count(psa: Psa): Psa
  end(outcome: Outcome): void
}

export interface TallyOptions {
  readonly stream: string
  readonly title: string
  /** Milliseconds, for rates. */
  readonly now: () => number
  readonly onProgress?: ((progress: SyncProgress) => void) | undefined
}

export function createTally({ stream, title, now, onProgress }: TallyOptions): StreamTally {
  const counts: Counts = {
    fetched: 0,
    inserted: 0,
    updated: 0,
    buried: 0,
    reappeared: 0,
    quarantined: 0,
    requests: 0,
    retries: 0,
  }
  let state: SyncProgress['state'] = 'waiting'
  let expected: number | null = null
  let startedAt = now()

  function tell(): void {
    if (!onProgress) return
    const seconds = Math.max(0.001, (now() - startedAt) / 1000)
    const rowsPerSecond = counts.fetched / seconds
    const left = expected === null ? null : Math.max(0, expected - counts.fetched)
    onProgress({
      stream,
      title,
      state,
      rows: counts.fetched,
      expected,
      rowsPerSecond,
      remainingSeconds: left === null || rowsPerSecond === 0 ? null : left / rowsPerSecond,
    })
  }

  return {
    counts,
    expect(rows) {
      expected = rows
      tell()
    },
    landed(landed) {
      counts.fetched += landed.rows
      counts.inserted += landed.inserted
      counts.updated += landed.updated
      counts.reappeared += landed.reappeared
      counts.quarantined += landed.quarantined
      tell()
    },
    loaded(rows) {
      counts.fetched += rows
      counts.inserted += rows
      tell()
    },
    buried(rows) {
      counts.buried += rows
      tell()
    },
    reappeared(rows) {
      counts.reappeared += rows
      counts.updated += rows
      tell()
    },
    enter(next) {
      if (state === 'waiting') startedAt = now()
      state = next
      tell()
    },
    count: (psa) => countingPsa(psa, counts),
    end(outcome) {
      state = outcome
      tell()
    },
  }
}

/**
 * A request is counted when its answer is here. Retries are known only to the client as a whole:
 * those since anybody's last answer are put down to the stream whose answer comes next.
 */
function countingPsa(psa: Psa, counts: Counts): Psa {
  const answered = (): void => {
    counts.requests += 1
    counts.retries += retriesSinceLastAsked(psa)
  }
  const counted = async <T>(request: Promise<T>): Promise<T> => {
    try {
      return await request
    } finally {
      answered()
    }
  }
  return {
    async *pages(endpoint, options) {
      try {
        for await (const page of psa.pages(endpoint, options)) {
          answered()
          yield page
        }
      } catch (error) {
        answered()
        throw error
      }
    },
    count: (endpoint, conditions) => counted(psa.count(endpoint, conditions)),
    greatestId: (endpoint, conditions) => counted(psa.greatestId(endpoint, conditions)),
    get: (path, query) => counted(psa.get(path, query)),
    usage: () => psa.usage(),
    close: () => psa.close(),
  }
}

const seen = new WeakMap<Psa, PsaUsage>()

function retriesSinceLastAsked(psa: Psa): number {
  const usage = psa.usage()
  const before = seen.get(psa)?.retries ?? 0
  seen.set(psa, usage)
  return usage.retries - before
}
