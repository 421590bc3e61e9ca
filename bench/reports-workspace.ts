import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { systemClock } from '../src/kernel/clock.ts'
import { silentLog } from '../src/kernel/log.ts'
import { refreshModel } from '../src/model/refresh-model.ts'
import { settingsSchema } from '../src/model/settings.ts'
import type { Size } from '../src/practice/entity.ts'
import { startPractice } from '../src/practice/start-practice.ts'
import { connectPsa } from '../src/psa/connect-psa.ts'
import { createViewer, type Viewer } from '../src/reporting/viewer.ts'
import { openDuckDbStore } from '../src/store/duckdb/open-duckdb-store.ts'
import type { Store } from '../src/store/store.ts'
import { streams } from '../src/streams/catalogue.ts'
import { runSync } from '../src/sync/run-sync.ts'

/** The day the practice company's data ends: a fixed one, so that a cached copy stays the same. */
const TODAY = '2026-11-22'

/** Noon of that day. */
const NOW = new Date(`${TODAY}T18:00:00Z`)

const SEED = 1

/** No report reads payments, and at size large they alone take a quarter of a million requests. */
const UNREAD = 'invoice_payments'

export interface BenchWorkspace {
  readonly store: Store
  readonly viewer: Viewer
  readonly close: () => Promise<void>
}

/**
 * A practice company of a size, synced as the product syncs, with its model. The copy is kept under
 * `bench/out` and used again; delete it there to sync anew.
 */
export async function openBenchWorkspace(size: Size): Promise<BenchWorkspace> {
  const folder = join(import.meta.dirname, 'out')
  const file = join(folder, `workspace-${size}.duckdb`)
  mkdirSync(folder, { recursive: true })
  if (!existsSync(file)) await syncInto(file, size)
  const store = await openDuckDbStore({
    path: file,
    log: silentLog,
    threads: 2,
    memoryLimitMb: 1024,
  })
  const settings = settingsSchema.parse({ timeZone: 'America/Chicago' })
  await refreshModel(store, { settings, asOf: NOW })
  const viewer = createViewer({ reader: store, settings, copies: [], now: NOW })
  return { store, viewer, close: () => store.close() }
}

async function syncInto(file: string, size: Size): Promise<void> {
  const unfinished = `${file}.unfinished`
  for (const path of [unfinished, `${unfinished}.wal`]) rmSync(path, { force: true })
  const practice = await startPractice({ size, seed: SEED, today: TODAY })
  const store = await openDuckDbStore({ path: unfinished, log: silentLog, memoryLimitMb: 1024 })
  const psa = connectPsa({
    site: practice.siteUrl,
    credentials: {
      companyId: 'practice',
      publicKey: 'practicePublic',
      privateKey: 'practicePrivate',
      clientId: '00000000-0000-4000-8000-000000000001',
    },
    allowedHosts: [practice.siteUrl],
    clock: systemClock,
    log: silentLog,
    budget: { perMinute: 60_000 },
  })
  try {
    process.stderr.write(`Syncing a practice company of size ${size}.\n`)
    await store.prepare(streams)
    const synced = streams.filter(({ name }) => name !== UNREAD)
    const report = await runSync({
      psa,
      store,
      streams: synced,
      clock: systemClock,
      log: silentLog,
    })
    const failed = report.runs.filter((run) => run.outcome !== 'done')
    if (failed.length > 0) throw new Error(`not synced: ${failed.map((run) => run.stream).join()}`)
  } finally {
    await psa.close()
    await store.close()
    await practice.close()
  }
  renameSync(unfinished, file)
}
