import { effectiveHourlyRateMetric, mrrMetric } from './metrics/agreement-metrics.ts'
import { receivablesOver60Metric, uninvoicedLaborMetric } from './metrics/billing-metrics.ts'
import type { Metric } from './metrics/define-metric.ts'
import {
  openTicketsMetric,
  slaMetMetric,
  ticketsClosedMetric,
  ticketsOpenedMetric,
} from './metrics/service-metrics.ts'
import {
  missingTimeHoursMetric,
  realizationMetric,
  utilizationMetric,
} from './metrics/time-metrics.ts'

/**
 * The numbers that are followed month by month, over thirteen months with the current one last. All
 * are computed anew from dates each time; each says in `doc` where its past is an approximation.
 */
export const metrics: readonly Metric[] = [
  mrrMetric,
  effectiveHourlyRateMetric,
  uninvoicedLaborMetric,
  receivablesOver60Metric,
  utilizationMetric,
  realizationMetric,
  slaMetMetric,
  openTicketsMetric,
  ticketsOpenedMetric,
  ticketsClosedMetric,
  missingTimeHoursMetric,
]
