import { where } from '../psa/conditions.ts'
import type { PsaPage } from '../psa/psa.ts'
import { walkList } from './list-walk.ts'
import { cutSegments, wholeList } from './segments.ts'
import type { StreamResult, StreamSync } from './stream-sync.ts'
import type { Segment, StreamState, Walk } from './sync-state.ts'
import { isSweepDue, sweep } from './sweep.ts'

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

/** `started_at` is not known before ConnectWise has answered: see `runWalk`. */
type PlannedWalk = Omit<Walk, 'started_at'> & { started_at: string | null }

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
 * Walks what is left of every segment, several at once as permits allow. The first answer's time,
 * ConnectWise's own and floored to the second, dates a new walk: changes after it are the next
 * walk's. Returns that time.
 */
async function runWalk(sync: StreamSync, walk: PlannedWalk): Promise<string> {
  const dated = Promise.withResolvers<void>()
  if (walk.started_at !== null) dated.resolve()
  const left = walk.segments.filter((segment) => !segment.done)
  const [first, ...others] = left
  if (first === undefined) return walk.started_at ?? sync.clock.now().toISOString()

  const date = (page: PsaPage): void => {
    walk.started_at ??= floorToSecond(page.serverTime)
    dated.resolve()
  }
  const leader = walkSegment(sync, walk, first, date).finally(dated.resolve)
  const followers = others.map(async (segment) => {
    await dated.promise
    // Undated still means that the leader failed.
    if (walk.started_at !== null) await walkSegment(sync, walk, segment, date)
  })
  await allOrFirstFault([leader, ...followers])
  return walk.started_at ?? sync.clock.now().toISOString()
}

async function walkSegment(
  sync: StreamSync,
  walk: PlannedWalk,
  segment: Segment,
  date: (page: PsaPage) => void,
): Promise<void> {
  const { stream, store, clock, psa, tally, state, signal } = sync
  const list = {
    psa,
    endpoint: stream.endpoint,
    conditions: walk.since === null ? undefined : where('lastUpdated', '>=', new Date(walk.since)),
    fields: stream.fields,
    upTo: segment.up_to,
    signal,
  }
  await sync.permits.use(() =>
    walkList(list, segment.last_id, async (page) => {
      signal.throwIfAborted()
      date(page)
      const upTo = page.nextPageId ?? segment.up_to ?? Number.MAX_SAFE_INTEGER
      const landed = await store.land({
        table: stream,
        pages: [page],
        at: clock.now(),
        ...(walk.fresh && upTo > segment.last_id
          ? { fresh: { after: segment.last_id, upTo } }
          : {}),
        checkpoint: {
          stream: stream.name,
          propose: (lastId) => ({ ...state, walk: advanced(walk, segment, lastId) }),
          committed: (lastId) => void (segment.last_id = Math.max(segment.last_id, lastId)),
        },
      })
      tally.landed(landed)
      return landed
    }),
  )
  segment.done = true
}

/** The walk as it is once a segment has landed up to an id. */
function advanced(walk: PlannedWalk, moved: Segment, lastId: number): PlannedWalk {
  const segments = walk.segments.map((segment) =>
    segment === moved ? { ...segment, last_id: Math.max(segment.last_id, lastId) } : segment,
  )
  return { ...walk, segments }
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
