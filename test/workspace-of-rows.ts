import { addDays, endOfDay, startOfDay, startOfWeek } from '../src/kernel/calendar.ts'
import type { Day } from '../src/kernel/calendar.ts'
import { inventoryViews } from '../src/model/inventory/views.ts'
import { salesViews } from '../src/model/sales/views.ts'
import { serviceViews } from '../src/model/service/views.ts'
import type { AnswerParams, Kpi, Report } from '../src/reporting/define-report.ts'
import { openDuckDbStore } from '../src/store/duckdb/open-duckdb-store.ts'
import type { Row, Value } from '../src/store/store.ts'
import { streams } from '../src/streams/catalogue.ts'
const silent = { debug() {}, info() {}, warn() {}, error() {} }

/** What a report says of rows. */
export interface Said {
  readonly rows: readonly Row[]
  readonly totals: Readonly<Record<string, Value>> | null
  readonly kpis: readonly Kpi[]
  readonly headline: string | null
}

/** A workspace of one moment whose landed rows a test writes by hand: real tables, views and reports. */
export interface WorkspaceOfRows {
  /** Columns left out stay null. */
  land(table: string, rows: readonly Readonly<Record<string, Value>>[]): Promise<void>
  ask(report: Report, params?: AnswerParams): Promise<Said>
  close(): Promise<void>
}

export interface Moment {
  readonly zone: string
  readonly today: Day
}

/** In memory, in Chicago, on the Sunday before Thanksgiving of 2026 unless said otherwise. */
export async function openWorkspaceOfRows(
  moment: Moment = { zone: 'America/Chicago', today: '2026-11-22' },
): Promise<WorkspaceOfRows> {
  const { zone, today } = moment
  const store = await openDuckDbStore({ path: ':memory:', log: silent })
  await store.prepare(streams)
  for (const v of [...serviceViews, ...salesViews, ...inventoryViews])
    await store.execute(
      `create or replace view ${v.name} as ${v.sql.replaceAll('$zone', `'${zone}'`).replaceAll('$reactive_boards', '1').replaceAll('$waiting_statuses', '1')}`,
    )
  return {
    async land(table, rows) {
      for (const row of rows) {
        await store.execute(
          `insert into ${table} (${Object.keys(row).join(', ')}) values (${Object.values(row).map(literal).join(', ')})`,
        )
      }
    },
    async ask(report, params = {}) {
      const bound: Record<string, Value> = { zone, today }
      for (const [name, param] of Object.entries(report.params)) {
        let v = params[name] ?? param.default
        if (param.type === 'date') {
          const d: Record<string, string> = {
            today,
            yesterday: addDays(today, -1),
            '12-weeks-ago': addDays(today, -84),
            '30-days-ago': addDays(today, -30),
            'start-of-week': startOfWeek(today, 1),
            'end-of-week': addDays(startOfWeek(today, 1), 6),
          }
          v = d[String(v)] ?? v
          bound[`${name}_at`] = startOfDay(String(v), zone).toISOString()
          bound[`${name}_end_at`] = endOfDay(String(v), zone).toISOString()
        }
        bound[name] = v
      }
      const rows = await store.query(report.sql, bound)
      return {
        rows,
        totals: report.totals?.(rows) ?? null,
        kpis: report.kpis?.(rows, bound as AnswerParams) ?? [],
        headline: report.headline(rows, bound as AnswerParams),
      }
    },
    close: () => store.close(),
  }
}

function literal(value: Value): string {
  return typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value)
}
