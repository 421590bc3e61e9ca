import type { PsaPage } from '../psa/psa.ts'
import type { StreamSync } from './stream-sync.ts'
import type { Segment, Walk } from './sync-state.ts'

/** `started_at` is not known before ConnectWise has answered. */
export type PlannedWalk = Omit<Walk, 'started_at'> & { started_at: string | null }

/** How the pages that one connection walks reach the store. */
export interface WalkLanding {
  land(segment: Segment, page: PsaPage): Promise<{ readonly rows: number; readonly lastId: number }>
  /** The segment has been walked to its end. */
  end(segment: Segment): void
  /** Makes durable what is not. */
  close(): Promise<void>
  /** Gives up what is not durable; those segments go on from where they durably are. */
  abandon(): Promise<readonly Segment[]>
}

/** Page by page, whatever the table holds. */
export function landPages(sync: StreamSync, walk: PlannedWalk): WalkLanding {
  const { stream, store, clock, tally, state } = sync
  return {
    async land(segment, page) {
      const landed = await store.land({
        table: stream,
        pages: [page],
        at: clock.now(),
        checkpoint: {
          stream: stream.name,
          propose: (lastId) => ({
            ...state,
            walk: moved(walk, new Map([[segment, movedTo(segment, lastId)]])),
          }),
          committed: (lastId) => void Object.assign(segment, movedTo(segment, lastId)),
        },
      })
      tally.landed(landed)
      return landed
    },
    end: (segment) => void (segment.done = true),
    close: () => Promise.resolve(),
    abandon: () => Promise.resolve([]),
  }
}

/**
 * As a load, several pages to a transaction, across all segments of the connection: into a table that
 * was empty when the walk began. Throws `load-refused` for a page that has to be landed the other way.
 */
export async function loadPages(sync: StreamSync, walk: PlannedWalk): Promise<WalkLanding> {
  const { stream, store, clock, tally, state } = sync
  const load = await store.openLoad(stream)
  /** Where segments will be once the open transaction commits. */
  const ahead = new Map<Segment, Segment>()
  let openRows = 0

  const commit = (): Promise<void> =>
    load.commit({
      stream: stream.name,
      at: clock.now(),
      propose: () => ({ ...state, walk: moved(walk, ahead) }),
      committed() {
        for (const [segment, reached] of ahead) Object.assign(segment, reached)
        ahead.clear()
        openRows = 0
      },
    })

  return {
    async land(segment, page) {
      const now = ahead.get(segment) ?? segment
      const added = await load.add({
        json: page.json,
        after: now.last_id,
        upTo: page.nextPageId ?? segment.up_to ?? Number.MAX_SAFE_INTEGER,
        at: clock.now(),
      })
      ahead.set(segment, movedTo(now, added.lastId))
      openRows += added.rows
      tally.loaded(added.rows)
      if (added.isDue) await commit()
      return added
    },
    end: (segment) => void ahead.set(segment, { ...(ahead.get(segment) ?? segment), done: true }),
    async close() {
      await commit()
      load.close()
    },
    async abandon() {
      await load.undo()
      load.close()
      tally.loaded(-openRows)
      return [...ahead.keys()]
    },
  }
}

function movedTo(segment: Segment, lastId: number): Segment {
  return { ...segment, last_id: Math.max(segment.last_id, lastId) }
}

/** The walk with some of its segments elsewhere. */
function moved(walk: PlannedWalk, to: ReadonlyMap<Segment, Segment>): PlannedWalk {
  return { ...walk, segments: walk.segments.map((segment) => to.get(segment) ?? segment) }
}
