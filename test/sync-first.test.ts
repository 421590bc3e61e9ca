import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createWorld } from '../src/practice/data/create-world.ts'
import { streams } from '../src/streams/catalogue.ts'
import type { SyncProgress, SyncReport } from '../src/sync/run-sync.ts'
import { expectCopyIsTruth } from './copy-and-truth.ts'
import { type SyncBench, startSyncBench } from './sync-kit.ts'

const SEED = 20261122

describe(`a first sync of the practice company, seed ${SEED}`, () => {
  let bench: SyncBench
  let report: SyncReport
  const progress: SyncProgress[] = []
  beforeAll(async () => {
    const world = createWorld({ seed: SEED, size: 'small', today: '2026-11-22' })
    bench = await startSyncBench(world, streams)
    report = await bench.sync({ onProgress: (event) => progress.push(event) })
  })
  afterAll(() => bench.close())

  it('ends with every stream done and nothing set aside', () => {
    expect(report.runs.map(({ stream }) => stream)).toEqual(streams.map(({ name }) => name))
    const others = report.runs.filter(({ outcome }) => outcome !== 'done')
    expect(others).toEqual([])
    expect(report.runs.filter(({ quarantined }) => quarantined > 0)).toEqual([])
  })

  it('has every record of every stream, and every column as ConnectWise has it', () =>
    expectCopyIsTruth(bench.store, bench.practice.url, streams))

  it('tells its progress with the total that ConnectWise counted', () => {
    const tickets = progress.filter(({ stream }) => stream === 'tickets')
    const last = tickets.at(-1)
    expect(last).toMatchObject({ title: 'tickets', state: 'done', remainingSeconds: 0 })
    expect(last?.expected).toBe(last?.rows)
  })

  it('counts every request to its stream, but for the few that find the way to the API', () => {
    const counted = report.runs.reduce((sum, run) => sum + run.requests, 0)
    expect(report.requests - counted).toBeGreaterThanOrEqual(0)
    expect(report.requests - counted).toBeLessThan(10)
  })

  it('asks next to nothing the second time, and changes nothing', async () => {
    const again = await bench.sync()
    expect(again.requests).toBeLessThan(2 * streams.length)
    const touched = again.runs.filter(
      ({ inserted, updated, buried }) => inserted + updated + buried > 0,
    )
    expect(touched).toEqual([])
  })

  it('keeps a record of every run', async () => {
    expect(
      await bench.store.query(
        `select count(*)::integer as runs, count(distinct run_id)::integer as syncs from sync_runs`,
      ),
    ).toEqual([{ runs: 2 * streams.length, syncs: 2 }])
  })
})
