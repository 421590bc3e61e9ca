import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { silentLog } from '../src/kernel/log.ts'
import { createWorld } from '../src/practice/data/create-world.ts'
import { type Practice, startPractice } from '../src/practice/start-practice.ts'
import { openDuckDbStore } from '../src/store/duckdb/open-duckdb-store.ts'
import { streams as catalogue } from '../src/streams/catalogue.ts'
import { expectCopyIsTruth } from './copy-and-truth.ts'

const SEED = Number(process.env['SEED'] ?? Date.now() % 1_000_000)

/** A changed stream in pages, references, and children of both: every kind of transaction there is. */
const NAMES = ['companies', 'sites', 'boards', 'board_statuses', 'tickets', 'time_entries']
const streams = catalogue.filter(({ name }) => NAMES.includes(name))

const KILLS = 50
/** Data files at once: two cores. */
const FILES = 2
/** From the sync's start to its kill, at most: about what a whole first sync takes. */
const LONGEST_LIFE_MS = 1500

describe(`a sync that is killed ${KILLS} times, seed ${SEED}`, () => {
  let practice: Practice
  let directory: string
  beforeAll(async () => {
    const world = createWorld({ seed: SEED, size: 'small', today: '2026-11-22' })
    practice = await startPractice({ world, faults: { latencyMs: 20 } })
    directory = mkdtempSync(join(tmpdir(), 'kill-'))
  })
  afterAll(async () => {
    await practice.close()
    rmSync(directory, { recursive: true, force: true })
  })

  /** One life of the process; says whether it ended well before it was killed. */
  async function live(path: string, lifeMs: number): Promise<boolean> {
    const script = join(import.meta.dirname, 'kill-sync-child.ts')
    const child = spawn(process.execPath, [script, practice.siteUrl, path, ...NAMES], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const exited = once(child, 'exit')
    let timer: NodeJS.Timeout | undefined
    let last = ''
    for await (const line of createInterface({ input: child.stdout })) {
      last = line
      if (line === 'begun' && Number.isFinite(lifeMs)) {
        timer = setTimeout(() => child.kill('SIGKILL'), lifeMs)
      }
    }
    await exited
    clearTimeout(timer)
    expect(['begun', 'done']).toContain(last)
    return last === 'done'
  }

  it.concurrent.each(Array.from({ length: FILES }, (_, file) => file))(
    'ends with the truth and no row twice, file %i',
    async (file) => {
      const random = randomFrom(SEED + file)
      const path = join(directory, `${file}.duckdb`)
      for (let kills = 0; kills < KILLS / FILES;) {
        if (await live(path, random() * LONGEST_LIFE_MS)) {
          // Killing an idle process proves nothing: the next kills hit another first sync.
          for (const name of [path, `${path}.wal`]) rmSync(name, { force: true })
        } else kills += 1
      }
      expect(await live(path, Number.POSITIVE_INFINITY)).toBe(true)
      const store = await openDuckDbStore({ path, log: silentLog })
      try {
        await expectCopyIsTruth(store, practice.url, streams)
        expect(await store.query('select count(*) as n from sync_quarantine')).toEqual([{ n: 0 }])
      } finally {
        await store.close()
      }
    },
    240_000,
  )
})

/** Mulberry32. */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
