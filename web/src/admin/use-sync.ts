import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { StreamProgress, StreamRun } from './connection-words.ts'

/** What the server says of the sync under way, or of the one that just ended. */
export interface LiveSync {
  readonly state: 'unknown' | 'idle' | 'running' | 'done' | 'failed'
  readonly streams: readonly StreamProgress[]
  /** Of the sync that ended while we watched. */
  readonly runs: readonly StreamRun[]
  /** Why it could not even begin. */
  readonly fault: SyncFault | null
}

/** What stopped a sync, and the next step. */
export interface SyncFault {
  readonly message: string
  readonly hint?: string | null
}

const START: LiveSync = { state: 'unknown', streams: [], runs: [], fault: null }

/** Follows the server's syncs for as long as the page is open, whoever started them. */
export function useLiveSync(): LiveSync {
  const [live, setLive] = useState<LiveSync>(START)
  const queryClient = useQueryClient()
  useEffect(() => {
    const source = new EventSource('/api/v1/sync/events')
    const on = (event: string, take: (document: unknown) => void): void =>
      source.addEventListener(event, ({ data }: MessageEvent<string>) => take(JSON.parse(data)))
    on('idle', () => setLive((now) => (isEnded(now) ? now : { ...START, state: 'idle' })))
    on('started', () => setLive({ ...START, state: 'running' }))
    on('progress', (progress) => setLive((now) => withProgress(now, progress as StreamProgress)))
    on('done', (report) => {
      setLive((now) => ended(now, report as Ended))
      // Every figure of the app may be another one now.
      void queryClient.invalidateQueries()
    })
    return () => source.close()
  }, [queryClient])
  return live
}

interface Ended {
  readonly runs: readonly StreamRun[]
  readonly stoppedBy?: SyncFault
}

function ended({ streams }: LiveSync, { runs, stoppedBy }: Ended): LiveSync {
  if (stoppedBy !== undefined) return { ...START, state: 'failed', streams, fault: stoppedBy }
  return { ...START, state: 'done', streams, runs }
}

function withProgress(now: LiveSync, progress: StreamProgress): LiveSync {
  const before = isEnded(now) ? [] : now.streams
  const known = before.some(({ stream }) => stream === progress.stream)
  const streams = known
    ? before.map((each) => (each.stream === progress.stream ? progress : each))
    : [...before, progress]
  return { ...START, state: 'running', streams }
}

/** How it ended stays on screen until the next one begins. */
function isEnded({ state }: LiveSync): boolean {
  return state === 'done' || state === 'failed'
}
