import { AppError } from '../kernel/app-error.ts'
import type { LandingPage } from '../store/landing.ts'
import { buryAbsent, unreadParents } from './burial.ts'
import { idsOf } from './ids-of.ts'
import { walkList } from './list-walk.ts'
import { selectParents } from './parents-asked.ts'
import type { StreamResult, StreamSync } from './stream-sync.ts'
import type { StreamState, Walk } from './sync-state.ts'
import type { SyncFault } from './sync-report.ts'
import type { Stream } from '../streams/define-stream.ts'

/** Parents whose lists are landed together: their rows are few, a transaction each would be many. */
const PARENTS_PER_LANDING = 50

/**
 * Fetches the lists of a stream that ConnectWise only has parent by parent. Its clock is ours: which
 * parents changed is told by when their rows changed here. A parent's list is complete, so rows of
 * it that are not listed are gone; a parent that is buried takes its children along.
 */
export async function syncChildren(sync: StreamSync): Promise<StreamResult> {
  const { stream, parent, store, clock, state } = sync
  if (!parent || stream.sync.mode !== 'child') throw new TypeError(`${stream.name} is no child`)
  const plan = planWalk(sync, parent)
  const left = await parentsLeft(sync, parent, plan)
  const faults: SyncFault[] = []
  const access = { opened: 0, closed: 0 }
  for (let index = 0; index < left.length; index += PARENTS_PER_LANDING) {
    const group = left.slice(index, index + PARENTS_PER_LANDING)
    const shortfall = await syncGroup(sync, group, plan.walk, access)
    if (shortfall) faults.push(shortfall)
  }
  await buryOrphans(sync, parent, stream.sync.parentColumn)
  const wasWhole = plan.walk.since === null
  const done: StreamState = {
    covered_until: plan.walk.started_at,
    walk: null,
    swept_at: wasWhole ? plan.walk.started_at : state.swept_at,
  }
  await store.saveCheckpoint(stream.name, done, clock.now())
  if (access.closed > 0) faults.push(unreadParents(stream.title, access.closed))
  const [shortfall] = faults
  return {
    reason: plan.reason,
    window: {
      since: plan.walk.since === null ? null : new Date(plan.walk.since),
      until: new Date(plan.walk.started_at),
    },
    idle: left.length === 0 && !wasWhole,
    ...(shortfall === undefined ? {} : { shortfall }),
  }
}

interface Plan {
  readonly reason: string
  readonly walk: Walk
  readonly condition: string
}

function planWalk({ state, stream, full, clock }: StreamSync, parent: Stream): Plan {
  const now = clock.now().toISOString()
  const covered = { until: state.covered_until, sweptAt: state.swept_at }
  // An open walk is taken up as it was begun: same start, same parents, from where it stopped.
  const begun = state.walk?.started_at ?? now
  const selection = selectParents(stream, parent, covered, { full, now: begun })
  const walk: Walk = state.walk ?? {
    since: selection.since,
    started_at: now,
    fresh: false,
    segments: [{ after: 0, up_to: null, last_id: 0, done: false }],
  }
  return {
    reason: state.walk ? 'goes on where it was interrupted' : selection.reason,
    walk,
    condition: selection.condition,
  }
}

async function parentsLeft(
  { store, tally }: StreamSync,
  parent: Stream,
  { walk, condition }: Plan,
): Promise<number[]> {
  const rows = await store.query(
    `select id from "${parent.name}"
      where deleted_at is null and id > $lastId and ${condition} order by id`,
    { lastId: walk.segments[0]?.last_id ?? 0 },
  )
  if (rows.length > 0) tally.enter('fetching')
  return rows.map((row) => Number(row['id']))
}

/** Fetches, lands and checks the lists of a few parents; they count as done together. */
async function syncGroup(
  sync: StreamSync,
  parentIds: readonly number[],
  walk: Walk,
  access: Access,
): Promise<SyncFault | null> {
  const { stream, store, clock, tally, state, signal } = sync
  if (stream.sync.mode !== 'child') return null
  const lists = await fetchLists(sync, parentIds, access)
  signal.throwIfAborted()
  const pages: LandingPage[] = lists.flatMap(({ parentId, pages }) =>
    pages.map((json) => ({ json, parentId })),
  )
  const upTo = parentIds.at(-1) ?? 0
  const landed = await store.land({
    table: stream,
    pages,
    parentColumn: stream.sync.parentColumn,
    at: clock.now(),
    checkpoint: {
      stream: stream.name,
      propose: () => ({ ...state, walk: walkedTo(walk, upTo) }),
    },
  })
  tally.landed(landed)
  return buryUnlisted(sync, lists, stream.sync.parentColumn)
}

/** Rows of the parents read that their lists do not show. */
async function buryUnlisted(
  sync: StreamSync,
  lists: readonly ParentList[],
  parentColumn: string,
): Promise<SyncFault | null> {
  const { stream, store } = sync
  const listed = new Set(lists.flatMap(({ pages }) => pages.flatMap(idsOf)))
  const ours = await store.query(
    `select id, "${parentColumn}" as parent_id from "${stream.name}" where deleted_at is null
      and "${parentColumn}" in (select unnest(from_json($parents, '["BIGINT"]')))`,
    { parents: JSON.stringify(lists.map(({ parentId }) => parentId)) },
  )
  const parentOf = new Map(ours.map((row) => [Number(row['id']), Number(row['parent_id'])]))
  const absent = [...parentOf.keys()].filter((id) => !listed.has(id))
  // An empty list is nothing unusual here; each list stands for itself.
  return buryAbsent(sync, absent, Number.POSITIVE_INFINITY, (id) => {
    return `${listOf(stream, parentOf.get(id) ?? 0)}/${id}`
  })
}

function walkedTo(walk: Walk, lastId: number): Walk {
  return { ...walk, segments: [{ after: 0, up_to: null, last_id: lastId, done: false }] }
}

/** How many parents let their lists be read so far, and how many did not. */
interface Access {
  opened: number
  closed: number
}

interface ParentList {
  readonly parentId: number
  readonly pages: readonly Buffer[]
}

/** The lists of those parents that let theirs be read; throws when none does: the stream is closed. */
async function fetchLists(
  sync: StreamSync,
  parentIds: readonly number[],
  access: Access,
): Promise<ParentList[]> {
  const stopping = new AbortController()
  const signal = AbortSignal.any([sync.signal, stopping.signal])
  let refusal: AppError | null = null
  const fetches = parentIds.map((parentId) =>
    sync.permits.use(async (): Promise<ParentList | null> => {
      try {
        const pages = await fetchList(sync, parentId, signal)
        access.opened += 1
        return { parentId, pages }
      } catch (error) {
        if (!(error instanceof AppError)) throw error
        // The parent went away since it was listed: its own sweep will say so.
        if (error.code === 'API-404') return null
        if (error.code !== 'PERM-READ') throw error
        access.closed += 1
        refusal = error
        return null
      }
    }),
  )
  try {
    const lists = (await Promise.all(fetches)).filter((list) => list !== null)
    if (refusal !== null && access.opened === 0) throw refusal as AppError
    return lists
  } catch (error) {
    stopping.abort()
    await Promise.allSettled(fetches)
    throw error
  }
}

async function fetchList(
  { stream, psa }: StreamSync,
  parentId: number,
  signal: AbortSignal,
): Promise<Buffer[]> {
  signal.throwIfAborted()
  const pages: Buffer[] = []
  const endpoint = listOf(stream, parentId)
  await walkList({ psa, endpoint, fields: stream.fields, signal }, 0, async (page) => {
    const ids = idsOf(page.json)
    pages.push(Buffer.from(page.json))
    return { rows: ids.length, lastId: ids.at(-1) ?? 0 }
  })
  return pages
}

function listOf(stream: Stream, parentId: number): string {
  return stream.endpoint.replace('{parentId}', String(parentId))
}

/** Children of rows that are gone go with them. */
async function buryOrphans(
  { stream, store, clock, tally }: StreamSync,
  parent: Stream,
  parentColumn: string,
): Promise<void> {
  const orphans = await store.query(
    `select c.id from "${stream.name}" c join "${parent.name}" p on p.id = c."${parentColumn}"
      where c.deleted_at is null and p.deleted_at is not null`,
  )
  if (orphans.length === 0) return
  const ids = orphans.map((row) => Number(row['id']))
  tally.buried(await store.bury(stream, ids, clock.now()))
}
