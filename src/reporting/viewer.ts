import { dayOf } from '../kernel/calendar.ts'
import type { Day } from '../kernel/calendar.ts'
import { type Settings, timeZoneOf } from '../model/settings.ts'
import type { Reader } from '../store/store.ts'

/** How far one stream's copy reaches; what the sync knows of it. */
export interface StreamCopy {
  readonly stream: string
  /** When the copy last agreed with ConnectWise, ISO, UTC; null before the first finished sync. */
  readonly coveredUntil: string | null
  readonly rows: number
  /** `denied`: the last sync was refused; rows from before may be there. */
  readonly state: 'synced' | 'syncing' | 'not-synced' | 'denied'
}

/**
 * Who asks, and through what: every run of a report takes one, so that nobody's rights can be
 * forgotten. The reader is already narrowed to what the viewer may see.
 */
export interface Viewer {
  readonly reader: Reader
  readonly settings: Settings
  /** The zone of the workspace's days. */
  readonly zone: string
  /** The moment the copy speaks of. */
  readonly asOf: Date
  /** The clock's time, for what is stale. */
  readonly now: Date
  readonly copies: readonly StreamCopy[]
}

export interface ViewerOptions {
  readonly reader: Reader
  readonly settings: Settings
  readonly copies: readonly StreamCopy[]
  readonly now: Date
  /** ConnectWise's own zone, for settings that choose none. */
  readonly serverTimeZone?: string | null
}

/**
 * A viewer of a workspace. As-of is the latest moment any stream is covered until, else the clock: a
 * copy that stopped on Friday answers as of Friday.
 */
export function createViewer(options: ViewerOptions): Viewer {
  const { reader, settings, copies, now, serverTimeZone = null } = options
  const covered = copies.flatMap(({ coveredUntil }) => (coveredUntil === null ? [] : coveredUntil))
  const latest = covered.map((at) => Date.parse(at)).reduce((a, b) => Math.max(a, b), 0)
  return {
    reader,
    settings,
    zone: timeZoneOf(settings, serverTimeZone),
    asOf: latest === 0 ? now : new Date(latest),
    now,
    copies,
  }
}

/** The viewer's today: the day of as-of in the workspace's zone. */
export function todayOf(viewer: Viewer): Day {
  return dayOf(viewer.asOf, viewer.zone)
}
