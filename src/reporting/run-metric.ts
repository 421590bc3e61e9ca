import { addMonths, startOfMonth } from '../kernel/calendar.ts'
import { AppError } from '../kernel/app-error.ts'
import { type Metric, MONTHS, withMonths } from '../model/metrics/define-metric.ts'
import { metrics } from '../model/metrics.ts'
import type { Value } from '../store/store.ts'
import type { Format } from './define-report.ts'
import { refuseWithoutData } from './refuse-without-data.ts'
import { todayOf, type Viewer } from './viewer.ts'

/** A metric's last thirteen months, oldest first, the current month last. */
export interface MetricSeries {
  readonly id: string
  readonly label: string
  readonly format: Format
  readonly better?: 'higher' | 'lower'
  /** `month` is its first day; a month without a value has null. */
  readonly points: readonly { readonly month: string; readonly value: number | null }[]
  /** The current month, so far. */
  readonly current: number | null
  /** The month before it. */
  readonly prior: number | null
}

const DEADLINE_MS = 30_000

/**
 * One metric's series for one viewer. Throws `metric-not-found`, `report-unavailable` as reports do,
 * `query-timeout`.
 */
export async function runMetric(viewer: Viewer, id: string): Promise<MetricSeries> {
  const metric = metricNamed(id)
  refuseWithoutData(viewer, metric.label, metric.reads)
  const today = todayOf(viewer)
  const rows = await viewer.reader.query(
    withMonths(metric.sql),
    { zone: viewer.zone, today },
    { deadlineMs: DEADLINE_MS },
  )
  const values = new Map(rows.map((row) => [row['month'], numberOrNull(row['value'] ?? null)]))
  const points = Array.from({ length: MONTHS }, (_, at) => {
    const month = addMonths(startOfMonth(today), at - MONTHS + 1)
    return { month, value: values.get(month) ?? null }
  })
  return {
    id: metric.id,
    label: metric.label,
    format: metric.format,
    ...(metric.better === undefined ? {} : { better: metric.better }),
    points,
    current: points.at(-1)?.value ?? null,
    prior: points.at(-2)?.value ?? null,
  }
}

function metricNamed(id: string): Metric {
  const metric = metrics.find((each) => each.id === id)
  if (metric) return metric
  throw new AppError(`There is no metric "${id.slice(0, 60)}".`, {
    code: 'metric-not-found',
    remedy: 'correct-input',
    hint: `It is one of ${metrics.map((each) => each.id).join(', ')}.`,
  })
}

function numberOrNull(value: Value): number | null {
  return value === null ? null : Number(value)
}
