import { AppError } from '../kernel/app-error.ts'
import type { Workspace } from './workspace.ts'

/** Fresh enough for a board that hangs on a wall, and 4 small syncs an hour for ConnectWise. */
const MINUTES_BETWEEN_SYNCS = 15

export interface Schedule {
  /** Lets a sync under way stop at its next page, then settles. */
  stop(): Promise<void>
}

/** Keeps the copy current while the server runs: a sync at once, then one every quarter of an hour. */
export function startSchedule(workspace: Workspace, say: (message: string) => void): Schedule {
  const stopping = new AbortController()
  let timer: NodeJS.Timeout | null = null
  let running = syncOnce()

  function again(): void {
    running = syncOnce()
  }

  async function syncOnce(): Promise<void> {
    try {
      if (await workspace.maySync()) await workspace.sync({ signal: stopping.signal })
    } catch (error) {
      // The next sync tries again; what stays wrong is shown as stale on every page.
      say(error instanceof AppError ? error.message : 'A sync broke; the next one tries again.')
    }
    if (!stopping.signal.aborted) {
      timer = setTimeout(again, MINUTES_BETWEEN_SYNCS * 60_000)
      timer.unref()
    }
  }

  return {
    async stop() {
      stopping.abort()
      if (timer) clearTimeout(timer)
      await running
    },
  }
}
