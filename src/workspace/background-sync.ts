import { randomUUID } from 'node:crypto'
import { AppError } from '../kernel/app-error.ts'
import type { SyncFault, SyncReport } from '../sync/sync-report.ts'
import { createSyncEvents, type SyncEvent } from './sync-events.ts'
import type { SyncRequest } from './workspace.ts'

/** A sync that was begun: it goes on whether or not somebody waits for it. */
export interface StartedSync {
  /** What `syncRuns` will know it by. */
  readonly runId: string
  /** Settles when the copy and the model are renewed. */
  readonly done: Promise<SyncReport>
}

/** The workspace's one sync at a time, whoever asked for it. */
export interface BackgroundSync {
  /** Throws `sync-running` at once while one is under way. */
  start(request: SyncRequest): StartedSync
  readonly isRunning: boolean
  /** Lets the sync under way stop at its next page and waits for that; false when there was none. */
  cancel(): Promise<boolean>
  /** See `SyncEvents.follow`. */
  follow(signal: AbortSignal): AsyncGenerator<SyncEvent, void, void>
}

/** What a sync consists of: `run-sync.ts` and all that follows it. */
export type RunSync = (request: SyncRequest & { readonly runId: string }) => Promise<SyncReport>

/** Makes the one door that commands, the schedule and the button go through. */
export function createBackgroundSync(run: RunSync): BackgroundSync {
  const events = createSyncEvents()
  let current: { readonly stop: AbortController; readonly done: Promise<SyncReport> } | null = null

  async function runOnce(request: SyncRequest, runId: string, stop: AbortController) {
    events.tell({ kind: 'started', runId })
    try {
      const report = await run({
        ...request,
        runId,
        signal: request.signal ? AbortSignal.any([request.signal, stop.signal]) : stop.signal,
        onProgress(progress) {
          events.tell({ kind: 'progress', progress })
          request.onProgress?.(progress)
        },
      })
      current = null
      events.tell({ kind: 'done', report })
      return report
    } catch (error) {
      current = null
      events.tell({ kind: 'failed', runId, error: faultOf(error) })
      throw error
    }
  }

  return {
    start(request) {
      if (current) throw syncRunning()
      const stop = new AbortController()
      const runId = randomUUID()
      // Begins in a later turn: `current` is set before anything of it can end.
      const done = Promise.resolve().then(() => runOnce(request, runId, stop))
      current = { stop, done }
      done.catch(() => undefined)
      return { runId, done }
    },
    get isRunning() {
      return current !== null
    },
    async cancel() {
      if (!current) return false
      const { stop, done } = current
      stop.abort()
      await done.catch(() => undefined)
      return true
    },
    follow: (signal) => events.follow(signal),
  }
}

function faultOf(error: unknown): SyncFault {
  if (!(error instanceof AppError)) {
    return { code: 'internal', message: 'The sync broke.', remedy: 'report-bug' }
  }
  const { code, message, remedy, hint } = error
  return { code, message, remedy, ...(hint === undefined ? {} : { hint }) }
}

function syncRunning(): AppError {
  return new AppError('A sync of this data is under way.', {
    code: 'sync-running',
    remedy: 'retry',
    hint: 'Watch its progress, or wait for it to end.',
  })
}
