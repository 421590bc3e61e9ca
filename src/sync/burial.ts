import { formatCount, plural } from '../kernel/words.ts'
import type { StreamSync } from './stream-sync.ts'
import type { SyncFault } from './sync-report.ts'

/** So many rows may always go, and beyond that so large a share of a table. */
const ALWAYS_ALLOWED = 50
const ALLOWED_SHARE = 0.05

/** Rows of those to go that are asked for one by one before anything is buried. */
const SAMPLE = 5

/**
 * Buries rows that a complete list did not show, unless that looks like a fault or a lost permission
 * instead of deletions: an empty list, too many rows at once, or a row of the sample that is still
 * there. Then nothing is buried and the reason is returned.
 */
export async function buryAbsent(
  sync: StreamSync,
  absent: readonly number[],
  listed: number,
  addressOf = (id: number) => `${sync.stream.endpoint}/${id}`,
): Promise<SyncFault | null> {
  const { stream, store, clock, tally } = sync
  if (absent.length === 0) return null
  if (listed === 0) return refused(sync, 'ConnectWise lists none at all')
  const [row] = await store.query(
    `select count(*)::integer as live from "${stream.name}" where deleted_at is null`,
  )
  const live = Number(row?.['live'] ?? 0)
  const limit = Math.max(ALWAYS_ALLOWED, live * ALLOWED_SHARE)
  // A child's rows go parent by parent: what went before counts.
  if (absent.length + tally.counts.buried > limit) {
    const missing = `${formatCount(absent.length)} of ${formatCount(live)}`
    return refused(sync, `${missing} are missing from ConnectWise’s list`)
  }
  for (const id of sampleOf(absent)) {
    if ((await sync.psa.get(addressOf(id), { fields: 'id' })) !== null) {
      return refused(sync, `record ${id} is not listed but still there`)
    }
  }
  tally.buried(await store.bury(stream, absent, clock.now()))
  return null
}

/** Spread over the whole, the ends included. */
function sampleOf(ids: readonly number[]): number[] {
  const size = Math.min(SAMPLE, ids.length)
  const step = size > 1 ? (ids.length - 1) / (size - 1) : 0
  return Array.from({ length: size }, (_, index) => ids[Math.round(index * step)] ?? 0)
}

function refused({ stream, log }: StreamSync, why: string): SyncFault {
  log.warn({ stream: stream.name, why }, 'deletions not applied')
  return {
    code: 'sweep-refused',
    message: `Nothing was marked as deleted in ${stream.title}: ${why}.`,
    remedy: 'retry',
    hint: 'Check that the API member may still see all of them; the next sweep decides anew.',
  }
}

/** What a child's sync says of parents whose list could not be read. */
export function unreadParents(stream: string, parents: number): SyncFault {
  return {
    code: 'parents-closed',
    message: `${plural(parents, 'record')} did not let their ${stream} be read.`,
    remedy: 'reconfigure',
    hint: 'The API member lacks the right for them; the others are complete.',
  }
}
