import { join } from 'node:path'
import type { Connection } from '../accounts/connections.ts'
import { openAccounts } from '../accounts/open-accounts.ts'
import type { Config } from '../config/load-config.ts'
import type { Briefing, Workspace as About } from '../delivery/briefing.ts'
import { composeBriefing } from '../delivery/compose-briefing.ts'
import { AppError } from '../kernel/app-error.ts'
import type { Clock } from '../kernel/clock.ts'
import type { Log } from '../kernel/log.ts'
import { refreshModel } from '../model/refresh-model.ts'
import { type Settings, settingsSchema } from '../model/settings.ts'
import type { Freshness } from '../reporting/answer.ts'
import { freshnessOf } from '../reporting/freshness.ts'
import { runMetric } from '../reporting/run-metric.ts'
import { runReport } from '../reporting/run-report.ts'
import { createViewer, type Viewer } from '../reporting/viewer.ts'
import { reportNamed, reports } from '../reports/catalogue.ts'
import type { Store } from '../store/store.ts'
import { streams } from '../streams/catalogue.ts'
import { createBackgroundSync } from './background-sync.ts'
import { changeConnection, connect, noteTest, type SavedConnection } from './change-connection.ts'
import { describeConnection } from './describe-connection.ts'
import { disconnectFrom } from './disconnect.ts'
import { examine } from './examine.ts'
import { intakeOf } from './intake.ts'
import { mappingSettings } from './mapping-settings.ts'
import { previewSettings } from './preview-settings.ts'
import { openRenewableStore, type RenewableStore } from './renewable-store.ts'
import { keepTested } from './save-connection.ts'
import { checkedSettings, saveSettings } from './save-settings.ts'
import { streamCopies } from './stream-copies.ts'
import { type SyncParts, syncWorkspace } from './sync-workspace.ts'
import { readSyncRuns } from './sync-runs.ts'
import { testSaved } from './test-saved.ts'
import { testValues } from './test-values.ts'
import type { Workspace } from './workspace.ts'
import { workspaceAudit } from './workspace-audit.ts'

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
  const { config, clock } = parts
  const accounts = await openAccounts({
    dataDir: config.dataDir,
    keyFile: config.keyFile,
    clock,
    hosted: config.hosted !== null,
  })
  try {
    const record = await accounts.ensureWorkspace(parts.slug)
    const path = join(config.dataDir, `${record.slug}.duckdb`)
    const store = await openRenewableStore(path, parts.openStore)
    try {
      await store.prepare(streams)
      const open = { ...parts, accounts, record, store }
      await renewModel(open)
      return workspaceOver(open)
    } catch (error) {
      await store.close()
      throw error
    }
  } catch (error) {
    await accounts.close()
    throw error
  }
}

/** The data and the control store of one workspace, both open. */
interface Open extends SyncParts {
  readonly store: RenewableStore
}

/** A briefing is composed anew after a sync, and when it is older than this: its words tell the time. */
const BRIEFING_KEPT_MS = 5 * 60_000

function workspaceOver(open: Open): Workspace {
  const { accounts, record, store, clock } = open
  let latest: { readonly at: number; readonly briefing: Promise<Briefing> } | null = null

  let renewing: Promise<void> = Promise.resolve()

  // One after the other: settings that were saved last are in force at the end.
  const renew = (): Promise<void> => {
    renewing = renewing
      .catch(() => undefined)
      .then(async () => {
        await renewModel(open)
        latest = null
      })
    return renewing
  }
  const syncs = createBackgroundSync(async (request) => {
    const report = await syncWorkspace(open, request)
    await renew()
    return report
  })
  const makeReady = async (empty: Store): Promise<void> => {
    await empty.prepare(streams)
    await renewModel({ ...open, store: empty })
    latest = null
  }
  const savedWith = async (saving: Promise<SavedConnection>): Promise<SavedConnection> => {
    const saved = await saving
    if (saved.connection !== null) await renew()
    return saved
  }

  return {
    about: () => about(open),
    catalogue: reports,
    report: reportNamed,
    async testConnection(input, onStage, asker) {
      const result = await testValues(open, input, onStage)
      if (asker) await noteTest(open, result, asker)
      return result
    },
    async saveConnection(input, result) {
      await keepTested(open, input, result, { hasNewKeys: true })
      await renew()
    },
    isConnected: async () => (await accounts.connectionOf(record)) !== null,
    async connections() {
      const connection = await accounts.connectionOf(record)
      return connection === null ? [] : [describeConnection(connection)]
    },
    async keptData() {
      const kept = await accounts.keptConnectionOf(record)
      if (kept === null) return null
      const { id, name, companyId, updatedAt } = kept
      return { id, name, companyId, since: updatedAt }
    },
    connect: (input, asker) => savedWith(connect(open, input, asker)),
    changeConnection: async (id, change, asker, replaces) =>
      savedWith(changeConnection(open, await connectionNamed(open, id), change, replaces, asker)),
    testSaved: async (id, asker, onStage) =>
      testSaved(open, await connectionNamed(open, id), asker, onStage),
    async disconnect(id, data, asker) {
      const kept = await accounts.keptConnectionOf(record)
      const connection = kept?.id === id ? kept : await connectionNamed(open, id)
      await disconnectFrom({ ...open, syncs, makeReady }, connection, data, asker)
    },
    sync: async (request = {}) => syncs.start(request).done,
    async startSync(id, asker) {
      const connection = await connectionNamed(open, id)
      await accounts.openCredentials(connection)
      const started = syncs.start({ asker })
      await accounts.resumeConnection(connection)
      return started
    },
    async cancelSync(id) {
      await connectionNamed(open, id)
      return syncs.cancel()
    },
    followSync: (signal) => syncs.follow(signal),
    async maySync() {
      const connection = await accounts.connectionOf(record)
      if (connection === null || syncs.isRunning) return false
      return describeConnection(connection).state === 'ready'
    },
    mappingSettings: () => mappingSettings(open),
    async saveSettings(document, replaces, asker) {
      const version = await saveSettings(open, checkedSettings(document), replaces, asker)
      await renew()
      return version
    },
    previewSettings: async (document, only) =>
      previewSettings(await viewerOf(open), checkedSettings(document), only),
    syncRuns: () => readSyncRuns(store),
    streamStates: async () => freshnessOfAll(await viewerOf(open)),
    answer: async (id, params) => runReport(await viewerOf(open), reportNamed(id), params),
    briefing() {
      const at = clock.now().getTime()
      if (latest === null || at - latest.at > BRIEFING_KEPT_MS) {
        const briefing = compose(open)
        latest = { at, briefing }
        // A failure is told to whoever asked, and not kept.
        briefing.catch(() => (latest = null))
      }
      return latest.briefing
    },
    sql: (text, maxRows) => store.query(text, {}, { maxRows, deadlineMs: SQL_DEADLINE_MS }),
    examine: () => examine(open),
    people: accounts.people(record),
    intake: intakeOf(open, renew),
    audit: workspaceAudit(accounts.audit, record.id),
    async close() {
      await syncs.cancel()
      try {
        await store.close()
      } finally {
        await accounts.close()
      }
    },
  }
}

async function compose(open: Open): Promise<Briefing> {
  const viewer = await viewerOf(open)
  return composeBriefing({
    answer: (id, params = {}) => runReport(viewer, reportNamed(id), textOf(params)),
    series: (id) => runMetric(viewer, id),
    workspace: await about(open),
    clock: open.clock,
    asOf: viewer.asOf,
    freshness: freshnessOfAll(viewer),
  })
}

async function about(open: Open): Promise<About> {
  const connection = await open.accounts.connectionOf(open.record)
  const { zone, settings } = await viewerOf(open)
  return { name: connection?.name ?? open.record.name, zone, currency: settings.currency }
}

function freshnessOfAll({ copies, now }: Viewer): Freshness[] {
  return freshnessOf(
    streams.map((stream) => stream.name),
    copies,
    now,
  )
}

/** The views and mapping tables follow the rows and the settings; "today" is the copy's own. */
async function renewModel(open: SyncParts): Promise<void> {
  const { asOf, settings } = await viewerOf(open)
  await refreshModel(open.store, { settings, asOf })
}

async function viewerOf(open: SyncParts): Promise<Viewer> {
  const settings = await settingsOf(open)
  const copies = await streamCopies(open.store, streams)
  return createViewer({ reader: open.store, settings, copies, now: open.clock.now() })
}

async function settingsOf({ accounts, record }: SyncParts): Promise<Settings> {
  const { settings } = await accounts.readSettings(record)
  return settingsSchema.parse(settings)
}

async function connectionNamed({ accounts, record }: SyncParts, id: string): Promise<Connection> {
  const connection = await accounts.connectionOf(record)
  if (connection?.id === id) return connection
  throw new AppError('There is no such connection.', {
    code: 'connection-missing',
    remedy: 'reconfigure',
    hint: 'Connect ConnectWise first, under Admin, Integrations.',
  })
}

function textOf(params: Readonly<Record<string, string | number | boolean>>) {
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, String(value)]))
}
