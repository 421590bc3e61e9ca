import { oneOfInParts } from '../psa/conditions.ts'
import { buryAbsent } from './burial.ts'
import { idsOf } from './ids-of.ts'
import { walkList } from './list-walk.ts'
import type { StreamSync } from './stream-sync.ts'
import type { SyncFault } from './sync-report.ts'
import type { Stream } from '../streams/define-stream.ts'

const HOURS_BETWEEN_SWEEPS = { daily: 24, weekly: 7 * 24 } as const

/** A stream is swept when its last sweep is a day (or a week) old, by the stream's own clock. */
export function isSweepDue({ sweep }: Stream, sweptAt: string | null, now: string): boolean {
  if (sweep === 'never') return false
  if (sweptAt === null) return true
  return Date.parse(now) - Date.parse(sweptAt) >= HOURS_BETWEEN_SWEEPS[sweep] * 3_600_000
}

/** More records than this that a sweep finds and we lack are left to a full walk. */
const MOST_FETCHED_BY_ID = 5000

/**
 * Compares all ids that ConnectWise lists with ours, page by page: rows not listed are buried (by
 * the safety rule of `burial.ts`), buried rows that are listed come back, and records that we lack
 * (a permission came back, a search index lagged for hours) are fetched. Returns what could not be
 * settled.
 */
export async function sweep(sync: StreamSync): Promise<SyncFault | null> {
  const { stream, psa, store, clock, tally, signal } = sync
  tally.enter('checking deletions')
  const absent: number[] = []
  const missing: number[] = []
  let listed = 0
  let from = 0

  /** Settles the ids in (from, upTo], of which `page` are listed. */
  async function compare(page: readonly number[], upTo: number): Promise<void> {
    const ours = await store.query(
      `select id, deleted_at is not null as is_buried from "${stream.name}"
        where id > $from and id <= $upTo`,
      { from, upTo },
    )
    const there = new Set(page)
    const known = new Set(ours.map((row) => Number(row['id'])))
    for (const row of ours) {
      if (row['is_buried'] !== true && !there.has(Number(row['id']))) absent.push(Number(row['id']))
    }
    const back = ours.filter((row) => row['is_buried'] === true && there.has(Number(row['id'])))
    tally.reappeared(
      await store.revive(
        stream,
        back.map((row) => Number(row['id'])),
        clock.now(),
      ),
    )
    missing.push(...page.filter((id) => !known.has(id)))
    from = upTo
  }

  await sync.permits.use(() =>
    walkList({ psa, endpoint: stream.endpoint, fields: ['id'], signal }, 0, async (page) => {
      signal.throwIfAborted()
      const ids = idsOf(page.json)
      const lastId = ids.at(-1) ?? 0
      const ahead = ids.filter((id) => id > from)
      if (lastId > from) await compare(ahead, lastId)
      listed += ahead.length
      return { rows: ids.length, lastId }
    }),
  )
  await compare([], Number.MAX_SAFE_INTEGER)
  const shortfall = await buryAbsent(sync, absent, listed)
  await fetchMissing(sync, missing)
  return shortfall
}

async function fetchMissing(sync: StreamSync, missing: readonly number[]): Promise<void> {
  const { stream, psa, store, clock, tally, signal } = sync
  const aside = await store.query('select id from sync_quarantine where stream = $stream', {
    stream: stream.name,
  })
  const known = new Set(aside.map((row) => Number(row['id'])))
  const wanted = missing.filter((id) => !known.has(id))
  if (wanted.length > MOST_FETCHED_BY_ID) {
    sync.log.warn(
      { stream: stream.name, records: wanted.length },
      'many records are listed that the copy lacks: they come with the next full sync',
    )
    return
  }
  for (const conditions of oneOfInParts('id', wanted)) {
    const list = { psa, endpoint: stream.endpoint, conditions, fields: stream.fields, signal }
    await sync.permits.use(() =>
      walkList(list, 0, async (page) => {
        const landed = await store.land({ table: stream, pages: [page], at: clock.now() })
        tally.landed(landed)
        return landed
      }),
    )
  }
}
