import { describe, expect, it } from 'vitest'
import { createWorld } from '../src/practice/data/create-world.ts'
import { streams } from '../src/streams/catalogue.ts'
import { expectCopyIsTruth } from './copy-and-truth.ts'
import { startSyncBench } from './sync-kit.ts'

describe.each([1, 20261122])('the practice company at work, seed %i', (seed) => {
  it('is copied truly after every week of additions, changes and deletions', async () => {
    let now = Date.parse('2026-11-22T12:00:00Z')
    const clock = { now: () => new Date((now += 1)) }
    const world = createWorld({ seed, size: 'small', today: '2026-11-22' })
    const bench = await startSyncBench(world, streams, { clock })
    try {
      await bench.sync()
      for (let week = 1; week <= 2; week += 1) {
        const body = JSON.stringify({ seed: seed + week, inserts: 120, updates: 200, deletes: 40 })
        const edit = await fetch(`${bench.practice.url}/_practice/edit`, { method: 'POST', body })
        expect(Object.keys((await edit.json()) as object)).toContain('updated')
        now += 8 * 86_400_000
        const { runs } = await bench.sync()
        expect(runs.filter(({ outcome }) => !['done', 'skipped'].includes(outcome))).toEqual([])
        await expectCopyIsTruth(bench.store, bench.practice.url, streams)
      }
    } finally {
      await bench.close()
    }
  }, 240_000)
})
