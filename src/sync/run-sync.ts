import { randomUUID } from 'node:crypto'
import { AppError } from '../kernel/app-error.ts'
import type { Clock } from '../kernel/clock.ts'
import type { Log } from '../kernel/log.ts'
import { joinWords } from '../kernel/words.ts'
import type { Psa } from '../psa/psa.ts'
import type { Store } from '../store/store.ts'
import type { Stream } from '../streams/define-stream.ts'
import { createPermits } from '../kernel/permits.ts'
import { createSyncStop, type SyncStop } from './sync-stop.ts'
import { faultOf, syncStream } from './sync-stream.ts'
import type { StreamRun, SyncProgress, SyncReport } from './sync-report.ts'

export type { SyncProgress, SyncReport } from './sync-report.ts'

export interface SyncOptions {
  readonly psa: Psa
  readonly store: Store
  /** The catalogue, parents before their children. */
  readonly streams: readonly Stream[]
  /** Names of the streams to sync. Default: all. */
  readonly only?: readonly string[]
  /** List everything anew and look for deletions; rows stay where they are meanwhile. */
  readonly full?: boolean
  readonly clock: Clock
  readonly log: Log
  /** Stops at the next page; what is landed stays, and the next sync goes on from there. */
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: SyncProgress) => void
  /** What the report and `sync_runs` call it; a new name when left out. */
  readonly runId?: string
  /** Lists walked at once. Default 4, as the request budget. */
  readonly concurrency?: number
}

/** Stores with a sync under way: two walks of one stream would move one checkpoint. */
const syncing = new WeakSet<Store>()

/**
 * Brings the copy up to date with ConnectWise. Streams do not hinder each other: one that may not be
 * read or fails says so in its run. Keys that are refused (asked twice) and a disk that is full stop
 * all. Throws `unknown-stream`, `sync-running`; everything else is in the report.
 */
export async function runSync(options: SyncOptions): Promise<SyncReport> {
  const { store, clock, psa } = options
  const chosen = chooseStreams(options)
  if (syncing.has(store)) {
    throw new AppError('A sync of this data is under way.', {
      code: 'sync-running',
      remedy: 'retry',
      hint: 'Wait for it to end.',
    })
  }
  syncing.add(store)
  const startedAt = clock.now()
  const begun = performance.now()
  const before = psa.usage()
  try {
    await store.prepare(options.streams)
    const runId = options.runId ?? randomUUID()
    const stop = createSyncStop(psa, options.signal)
    const runs = await runStreams(options, chosen, runId, stop)
    const after = psa.usage()
    return {
      runId,
      startedAt,
      durationMs: Math.round(performance.now() - begun),
      requests: after.requests - before.requests,
      retries: after.retries - before.retries,
      runs,
      ...(stop.fault && { stoppedBy: faultOf(stop.fault) }),
    }
  } finally {
    syncing.delete(store)
  }
}

async function runStreams(
  options: SyncOptions,
  chosen: readonly Stream[],
  runId: string,
  stop: SyncStop,
): Promise<StreamRun[]> {
  const { streams } = options
  const permits = createPermits(options.concurrency ?? 4)
  const runs = new Map<string, Promise<StreamRun>>()
  const run = async (stream: Stream): Promise<StreamRun> => {
    const parentName = stream.sync.mode === 'child' ? stream.sync.parent : null
    const parent = streams.find(({ name }) => name === parentName) ?? null
    const parentRun = parentName === null ? undefined : await runs.get(parentName)
    return syncStream({ ...options, runId, stream, parent, parentRun, permits, stop })
  }
  for (const stream of parentsFirst(chosen)) runs.set(stream.name, run(stream))
  return Promise.all(chosen.flatMap(({ name }) => runs.get(name) ?? []))
}

function chooseStreams({ streams, only }: SyncOptions): readonly Stream[] {
  if (!only) return streams
  const unknown = only.filter((name) => !streams.some((stream) => stream.name === name))
  if (unknown.length > 0) {
    throw new AppError(`There is no stream ${joinWords(unknown)}.`, {
      code: 'unknown-stream',
      remedy: 'correct-input',
      hint: `The streams are ${joinWords(streams.map(({ name }) => name))}.`,
    })
  }
  return streams.filter(({ name }) => only.includes(name))
}

/** Children reach their parents' promises only when those exist; parents of parents come first. */
function parentsFirst(streams: readonly Stream[]): readonly Stream[] {
  const depth = (stream: Stream): number => {
    const { sync } = stream
    const parent =
      sync.mode === 'child' ? streams.find(({ name }) => name === sync.parent) : undefined
    return parent ? depth(parent) + 1 : 0
  }
  return streams.toSorted((a, b) => depth(a) - depth(b))
}
