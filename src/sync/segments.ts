import type { Segment } from './sync-state.ts'

/** Rows that make a segment of its own worth while: four full pages. */
const ROWS_PER_SEGMENT = 4000

/** Enough for every connection to stay busy to the end, few enough for a checkpoint of fixed size. */
const MOST_SEGMENTS = 24

/**
 * Cuts a list's ids into stretches of equal length, newest first, the newest without an end: several
 * connections share a first walk, and recent rows arrive before old ones.
 */
export function cutSegments(greatestId: number, rows: number): Segment[] {
  const wanted = Math.min(MOST_SEGMENTS, Math.floor(rows / ROWS_PER_SEGMENT), greatestId)
  const count = Math.max(1, wanted)
  const bounds = Array.from({ length: count }, (_, index) =>
    Math.floor((greatestId * index) / count),
  )
  return bounds
    .map((after, index) => ({
      after,
      up_to: bounds[index + 1] ?? null,
      last_id: after,
      done: false,
    }))
    .toReversed()
}

/** The one segment of a walk that is not shared. */
export function wholeList(): Segment[] {
  return [{ after: 0, up_to: null, last_id: 0, done: false }]
}
