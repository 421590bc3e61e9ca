import { endOfDay, startOfDay } from '../kernel/calendar.ts'
import type { Params, Value } from '../store/store.ts'
import type { Answer } from './answer.ts'
import type { AnswerParams, Report } from './define-report.ts'
import { freshnessOf } from './freshness.ts'
import { parseParams, type RawParams } from './parse-params.ts'
import { refuseWithoutData } from './refuse-without-data.ts'
import { todayOf, type Viewer } from './viewer.ts'

export interface RunOptions {
  /** Rows in the answer; totals and counts are of all rows. Default: all there are. */
  readonly maxRows?: number
}

/** More rows than this are no report: the answer is cut here, and says so. */
const MOST_ROWS = 100_000

/** A report is read on a screen: after this it has failed whatever it would have said. */
const DEADLINE_MS = 30_000

/**
 * One report's answer for one viewer. Throws `invalid-parameter`; `report-unavailable` when
 * ConnectWise refuses a stream it reads and there is no older copy; `query-timeout`.
 */
export async function runReport(
  viewer: Viewer,
  report: Report,
  rawParams: RawParams = {},
  options: RunOptions = {},
): Promise<Answer> {
  refuseWithoutData(viewer, report.title, report.reads)
  const today = todayOf(viewer)
  const params = parseParams(report, rawParams, { today, weekStart: viewer.settings.weekStart })
  const found = await viewer.reader.query(report.sql, boundParams(viewer, report, params), {
    maxRows: MOST_ROWS + 1,
    deadlineMs: DEADLINE_MS,
  })
  const all = found.slice(0, MOST_ROWS)
  const rows = all.slice(0, options.maxRows ?? MOST_ROWS)
  const { id, title, area, question, definition, chart } = report
  return {
    report: { id, title, area, question, definition, chart },
    params,
    asOf: viewer.asOf.toISOString(),
    freshness: freshnessOf(report.reads, viewer.copies, viewer.now),
    headline: report.headline(all, params),
    kpis: report.kpis?.(all, params) ?? [],
    columns: Object.entries(report.columns).map(([name, column]) => ({ name, ...column })),
    rows,
    totals: all.length === 0 ? null : (report.totals?.(all, params) ?? null),
    rowCount: found.length,
    truncated: rows.length < found.length,
    links: { self: selfLink(id, params), record: null },
  }
}

/** What a report's SQL may name: its parameters, each day also as instants, and the viewer's today. */
function boundParams(viewer: Viewer, report: Report, params: AnswerParams): Params {
  const bound: Record<string, Value> = { zone: viewer.zone, today: todayOf(viewer), ...params }
  for (const [name, param] of Object.entries(report.params)) {
    const day = params[name]
    if (param.type !== 'date' || typeof day !== 'string') continue
    bound[`${name}_at`] = startOfDay(day, viewer.zone).toISOString()
    bound[`${name}_end_at`] = endOfDay(day, viewer.zone).toISOString()
  }
  return bound
}

function selfLink(id: string, params: AnswerParams): string {
  const texts = Object.entries(params).map(([name, value]) => [name, String(value)] as const)
  const query = new URLSearchParams(Object.fromEntries(texts)).toString()
  return query === '' ? `/reports/${id}` : `/reports/${id}?${query}`
}
