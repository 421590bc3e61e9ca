import type { Format } from '../reporting/define-report.ts'
import type { Change } from './briefing.ts'
import type { MetricSeries } from './metric-series.ts'
import { unsignedShare } from './wording.ts'

/** A number of the front page: a metric's current value, and the report that holds its rows. */
export interface NumberPlace {
  readonly metric: string
  readonly label: string
  readonly report: string
}

/** The six of the front row, in the order an owner asks: money in, money out, promises. */
export const FRONT_ROW: readonly NumberPlace[] = [
  { metric: 'recurring_revenue', label: 'Recurring revenue', report: 'mrr' },
  { metric: 'effective_rate', label: 'Effective rate', report: 'agreement-profitability' },
  { metric: 'uninvoiced_work', label: 'Uninvoiced work', report: 'uninvoiced-labor' },
  { metric: 'overdue_60', label: 'Overdue 60+ days', report: 'accounts-receivable-aging' },
  { metric: 'sla_met', label: 'SLA met', report: 'sla-compliance' },
  { metric: 'open_tickets', label: 'Open tickets', report: 'open-tickets' },
]

export const FURTHER: readonly NumberPlace[] = [
  { metric: 'utilization', label: 'Utilization', report: 'hours-utilized-realized' },
  { metric: 'realization', label: 'Realization', report: 'hours-utilized-realized' },
  { metric: 'tickets_opened', label: 'Tickets opened', report: 'kill-rate' },
  { metric: 'tickets_closed', label: 'Tickets closed', report: 'kill-rate' },
]

/** The largest share that still reads as one: beyond tenfold only the amount is said. */
const LARGEST_SHARE = 9.99

/**
 * How a number moved against the period before: absolute, as a share, and whether that is good.
 * Null without an earlier value. A change too small to be seen in the number itself is none.
 */
export function changeOf(series: MetricSeries, write: (value: number) => string): Change | null {
  const { current, prior } = series
  if (current === null || prior === null) return null
  const absolute = current - prior
  const share = prior === 0 ? null : absolute / Math.abs(prior)
  if (write(current) === write(prior)) {
    return { absolute, share, direction: 'flat', tone: 'neutral', text: 'no change' }
  }
  const direction = absolute > 0 ? 'up' : 'down'
  const tone =
    series.better === undefined
      ? 'neutral'
      : (series.better === 'higher') === absolute > 0
        ? 'good'
        : 'bad'
  return { absolute, share, direction, tone, text: moved(absolute, share, series.format, write) }
}

function moved(
  absolute: number,
  share: number | null,
  format: Format,
  write: (value: number) => string,
): string {
  const plus = absolute > 0 ? '+' : ''
  if (format === 'percent') {
    const points = (Math.round(Math.abs(absolute) * 1000) / 10).toLocaleString('en-US')
    return `${points} ${points === '1' ? 'point' : 'points'}`
  }
  if (share === null || Math.abs(share) > LARGEST_SHARE) return plus + write(absolute)
  return `${unsignedShare(share)} ${plus}${write(absolute)}`
}
