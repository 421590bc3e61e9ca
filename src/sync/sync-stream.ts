import { AppError } from '../kernel/app-error.ts'
import type { Stream, SyncPlan } from '../streams/define-stream.ts'
import type { Permits } from '../kernel/permits.ts'
import type { SyncOptions } from './run-sync.ts'
import type { StreamResult, StreamSync } from './stream-sync.ts'
import { createTally, type StreamTally } from './stream-tally.ts'
import { syncChanged } from './sync-changed.ts'
import { syncChildren } from './sync-children.ts'
import { syncReference } from './sync-reference.ts'
import type { Outcome, StreamRun, SyncFault } from './sync-report.ts'
import { NEW_STATE, readState } from './sync-state.ts'
import type { SyncStop } from './sync-stop.ts'

interface StreamOptions extends SyncOptions {
  readonly runId: string
  readonly stream: Stream
  readonly parent: Stream | null
  /** How the parent fared in this sync, when it took part. */
  readonly parentRun: StreamRun | undefined
  readonly permits: Permits
  readonly stop: SyncStop
}

/** Syncs one stream and keeps the record of it, whatever happens. Never throws. */
export async function syncStream(options: StreamOptions): Promise<StreamRun> {
  const { stream, clock, log, stop } = options
  const startedAt = clock.now()
  const begun = performance.now()
  const tally = createTally({
    stream: stream.name,
    title: stream.title,
    now: () => performance.now(),
    onProgress: options.onProgress,
  })
  let ending: Ending
  try {
    ending = await attempt(options, tally)
  } catch (error) {
    ending = await endingOf(error, stop)
    log.warn({ stream: stream.name, code: ending.error?.code }, `sync ${ending.outcome}`)
  }
  const run: StreamRun = {
    stream: stream.name,
    outcome: ending.outcome,
    ...tally.counts,
    durationMs: Math.round(performance.now() - begun),
    reason: ending.reason,
    window: ending.window,
    ...(ending.error ? { error: ending.error } : {}),
  }
  tally.end(ending.outcome)
  await options.store.recordRun({ ...run, runId: options.runId, startedAt }).catch((error) => {
    log.warn({ stream: stream.name, error: String(error) }, 'the record of a sync was not kept')
  })
  return run
}

interface Ending {
  readonly outcome: Outcome
  readonly reason: string
  readonly window: StreamResult['window']
  readonly error?: SyncFault
}

const NO_WINDOW = { since: null, until: null }

async function attempt(options: StreamOptions, tally: StreamTally): Promise<Ending> {
  const { stream, parent, parentRun, store, psa, stop } = options
  stop.signal.throwIfAborted()
  if (stream.sync.mode === 'child' && !mayFollow(parentRun)) {
    const reason = `waits for ${parent?.title ?? stream.sync.parent}`
    return { outcome: 'skipped', reason, window: NO_WINDOW }
  }
  const full = options.full === true
  const state = full ? NEW_STATE : readState(stream.name, await store.checkpoint(stream.name))
  tally.enter('fetching')
  const result = await SYNC_BY_MODE[stream.sync.mode]({
    stream,
    parent,
    psa: tally.count(psa),
    store,
    clock: options.clock,
    log: options.log,
    permits: options.permits,
    tally,
    state,
    full,
    signal: stop.signal,
  })
  if (result.shortfall) return { ...result, outcome: 'partial', error: result.shortfall }
  return { ...result, outcome: result.idle === true ? 'skipped' : 'done' }
}

/** A child goes by its parent's rows: those have to be as good as they get. */
function mayFollow(parentRun: StreamRun | undefined): boolean {
  return parentRun === undefined || ['done', 'partial', 'skipped'].includes(parentRun.outcome)
}

const SYNC_BY_MODE = {
  changed: syncChanged,
  reference: syncReference,
  child: syncChildren,
} as const satisfies Record<SyncPlan['mode'], (sync: StreamSync) => Promise<StreamResult>>

async function endingOf(error: unknown, stop: SyncStop): Promise<Ending> {
  const nothing = { reason: 'did not end', window: NO_WINDOW }
  // What others met stops this one too, in the other's words.
  if (stop.fault) return { ...nothing, outcome: 'failed', error: faultOf(stop.fault) }
  if (stop.signal.aborted) return { ...nothing, outcome: 'cancelled' }
  if (!(error instanceof AppError)) {
    const message = error instanceof Error ? error.message : String(error)
    return {
      ...nothing,
      outcome: 'failed',
      error: { code: 'sync-failed', message, remedy: 'report-bug' },
    }
  }
  if (await stop.consider(error)) return { ...nothing, outcome: 'failed', error: faultOf(error) }
  const outcome = error.code === 'PERM-READ' ? 'denied' : 'failed'
  return { ...nothing, outcome, error: faultOf(error) }
}

/** An error as a report keeps it. */
export function faultOf({ code, message, remedy, hint }: AppError): SyncFault {
  return { code, message, remedy, ...(hint === undefined ? {} : { hint }) }
}
