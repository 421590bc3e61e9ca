import { formatCount, joinWords, plural } from '../kernel/words.ts'
import type { Freshness } from '../reporting/answer.ts'
import type { FreshnessSummary } from './briefing.ts'
import { asOfWords } from './wording.ts'

const HOUR_MS = 3_600_000

/**
 * How current the copy is, in one sentence for the foot of a page or the notice above it. The worst
 * state decides: nothing copied yet, first copy under way, not permitted, stale, fresh.
 */
export function summariseFreshness(
  streams: readonly Freshness[],
  now: Date,
  zone: string,
): FreshnessSummary {
  if (streams.length === 0) {
    return { state: 'fresh', sentence: 'Figures from the record of the syncs.', notes: [] }
  }
  const copied = streams.filter((stream) => stream.coveredUntil !== null)
  const denied = streams.filter(isDenied)
  const under = streams.filter((stream) => isFirstCopy(stream))
  const stale = streams.filter(
    (stream) => stream.state === 'stale' || (stream.state === 'denied' && !isDenied(stream)),
  )

  if (copied.length === 0 && under.length === 0 && streams.length > denied.length) {
    return {
      state: 'empty',
      sentence: 'Nothing has been copied from ConnectWise yet.',
      notes: ['Start a sync: the newest tickets and time entries arrive first.'],
    }
  }
  if (under.length > 0 || copied.length + denied.length < streams.length) {
    return firstCopy(streams, copied, under)
  }
  if (denied.length > 0) {
    return {
      state: 'partial',
      sentence: `Your API member cannot read ${titles(denied)}; what needs them is left out.`,
      notes: denied.flatMap((stream) => (stream.note === null ? [] : [stream.note])),
    }
  }
  const until = copied.map((stream) => new Date(stream.coveredUntil ?? 0).getTime())
  const oldest = new Date(Math.min(...until))
  if (stale.length > 0) {
    return {
      state: 'stale',
      sentence: `These figures are not current: ${titles(stale)} ${stale.length === 1 ? 'was' : 'were'} last copied ${asOfWords(oldest, now, zone).replace('as of', 'at')}.`,
      notes: stale.flatMap((stream) => (stream.note === null ? [] : [stream.note])),
    }
  }
  const all = plural(copied.length, 'stream')
  return {
    state: 'fresh',
    sentence:
      now.getTime() - oldest.getTime() <= HOUR_MS
        ? `Figures from ${all}, all synced within the hour.`
        : `Figures from ${all}, the oldest ${asOfWords(oldest, now, zone)}.`,
    notes: [],
  }
}

/** True for a stream that may not be read and of which there is no copy from before. */
export function isDenied(stream: Freshness): boolean {
  return stream.state === 'denied' && stream.coveredUntil === null
}

/** True while a stream's first copy is not complete: its figures would be too small. */
export function isFirstCopy(stream: Freshness): boolean {
  return stream.state === 'syncing' && stream.coveredUntil === null
}

function firstCopy(
  streams: readonly Freshness[],
  copied: readonly Freshness[],
  under: readonly Freshness[],
): FreshnessSummary {
  const arriving = under
    .filter((stream) => stream.rows > 0)
    .toSorted((a, b) => b.rows - a.rows)
    .map((stream) => `${formatCount(stream.rows)} ${stream.title}`)
  return {
    state: 'syncing',
    sentence: `The first copy is under way: ${copied.length} of ${plural(streams.length, 'stream')} are complete.`,
    notes: [
      arriving.length > 0
        ? `The newest are here, older ones are coming: ${joinWords(arriving.slice(0, 3))} so far.`
        : 'The newest records come first; figures appear as their streams complete.',
    ],
  }
}

/** `invoices`, `invoices and agreements`, `invoices, agreements and 3 more`. */
function titles(streams: readonly Freshness[]): string {
  const names = streams.map((stream) => stream.title)
  if (names.length <= 3) return joinWords(names)
  return `${names.slice(0, 2).join(', ')} and ${names.length - 2} more`
}
