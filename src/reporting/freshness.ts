import { plural } from '../kernel/words.ts'
import { streamInWords } from '../model/stream-words.ts'
import type { Freshness } from './answer.ts'
import type { StreamCopy } from './viewer.ts'

/** A copy older than this is said to be stale: syncs run every quarter of an hour, sweeps daily. */
const STALE_AFTER_HOURS = 24

const MS_PER_HOUR = 3_600_000

/** How current each of the named streams is, in their order. */
export function freshnessOf(
  names: readonly string[],
  copies: readonly StreamCopy[],
  now: Date,
): Freshness[] {
  return names.map((stream) => {
    const copy = copies.find((each) => each.stream === stream) ?? {
      stream,
      coveredUntil: null,
      rows: 0,
      state: 'not-synced' as const,
    }
    const { title, permission } = streamInWords(stream)
    const { coveredUntil, rows } = copy
    return { stream, title, coveredUntil, rows, ...stateOf(copy, title, permission, now) }
  })
}

function stateOf(
  { state, coveredUntil }: StreamCopy,
  title: string,
  permission: string,
  now: Date,
): Pick<Freshness, 'state' | 'note'> {
  if (state === 'denied') {
    return {
      state,
      note: `ConnectWise does not let your API member read ${title}; the role needs ${permission}.`,
    }
  }
  if (coveredUntil === null) {
    return state === 'syncing'
      ? { state, note: `The first copy of ${title} is under way.` }
      : { state: 'not-synced', note: `No ${title} have been copied yet.` }
  }
  const hours = Math.floor((now.getTime() - Date.parse(coveredUntil)) / MS_PER_HOUR)
  if (hours < STALE_AFTER_HOURS) return { state: 'fresh', note: null }
  const days = Math.floor(hours / 24)
  return { state: 'stale', note: `The copy of ${title} is ${plural(days, 'day')} old.` }
}
