import { join } from 'node:path'
import { openAccounts } from '../accounts/open-accounts.ts'
import type { Config } from '../config/load-config.ts'
import { composeBriefing } from '../delivery/compose-briefing.ts'
import type { Clock } from '../kernel/clock.ts'
import type { Log } from '../kernel/log.ts'
import { refreshModel } from '../model/refresh-model.ts'
import { type Settings, settingsSchema } from '../model/settings.ts'
import { freshnessOf } from '../reporting/freshness.ts'
import { runMetric } from '../reporting/run-metric.ts'
import { runReport } from '../reporting/run-report.ts'
import { createViewer, type Viewer } from '../reporting/viewer.ts'
import { reportNamed, reports } from '../reports/catalogue.ts'
import type { Store } from '../store/store.ts'
import { streams } from '../streams/catalogue.ts'
import { examine } from './examine.ts'
import { connectionToSave, firstSettings } from './save-connection.ts'
import { streamCopies } from './stream-copies.ts'
import { syncWorkspace } from './sync-workspace.ts'
import { readSyncRuns } from './sync-runs.ts'
import { testValues } from './test-values.ts'
import type { Workspace } from './workspace.ts'

export interface WorkspaceParts {
  readonly config: Config
  readonly slug: string
  readonly clock: Clock
  readonly log: Log
  readonly openStore: (path: string) => Promise<Store>
}

/** A person's own query may take a while, but not forever: the file is shared with the sync. */
const SQL_DEADLINE_MS = 60_000

/**
 * Opens an MSP's data, made on first use. Throws what the control store and the analytical store throw
 * when the directory, a file or the key is not as it should be.
 */
export async function openWorkspace(parts: WorkspaceParts): Promise<Workspace> {
  const { config, clock, log } = parts
  const accounts = await openAccounts({
    dataDir: config.dataDir,
    keyFile: config.keyFile,
    clock,
    hosted: config.hosted !== null,
  })
  try {
    const record = await accounts.ensureWorkspace(parts.slug)
    const store = await parts.openStore(join(config.dataDir, `${record.slug}.duckdb`))
    try {
      await store.prepare(streams)
      const readSettings = async () => settingsSchema.parse(await accounts.readSettings(record))
      await renewModel(store, await readSettings(), clock)
      const look = async () => viewerOf(store, await readSettings(), clock)

      const about = async () => {
        const connection = await accounts.connectionOf(record)
        const { zone, settings } = await look()
        return { name: connection?.name ?? record.name, zone, currency: settings.currency }
      }

      return {
        about,
        catalogue: reports,
        report: reportNamed,
        testConnection: (input, onStage) => testValues({ config, clock, log }, input, onStage),
        async saveConnection(input, result) {
          await accounts.saveConnection(record, connectionToSave(input, result))
          await accounts.writeSettings(record, firstSettings(await readSettings(), result.server))
          await renewModel(store, await readSettings(), clock)
        },
        isConnected: async () => (await accounts.connectionOf(record)) !== null,
        async sync(request = {}) {
          const report = await syncWorkspace(
            { accounts, record, store, config, clock, log },
            request,
          )
          await renewModel(store, await readSettings(), clock)
          return report
        },
        syncRuns: () => readSyncRuns(store),
        streamStates: async () => {
          const { copies, now } = await look()
          const names = streams.map((stream) => stream.name)
          return freshnessOf(names, copies, now)
        },
        answer: async (id, params) => runReport(await look(), reportNamed(id), params),
        async briefing() {
          const viewer = await look()
          return composeBriefing({
            answer: (id, params = {}) => runReport(viewer, reportNamed(id), textOf(params)),
            series: (id) => runMetric(viewer, id),
            workspace: await about(),
            clock,
            asOf: viewer.asOf,
            freshness: freshnessOf(
              streams.map((stream) => stream.name),
              viewer.copies,
              viewer.now,
            ),
          })
        },
        sql: (text, maxRows) => store.query(text, {}, { maxRows, deadlineMs: SQL_DEADLINE_MS }),
        examine: () => examine({ accounts, record, store, config, clock, log }),
        async close() {
          await store.close()
          await accounts.close()
        },
      }
    } catch (error) {
      await store.close()
      throw error
    }
  } catch (error) {
    await accounts.close()
    throw error
  }
}

/** The views and mapping tables follow the rows and the settings; "today" is the copy's own. */
async function renewModel(store: Store, settings: Settings, clock: Clock): Promise<void> {
  const { asOf } = await viewerOf(store, settings, clock)
  await refreshModel(store, { settings, asOf })
}

async function viewerOf(store: Store, settings: Settings, clock: Clock): Promise<Viewer> {
  const copies = await streamCopies(store, streams)
  return createViewer({ reader: store, settings, copies, now: clock.now() })
}

function textOf(params: Readonly<Record<string, string | number | boolean>>) {
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, String(value)]))
}
