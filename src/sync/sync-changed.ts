import { AppError } from '../kernel/app-error.ts'
import { where } from '../psa/conditions.ts'
import type { PsaPage } from '../psa/psa.ts'
import { walkList } from './list-walk.ts'
import { cutSegments, wholeList } from './segments.ts'
import type { StreamResult, StreamSync } from './stream-sync.ts'
import type { Segment, StreamState } from './sync-state.ts'
import { isSweepDue, sweep } from './sweep.ts'
import { landPages, loadPages, type PlannedWalk, type WalkLanding } from './walk-landing.ts'

/**
 * The walk of a stream that ConnectWise can filter by `lastUpdated`: by id, from a window that
 * starts a little before the last walk did, every page landed with the state that says so. What was
 * interrupted goes on where it stopped. Afterwards, once a day, deletions are looked for.
 */
export async function syncChanged(sync: StreamSync): Promise<StreamResult> {
  const { state, store, stream, clock } = sync
  const lastSweep = state.swept_at
  const resumed = state.walk !== null
  const walk = state.walk ?? (await planWalk(sync))
  const startedAt = await runWalk(sync, walk)
  const isFirst = state.covered_until === null && walk.since === null
  let done: StreamState = {
    covered_until: startedAt,
    walk: null,
    // A complete first listing has just shown everything that exists.
    swept_at: lastSweep ?? (isFirst ? startedAt : null),
  }
  await store.saveCheckpoint(stream.name, done, clock.now())

  const result = {
    reason: reasonOf(sync, walk, resumed),
    window: {
      since: walk.since === null ? null : new Date(walk.since),
      until: new Date(startedAt),
    },
  }
  if (!(isSweepDue(stream, done.swept_at, startedAt) || (sync.full && stream.sweep !== 'never'))) {
    return result
  }
  const shortfall = await sweep(sync)
  done = { ...done, swept_at: startedAt }
  await store.saveCheckpoint(stream.name, done, clock.now())
  return shortfall === null ? result : { ...result, shortfall }
}

async function planWalk(sync: StreamSync): Promise<PlannedWalk> {
  const { state, stream, tally } = sync
  const since = sync.full ? null : windowStart(stream.sync, state.covered_until)
  if (since !== null) return { since, started_at: null, fresh: false, segments: wholeList() }
  const [count, greatest, fresh] = await Promise.all([
    sync.permits.use(() => sync.psa.count(stream.endpoint)),
    sync.permits.use(() => sync.psa.greatestId(stream.endpoint)),
    isEmptyTable(sync),
  ])
  tally.expect(count)
  return { since, started_at: null, fresh, segments: cutSegments(greatest, count) }
}

function windowStart(plan: StreamSync['stream']['sync'], coveredUntil: string | null) {
  if (coveredUntil === null) return null
  const lookbackMinutes = plan.mode === 'changed' ? plan.lookbackMinutes : 0
  return new Date(Date.parse(coveredUntil) - lookbackMinutes * 60_000).toISOString()
}

async function isEmptyTable({ store, stream }: StreamSync): Promise<boolean> {
  return (await store.query(`select 1 as one from "${stream.name}" limit 1`)).length === 0
}

/**
 * Walks what is left of every segment, on as many connections as permits allow. The first answer's
 * time, ConnectWise's own and floored to the second, dates a new walk: changes after it are the next
 * walk's. Returns that time.
 */
async function runWalk(sync: StreamSync, walk: PlannedWalk): Promise<string> {
  const left = walk.segments.filter((segment) => !segment.done)
  const dated = Promise.withResolvers<void>()
  if (walk.started_at !== null || left.length === 0) dated.resolve()
  const date = (page: PsaPage): void => {
    walk.started_at ??= floorToSecond(page.serverTime)
    dated.resolve()
  }
  const connections = Math.min(sync.permits.count, left.length)
  const leader = walkSegments(sync, walk, left, date).finally(dated.resolve)
  const followers = Array.from({ length: Math.max(0, connections - 1) }, async () => {
    await dated.promise
    // Undated still means that the leader failed.
    if (walk.started_at !== null) await walkSegments(sync, walk, left, date)
  })
  await allOrFirstFault([leader, ...followers])
  return walk.started_at ?? sync.clock.now().toISOString()
}

/** One connection: takes segment after segment from those that are left. */
async function walkSegments(
  sync: StreamSync,
  walk: PlannedWalk,
  left: Segment[],
  date: (page: PsaPage) => void,
): Promise<void> {
  await sync.permits.use(async () => {
    let landing = walk.fresh ? await loadPages(sync, walk) : landPages(sync, walk)
    try {
      for (let segment = left.shift(); segment; segment = left.shift()) {
        try {
          await walkSegment(sync, walk, segment, landing, date)
        } catch (error) {
          if (!(error instanceof AppError) || error.code !== 'load-refused') throw error
          left.unshift(...new Set([segment, ...(await landing.abandon())]))
          landing = landPages(sync, walk)
        }
      }
    } finally {
      await landing.close()
    }
  })
}

async function walkSegment(
  sync: StreamSync,
  walk: PlannedWalk,
  segment: Segment,
  landing: WalkLanding,
  date: (page: PsaPage) => void,
): Promise<void> {
  const { stream, psa, signal } = sync
  const list = {
    psa,
    endpoint: stream.endpoint,
    conditions: walk.since === null ? undefined : where('lastUpdated', '>=', new Date(walk.since)),
    fields: stream.fields,
    upTo: segment.up_to,
    signal,
  }
  await walkList(list, segment.last_id, async (page) => {
    signal.throwIfAborted()
    date(page)
    return landing.land(segment, page)
  })
  landing.end(segment)
}

/** Waits for all; then throws the first fault there was. Nobody lands behind the caller's back. */
async function allOrFirstFault(works: readonly Promise<void>[]): Promise<void> {
  const faults: unknown[] = []
  await Promise.all(works.map((work) => work.catch((error: unknown) => faults.push(error))))
  if (faults.length > 0) throw faults[0]
}

function floorToSecond(instant: Date): string {
  return new Date(Math.floor(instant.getTime() / 1000) * 1000).toISOString()
}

function reasonOf({ full, state }: StreamSync, walk: PlannedWalk, resumed: boolean): string {
  if (resumed) return 'goes on where it was interrupted'
  if (full) return 'everything, as asked'
  if (walk.since === null) return state.covered_until === null ? 'first sync' : 'everything'
  return `changes since ${walk.since.slice(0, 19)}Z`
}
