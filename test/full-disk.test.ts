import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createWorld } from '../src/practice/data/create-world.ts'
import { streams as catalogue } from '../src/streams/catalogue.ts'
import { expectCopyIsTruth } from './copy-and-truth.ts'
import { startSyncBench } from './sync-kit.ts'

const streams = catalogue.filter(({ name }) => ['boards', 'tickets', 'time_entries'].includes(name))
const disk = mkdtempSync(join(tmpdir(), 'small-disk-'))
const mount = (...args: string[]) => spawnSync('mount', args).status === 0
const mounted = mount('-t', 'tmpfs', '-o', 'size=12m', 'tmpfs', disk)

/** Needs a disk of its own, small: only root may mount one. */
describe.skipIf(!mounted)('a disk that fills up during a sync', () => {
  let bench: Awaited<ReturnType<typeof startSyncBench>>
  beforeAll(async () => {
    const world = createWorld({ seed: 3, size: 'small', today: '2026-11-22' })
    bench = await startSyncBench(world, streams, { path: join(disk, 'a.duckdb') })
  })
  afterAll(async () => {
    await bench.close()
    spawnSync('umount', [disk])
    rmSync(disk, { recursive: true, force: true })
  })

  it('stops the sync with one clear error, keeps what was committed, and goes on with more room', async () => {
    const { runs } = await bench.sync()
    const failed = runs.filter(({ outcome }) => outcome === 'failed')
    expect(failed.map(({ error }) => error?.code)).toContain('disk-full')
    expect(failed.find(({ error }) => error?.code === 'disk-full')?.error).toMatchObject({
      remedy: 'retry',
      hint: expect.stringContaining('Free some space'),
    })
    const [kept] = await bench.store.query(
      'select count(*)::integer as n, count(distinct id)::integer as d from time_entries',
    )
    expect(kept?.['n']).toBe(kept?.['d'])

    expect(mount('-o', 'remount,size=400m', disk)).toBe(true)
    const again = await bench.sync()
    expect(again.runs.filter(({ outcome }) => outcome !== 'done')).toEqual([])
    await expectCopyIsTruth(bench.store, bench.practice.url, streams)
  })
})
