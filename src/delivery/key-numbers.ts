import { addDays, addMonths, endOfMonth, startOfMonth } from '../kernel/calendar.ts'
import type { Day } from '../kernel/calendar.ts'
import type { AnswerParams, Format } from '../reporting/define-report.ts'
import type { Change } from './briefing.ts'
import type { MetricSeries } from '../reporting/run-metric.ts'
import { unsignedShare } from './wording.ts'

/** A number of the front page: a metric, and the report that holds its rows. */
export interface NumberPlace {
  readonly metric: string
  readonly label: string
  readonly report: string
  /**
   * `now`: a level, or a share of the month so far, against the month before. `whole-month`: what
   * adds up over a month, and would look small until its end: the last whole one against its own.
   */
  readonly basis: 'now' | 'whole-month'
  /** What the report is asked with, so that its rows are those of the number. */
  readonly params?: (today: Day) => AnswerParams
}

/** The six of the front row, in the order an owner asks: money in, money out, promises. */
export const FRONT_ROW: readonly NumberPlace[] = [
  { metric: 'mrr', label: 'Recurring revenue', report: 'mrr', basis: 'now' },
  {
    metric: 'effective_hourly_rate',
    label: 'Effective rate',
    report: 'agreement-profitability',
    basis: 'whole-month',
    params: lastMonth,
  },
  {
    metric: 'uninvoiced_labor',
    label: 'Uninvoiced work',
    report: 'uninvoiced-labor',
    basis: 'now',
  },
  {
    metric: 'receivables_over_60',
    label: 'Overdue 60+ days',
    report: 'accounts-receivable-aging',
    basis: 'now',
  },
  {
    metric: 'sla_met',
    label: 'SLA met',
    report: 'sla-compliance',
    basis: 'now',
    params: (today) => ({ from: startOfMonth(today), to: today }),
  },
  { metric: 'open_tickets', label: 'Open tickets', report: 'open-tickets', basis: 'now' },
]

export const FURTHER: readonly NumberPlace[] = [
  {
    metric: 'utilization',
    label: 'Utilization',
    report: 'hours-utilized-realized',
    basis: 'now',
    params: monthUntilYesterday,
  },
  {
    metric: 'realization',
    label: 'Realization',
    report: 'hours-utilized-realized',
    basis: 'now',
    params: monthUntilYesterday,
  },
  {
    metric: 'tickets_opened',
    label: 'Tickets opened',
    report: 'kill-rate',
    basis: 'whole-month',
    params: lastMonthByMonth,
  },
  {
    metric: 'tickets_closed',
    label: 'Tickets closed',
    report: 'kill-rate',
    basis: 'whole-month',
    params: lastMonthByMonth,
  },
  {
    metric: 'missing_time_hours',
    label: 'Missing time',
    report: 'missing-time',
    basis: 'whole-month',
    params: lastMonth,
  },
]

function lastMonth(today: Day): AnswerParams {
  const from = addMonths(startOfMonth(today), -1)
  return { from, to: endOfMonth(from) }
}

function lastMonthByMonth(today: Day): AnswerParams {
  return { ...lastMonth(today), by: 'month' }
}

function monthUntilYesterday(today: Day): AnswerParams {
  const to = addDays(today, -1)
  return { from: startOfMonth(to), to }
}

/** A year of a metric as a place shows it: with `whole-month` it ends with the last whole month. */
export function yearOf(series: MetricSeries, basis: NumberPlace['basis']): MetricSeries {
  const points = basis === 'now' ? series.points : series.points.slice(0, -1)
  return {
    ...series,
    points: points.slice(-MONTHS),
    current: points.at(-1)?.value ?? null,
    prior: points.at(-2)?.value ?? null,
  }
}

const MONTHS = 12

/** What rounds to 0.0 % is no change. */
const SMALLEST_SHARE = 0.0005
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
  if (write(current) === write(prior) || (share !== null && Math.abs(share) < SMALLEST_SHARE)) {
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
  // Cents and "per hour" are in the number above; the change needs neither.
  const cents = format === 'money' || format === 'rate'
  const amount = plus + write(cents ? Math.round(absolute) : absolute).replace('/h', '')
  if (share === null || Math.abs(share) > LARGEST_SHARE) return amount
  return `${unsignedShare(share)} ${amount}`
}
