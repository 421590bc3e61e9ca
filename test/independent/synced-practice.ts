import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Day } from '../../src/kernel/calendar.ts'
import type { Clock } from '../../src/kernel/clock.ts'
import { silentLog } from '../../src/kernel/log.ts'
import { refreshModel } from '../../src/model/refresh-model.ts'
import { defaultSettings } from '../../src/model/settings.ts'
import { createWorld } from '../../src/practice/data/create-world.ts'
import { startPractice } from '../../src/practice/start-practice.ts'
import { connectPsa } from '../../src/psa/connect-psa.ts'
import type { Answer } from '../../src/reporting/answer.ts'
import { runMetric } from '../../src/reporting/run-metric.ts'
import type { MetricSeries } from '../../src/reporting/run-metric.ts'
import { runReport } from '../../src/reporting/run-report.ts'
import { createViewer } from '../../src/reporting/viewer.ts'
import type { Viewer } from '../../src/reporting/viewer.ts'
import { reportNamed } from '../../src/reports/catalogue.ts'
import { openDuckDbStore } from '../../src/store/duckdb/open-duckdb-store.ts'
import type { Store } from '../../src/store/store.ts'
import { streams } from '../../src/streams/catalogue.ts'
import { runSync } from '../../src/sync/run-sync.ts'
import type { SyncReport } from '../../src/sync/run-sync.ts'
import { streamCopies } from '../../src/workspace/stream-copies.ts'
import { readTruth } from './truth.ts'
import type { Truth } from './truth.ts'
import { twistedWorld } from './twisted-world.ts'
import type { Twists } from './twisted-world.ts'

/** A practice PSA with a copy of it that the product made, and the product's answers over the copy. */
export interface SyncedPractice {
  /** What is true right now. */
  readonly readTruth: () => Promise<Truth>
  readonly answer: (id: string, params: Readonly<Record<string, string>>) => Promise<Answer>
  readonly metric: (id: string) => Promise<MetricSeries>
  readonly viewer: () => Viewer
  /** Posts to the practice PSA's control door. */
  readonly pull: (lever: string, body: unknown) => Promise<void>
  /** Syncs again and renews the model. */
  readonly sync: (full?: boolean) => Promise<SyncReport>
  readonly close: () => Promise<void>
}

export interface PracticeDay {
  readonly seed: number
  readonly today: Day
  /** The clock's time when the sync begins; it runs from there. */
  readonly now: Date
  /** What becomes of its records before they are served. */
  readonly twists?: Readonly<Record<string, Twists>>
}

/** Starts a small practice PSA on a port of its own and syncs all of it into a new DuckDB file. */
export async function openSyncedPractice(day: PracticeDay): Promise<SyncedPractice> {
  const clock = clockFrom(day.now)
  const tidy = createWorld({ seed: day.seed, size: 'small', today: day.today })
  const world = day.twists ? twistedWorld(tidy, day.twists) : tidy
  const practice = await startPractice({ world, clock })
  const folder = mkdtempSync(join(tmpdir(), 'independent-'))
  const store = await openDuckDbStore({ path: join(folder, 'copy.duckdb'), log: silentLog })
  const psa = connectPsa({
    site: practice.siteUrl,
    credentials: {
      companyId: 'practice',
      publicKey: 'practicePublic',
      privateKey: 'practicePrivate',
      clientId: '00000000-0000-4000-8000-000000000001',
    },
    allowedHosts: [practice.siteUrl],
    budget: { perMinute: 60_000 },
    clock,
    log: silentLog,
  })
  let viewer: Viewer | null = null
  const sync = async (full = false) => {
    const report = await runSync({ psa, store, streams, full, clock, log: silentLog })
    const info = await psa.get('/system/info')
    viewer = await renew(store, clock, zoneIn(info))
    return report
  }
  const seen = () => {
    if (!viewer) throw new Error('nothing was synced')
    return viewer
  }
  return {
    readTruth: () =>
      readTruth(
        practice.url,
        streams.map((stream) => stream.name),
      ),
    answer: (id, params) => runReport(seen(), reportNamed(id), params),
    metric: (id) => runMetric(seen(), id),
    viewer: seen,
    async pull(lever, body) {
      const url = `${practice.url}/_practice/${lever}`
      const response = await fetch(url, { method: 'POST', body: JSON.stringify(body) })
      if (!response.ok) throw new Error(`${lever}: ${await response.text()}`)
    },
    sync,
    async close() {
      await psa.close()
      await store.close()
      await practice.close()
      rmSync(folder, { recursive: true })
    },
  }
}

async function renew(store: Store, clock: Clock, serverTimeZone: string | null): Promise<Viewer> {
  const viewer = createViewer({
    reader: store,
    settings: defaultSettings,
    copies: await streamCopies(store, streams),
    now: clock.now(),
    serverTimeZone,
  })
  const { asOf } = viewer
  await refreshModel(store, { settings: defaultSettings, asOf, serverTimeZone })
  return viewer
}

/** A clock that starts at a moment and runs: rate limits need one that does. */
function clockFrom(moment: Date): Clock {
  const begun = performance.now()
  return { now: () => new Date(moment.getTime() + performance.now() - begun) }
}

function zoneIn(info: unknown): string | null {
  const zone = (info as { serverTimeZone?: unknown } | null)?.serverTimeZone
  return typeof zone === 'string' ? zone : null
}
