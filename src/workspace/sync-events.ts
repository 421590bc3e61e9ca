import type { SyncFault, SyncProgress, SyncReport } from '../sync/sync-report.ts'

/** What happens to the workspace's sync, as those who watch it are told. */
export type SyncEvent =
  | { readonly kind: 'idle' }
  | { readonly kind: 'started'; readonly runId: string }
  | { readonly kind: 'progress'; readonly progress: SyncProgress }
  | { readonly kind: 'done'; readonly report: SyncReport }
  /** It could not even begin, or broke: no stream has anything to say. */
  | { readonly kind: 'failed'; readonly runId: string; readonly error: SyncFault }

/** One sync, many who watch it, each at their own speed. */
export interface SyncEvents {
  tell(event: SyncEvent): void
  /** From where the sync is now on, until the signal: first the state of each stream, or `idle`. */
  follow(signal: AbortSignal): AsyncGenerator<SyncEvent, void, void>
}

export function createSyncEvents(): SyncEvents {
  /** What somebody who comes now must be told; null while nothing runs. */
  let state: Map<string, SyncEvent> | null = null
  const followers = new Set<Follower>()

  return {
    tell(event) {
      if (event.kind === 'started') state = new Map()
      else if (event.kind !== 'progress') state = null
      state?.set(nameOf(event), event)
      for (const follower of followers) follower.push(event)
    },
    async *follow(signal) {
      const follower = createFollower(signal)
      for (const event of state?.values() ?? [{ kind: 'idle' } as const]) follower.push(event)
      followers.add(follower)
      try {
        for (;;) {
          const events = await follower.next()
          if (signal.aborted) return
          yield* events
        }
      } finally {
        followers.delete(follower)
      }
    },
  }
}

interface Follower {
  push(event: SyncEvent): void
  /** What has come since, at least one; nothing once the signal is given. */
  next(): Promise<readonly SyncEvent[]>
}

/** Of a stream only the latest state is kept, so that a slow reader costs no more than a quick one. */
function createFollower(signal: AbortSignal): Follower {
  const waiting = new Map<string, SyncEvent>()
  let wake: (() => void) | null = null
  signal.addEventListener('abort', () => wake?.(), { once: true })
  return {
    push(event) {
      const name = nameOf(event)
      // Behind what came before it, also where an older state of the same stream still waits.
      waiting.delete(name)
      waiting.set(name, event)
      wake?.()
    },
    async next() {
      while (waiting.size === 0 && !signal.aborted) {
        await new Promise<void>((resolve) => (wake = resolve))
      }
      const events = [...waiting.values()]
      waiting.clear()
      return events
    },
  }
}

function nameOf(event: SyncEvent): string {
  return event.kind === 'progress' ? `stream ${event.progress.stream}` : event.kind
}
