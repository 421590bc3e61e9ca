import { formatCount } from '../kernel/words.ts'
import type { SyncProgress } from '../sync/sync-report.ts'
import { note, type Io } from './io.ts'

export interface ProgressDisplay {
  readonly update: (progress: SyncProgress) => void
  /** Clears what was drawn; the answer follows. */
  readonly done: () => void
}

/** Often enough to feel alive, seldom enough to cost nothing. */
const REDRAW_MS = 100

/** States in which a stream still works; every other one is an outcome. */
const WORKING: ReadonlySet<SyncProgress['state']> = new Set([
  'waiting',
  'fetching',
  'checking deletions',
])

/**
 * Shows a sync as it runs: on a terminal one line that redraws itself (rows, rate, what is left), else
 * a plain line as each stream ends.
 */
export function showProgress(io: Io): ProgressDisplay {
  const streams = new Map<string, SyncProgress>()
  const startedAt = performance.now()
  const live = io.stderr.isTTY === true
  let drawnAt = 0

  function draw(): void {
    drawnAt = performance.now()
    const width = (io.stdout.columns ?? 100) - 1
    const line = summarise([...streams.values()], (drawnAt - startedAt) / 1000)
    io.stderr.write(`\r\u001b[2K${line.slice(0, width)}`)
  }

  return {
    update(progress) {
      const before = streams.get(progress.stream)
      streams.set(progress.stream, progress)
      const ended = !WORKING.has(progress.state) && before?.state !== progress.state
      if (!live && ended) note(io, endedLine(progress))
      if (live && (ended || performance.now() - drawnAt >= REDRAW_MS)) draw()
    },
    done() {
      if (live && streams.size > 0) {
        draw()
        io.stderr.write('\n')
      }
    },
  }
}

/** `31 of 35 streams · 14,200 of 19,000 rows · 9,100 a second · about 1 s left · time entries`. */
export function summarise(streams: readonly SyncProgress[], seconds: number): string {
  const ended = streams.filter((stream) => !WORKING.has(stream.state)).length
  const rows = streams.reduce((total, stream) => total + stream.rows, 0)
  const expected = streams.reduce(
    (total, stream) => total + Math.max(stream.rows, stream.expected ?? 0),
    0,
  )
  const rate = rows / Math.max(0.001, seconds)
  const left = expected - rows
  const parts = [
    `${ended} of ${streams.length} streams`,
    left > 0
      ? `${formatCount(rows)} of ${formatCount(expected)} rows`
      : `${formatCount(rows)} rows`,
    `${formatCount(rate)} a second`,
  ]
  if (left > 0 && rate > 0) parts.push(`about ${duration(left / rate)} left`)
  const busy = streams.filter((stream) => stream.state === 'fetching').map(({ title }) => title)
  if (busy.length > 0) parts.push(busy.slice(0, 3).join(', '))
  return parts.join(' · ')
}

function endedLine({ title, state, rows, rowsPerSecond }: SyncProgress): string {
  const rate = rows >= 1000 ? `, ${formatCount(rowsPerSecond)} a second` : ''
  return `${title.padEnd(24)} ${state}, ${formatCount(rows)} rows${rate}`
}

function duration(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`
  return `${Math.ceil(seconds / 60)} min`
}
