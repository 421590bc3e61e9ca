import { silentLog } from '../src/kernel/log.ts'
import { startOfDay } from '../src/kernel/calendar.ts'
import type { Day } from '../src/kernel/calendar.ts'
import { refreshModel } from '../src/model/refresh-model.ts'
import { settingsSchema } from '../src/model/settings.ts'
import type { Settings } from '../src/model/settings.ts'
import type { Answer } from '../src/reporting/answer.ts'
import type { Report } from '../src/reporting/define-report.ts'
import type { RawParams } from '../src/reporting/parse-params.ts'
import { runReport } from '../src/reporting/run-report.ts'
import { createViewer } from '../src/reporting/viewer.ts'
import { openDuckDbStore } from '../src/store/duckdb/open-duckdb-store.ts'
import type { Row } from '../src/store/store.ts'
import { streams } from '../src/streams/catalogue.ts'

/** A workspace whose landed rows a test writes by hand: real tables, real model, real engine. */
export interface WorkspaceOfRows {
  /** Columns left out stay null. */
  land(table: string, rows: readonly Row[]): Promise<void>
  /** The report's answer from the rows landed so far. Throws as `runReport` does. */
  ask(report: Report, params?: RawParams): Promise<Answer>
  close(): Promise<void>
}

export interface RowsOptions {
  /** The local day it is, at noon. */
  readonly today?: Day
  readonly settings?: Partial<Settings>
}

/** In memory, in Chicago, on the Sunday before Thanksgiving of 2026 unless said otherwise. */
export async function openWorkspaceOfRows(options: RowsOptions = {}): Promise<WorkspaceOfRows> {
  const { today = '2026-11-22' } = options
  const settings = settingsSchema.parse({ timeZone: 'America/Chicago', ...options.settings })
  const now = new Date(startOfDay(today, settings.timeZone ?? 'UTC').getTime() + 12 * 3_600_000)
  const store = await openDuckDbStore({ path: ':memory:', log: silentLog })
  await store.prepare(streams)
  const viewer = createViewer({ reader: store, settings, copies: [], now })
  return {
    land: (table, rows) => store.execute(rows.map((row) => insertion(table, row)).join(';\n')),
    ask: async (report, params) => {
      await refreshModel(store, { settings, asOf: now })
      return runReport(viewer, report, params)
    },
    close: () => store.close(),
  }
}

function insertion(table: string, row: Row): string {
  const columns = Object.keys(row).map((name) => `"${name}"`)
  return `insert into ${table} (${columns.join(', ')}) values (${Object.values(row).map(literal).join(', ')})`
}

function literal(value: Row[string]): string {
  return typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value)
}
