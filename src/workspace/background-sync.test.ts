import { describe, expect, it } from 'vitest'
import { AppError } from '../kernel/app-error.ts'
import type { SyncProgress, SyncReport } from '../sync/sync-report.ts'
import { createBackgroundSync, type RunSync } from './background-sync.ts'
import type { SyncEvent } from './sync-events.ts'

const report = (runId: string): SyncReport => ({
  runId,
  startedAt: new Date(0),
  durationMs: 1,
  requests: 0,
  retries: 0,
  runs: [],
})

const progress = (stream: string, rows: number): SyncProgress => ({
  stream,
  title: stream,
  state: 'fetching',
  rows,
  expected: null,
  rowsPerSecond: 0,
  remainingSeconds: null,
})

async function until(last: SyncEvent['kind'], events: AsyncGenerator<SyncEvent>) {
  const seen: SyncEvent[] = []
  for await (const event of events) {
    seen.push(event)
    if (event.kind === last) break
  }
  return seen
}

describe('the one sync at a time', () => {
  it('tells a slow reader the latest of each stream, and the end after it', async () => {
    const syncs = createBackgroundSync(async ({ runId, onProgress }) => {
      for (let rows = 1; rows <= 1000; rows += 1) onProgress?.(progress('tickets', rows))
      onProgress?.(progress('boards', 3))
      return report(runId)
    })
    const events = syncs.follow(new AbortController().signal)
    expect((await events.next()).value).toEqual({ kind: 'idle' })
    await syncs.start({}).done
    const seen = await until('done', events)
    expect(seen.map(({ kind }) => kind)).toEqual(['started', 'progress', 'progress', 'done'])
    expect(seen[1]).toMatchObject({ progress: { rows: 1000 } })
  })

  it('that breaks tells why, and the next one is let in', async () => {
    const broken = new AppError('There are no keys.', {
      code: 'keys-missing',
      remedy: 'reconfigure',
    })
    let runs = 0
    const run: RunSync = async ({ runId }) => {
      runs += 1
      if (runs === 1) throw broken
      return report(runId)
    }
    const syncs = createBackgroundSync(run)
    const events = until('failed', syncs.follow(new AbortController().signal))
    await expect(syncs.start({}).done).rejects.toBe(broken)
    expect((await events).at(-1)).toMatchObject({ error: { code: 'keys-missing' } })
    expect(syncs.isRunning).toBe(false)
    await syncs.start({}).done
  })

  it('ends for whoever goes away, and for nobody else', async () => {
    const syncs = createBackgroundSync(async ({ runId }) => report(runId))
    const leaving = new AbortController()
    const gone = until('done', syncs.follow(leaving.signal))
    const staying = until('done', syncs.follow(new AbortController().signal))
    leaving.abort()
    expect((await gone).some(({ kind }) => kind === 'done')).toBe(false)
    await syncs.start({}).done
    expect((await staying).at(-1)?.kind).toBe('done')
  })
})
