import { AppError } from '../kernel/app-error.ts'
import type { Mapping, MappingName } from '../model/mapping.ts'
import { resolveMapping } from '../model/mapping.ts'
import { metrics } from '../model/metrics.ts'
import { readersOf } from '../model/readers-of.ts'
import { modelOverlay } from '../model/refresh-model.ts'
import type { Settings } from '../model/settings.ts'
import { formatValue } from '../reporting/format-value.ts'
import { runMetric } from '../reporting/run-metric.ts'
import { runReport } from '../reporting/run-report.ts'
import { createViewer, type Viewer } from '../reporting/viewer.ts'
import { reportNamed, reports } from '../reports/catalogue.ts'
import type { Reader } from '../store/store.ts'
import { wordOf } from './mapping-settings.ts'

/** What one number would say, now and under the settings that are tried. */
export interface PreviewedChange {
  readonly kind: 'metric' | 'report'
  /** The metric's or the report's id. */
  readonly report: string
  readonly title: string
  /** A number in words or a headline; null where there is nothing to say. */
  readonly before: string | null
  readonly after: string | null
}

/** Each is run twice while somebody waits: more would not be read either. */
const MOST_REPORTS = 6

/**
 * What other settings would change, without saving them: the numbers of the front page and the
 * headlines of the reports that read what is different, or of those that are asked for. Everybody
 * else goes on seeing the model as it is. Throws `report-not-found`.
 */
export async function previewSettings(
  viewer: Viewer,
  next: Settings,
  only?: readonly string[],
): Promise<PreviewedChange[]> {
  const before = await resolveMapping(viewer.reader, viewer.settings)
  const overlay = await modelOverlay(viewer.reader, { settings: next, asOf: viewer.asOf })
  const words = wordsThatDiffer(viewer.settings, next, before, overlay.state.mapping)
  const tried = createViewer({
    reader: over(viewer.reader, overlay.sql),
    settings: next,
    copies: viewer.copies,
    now: viewer.now,
  })
  const chosenReports = only
    ? only.map(reportNamed)
    : readersOf(words, reports).slice(0, MOST_REPORTS)
  const changes: PreviewedChange[] = []
  for (const { id, label, format } of readersOf(words, metrics)) {
    const inWords = async (whose: Viewer): Promise<string | null> => {
      const { current } = await runMetric(whose, id)
      const place = { currency: whose.settings.currency, zone: whose.zone }
      return current === null ? null : formatValue(current, format, place)
    }
    const both = await compared(viewer, tried, inWords)
    if (both) changes.push({ kind: 'metric', report: id, title: label, ...both })
  }
  for (const report of chosenReports) {
    const headline = async (whose: Viewer) => (await runReport(whose, report)).headline
    const both = await compared(viewer, tried, headline)
    if (both) changes.push({ kind: 'report', report: report.id, title: report.title, ...both })
  }
  return changes
}

/** Null where ConnectWise gives too little to answer at all. */
async function compared(
  viewer: Viewer,
  tried: Viewer,
  say: (whose: Viewer) => Promise<string | null>,
): Promise<Pick<PreviewedChange, 'before' | 'after'> | null> {
  try {
    return { before: await say(viewer), after: await say(tried) }
  } catch (error) {
    if (error instanceof AppError && error.code === 'report-unavailable') return null
    throw error
  }
}

/** The words of the model's SQL that stand for something else under the other settings. */
function wordsThatDiffer(
  now: Settings,
  next: Settings,
  before: Mapping,
  after: Mapping,
): readonly string[] {
  const mapped = Object.entries(after)
    .filter(([name, { items }]) => idsOf(items) !== idsOf(before[name as MappingName].items))
    .map(([name]) => wordOf(name as MappingName))
  const differs = (...names: readonly (keyof Settings)[]): boolean =>
    names.some((name) => JSON.stringify(now[name]) !== JSON.stringify(next[name]))
  return [
    ...mapped,
    ...(differs('timeZone') ? ['$zone'] : []),
    ...(differs('timeZone', 'weekStart', 'businessHours') ? ['calendar'] : []),
    ...(differs('utilizationGoal') ? ['$utilization_goal'] : []),
    ...(differs('missingTimeThresholdHours') ? ['$missing_time_threshold_hours'] : []),
  ]
}

function idsOf(items: readonly { readonly id: number }[]): string {
  return items
    .map(({ id }) => id)
    .toSorted((a, b) => a - b)
    .join()
}

function over(reader: Reader, sql: string): Reader {
  return { query: (text, params, options) => reader.query(text, params, { ...options, over: sql }) }
}
