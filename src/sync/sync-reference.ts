import { buryAbsent } from './burial.ts'
import { idsOf } from './ids-of.ts'
import { walkList } from './list-walk.ts'
import type { StreamResult, StreamSync } from './stream-sync.ts'
import { NEW_STATE } from './sync-state.ts'

/** Lists a small set-up table whole; rows that are not listed are buried, by the safety rule. */
export async function syncReference(sync: StreamSync): Promise<StreamResult> {
  const { stream, psa, store, clock, tally, state, signal } = sync
  const listed = new Set<number>()
  const startedAt = clock.now()
  await sync.permits.use(() =>
    walkList({ psa, endpoint: stream.endpoint, fields: stream.fields, signal }, 0, async (page) => {
      signal.throwIfAborted()
      for (const id of idsOf(page.json)) listed.add(id)
      const landed = await store.land({ table: stream, pages: [page], at: clock.now() })
      tally.landed(landed)
      return landed
    }),
  )
  const ours = await store.query(`select id from "${stream.name}" where deleted_at is null`)
  const absent = ours.map((row) => Number(row['id'])).filter((id) => !listed.has(id))
  const shortfall = await buryAbsent(sync, absent, listed.size)
  const at = startedAt.toISOString()
  await store.saveCheckpoint(
    stream.name,
    { ...NEW_STATE, covered_until: at, swept_at: at },
    clock.now(),
  )
  return {
    reason: state.covered_until === null ? 'first sync' : 'listed whole',
    window: { since: null, until: startedAt },
    ...(shortfall === null ? {} : { shortfall }),
  }
}
