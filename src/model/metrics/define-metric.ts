/** How a metric's value reads; the report formats it may have. */
export type MetricFormat = 'money' | 'rate' | 'percent' | 'count' | 'hours'

/** One number of the business, month by month, for the briefing's front page. */
export interface Metric {
  /** Permanent, snake_case. */
  readonly id: string
  readonly label: string
  readonly format: MetricFormat
  /** What a change means; absent where neither direction is good. */
  readonly better?: 'higher' | 'lower'
  /** Streams it depends on. */
  readonly reads: readonly string[]
  /** What it is, and where its past is an approximation. */
  readonly doc: string
  /**
   * A select of `month` (first day) and `value`, over the views and the common table `months`, which
   * `withMonths` puts before it. `$zone` and `$today` are bound. A month without a row has no value.
   */
  readonly sql: string
}

/** Months a series holds: a year and the month that a year-on-year change is measured against. */
export const MONTHS = 13

/**
 * The months of a series, the current one last: `month`, `measured_on` (its last day, today in the
 * current one), and its first and last instants `starts_at` and `ends_at` in the workspace's zone.
 */
export function withMonths(sql: string): string {
  return `
    with firsts as (
      select (date_trunc('month', $today::date::timestamp) - g.back * interval '1 month')::date as month
        from generate_series(0, ${MONTHS - 1}) as g(back)
    ), ends as (
      select month, least((month + interval '1 month')::date - 1, $today::date) as measured_on
        from firsts
    ), months as (
      select month, measured_on,
             month::timestamp at time zone $zone as starts_at,
             (measured_on + 1)::timestamp at time zone $zone as ends_at
        from ends
    )
    ${sql}`
}

/** First instant of the oldest month: a condition on raw instants that lets old rows be skipped. */
export const SERIES_STARTS_AT = `((date_trunc('month', $today::date::timestamp) - interval '${MONTHS - 1} months') at time zone $zone)`

/** First instant after today. */
export const SERIES_ENDS_AT = `(($today::date + 1)::timestamp at time zone $zone)`

/**
 * The month (first day) that an instant of the last thirteen months lies in. Comparing it with the
 * months' own first instants costs a tenth of turning every instant into a local day.
 */
export function monthOf(instant: string): string {
  const cases = Array.from({ length: MONTHS }, (_, back) => {
    const first = `(date_trunc('month', $today::date::timestamp) - interval '${back} months')`
    return `when ${instant} >= ${first} at time zone $zone then ${first}::date`
  })
  return `case ${cases.join(' ')} end`
}
