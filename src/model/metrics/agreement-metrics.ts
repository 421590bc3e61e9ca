import { runsOn } from '../agreements/recurring-lines.ts'
import { type Metric, monthOf, SERIES_ENDS_AT, SERIES_STARTS_AT } from './define-metric.ts'

export const mrrMetric: Metric = {
  id: 'mrr',
  label: 'Recurring revenue',
  format: 'money',
  better: 'higher',
  reads: ['agreements', 'additions'],
  doc: "Value per month of everything that runs on the month's last day (`recurring_lines`). The past is computed from today's prices and quantities: ConnectWise keeps no older ones.",
  sql: `
    select m.month, coalesce(sum(l.monthly_value), 0) as value
      from months m
      left join recurring_lines l on ${runsOn('l', 'm.measured_on')}
     group by m.month`,
}

export const effectiveHourlyRateMetric: Metric = {
  id: 'effective_hourly_rate',
  label: 'Effective rate',
  format: 'rate',
  better: 'higher',
  reads: ['agreements', 'additions', 'invoices', 'time_entries'],
  doc: "(Agreement revenue by invoice month − cost of additions) ÷ hours on agreements. None in a month without hours. The cost of additions is today's; the current month is not over, so its invoices may be in before its hours.",
  sql: `
    , revenues as (
      select month, sum(revenue) as revenue
        from agreement_revenue
       where invoiced_on >= (select min(month) from months)
         and agreement_id in (select id from agreements where deleted_at is null)
       group by month
    ), costs as (
      select month, sum(cost) as cost
        from addition_costs
       where month in (select month from months)
       group by month
    ), worked as (
      select ${monthOf('started_at')} as month, sum(hours) as hours
        from work
       where agreement_id is not null
         and started_at >= ${SERIES_STARTS_AT} and started_at < ${SERIES_ENDS_AT}
       group by 1
    )
    select m.month,
           round(((coalesce(r.revenue, 0) - coalesce(c.cost, 0)) / nullif(w.hours, 0))::numeric(18, 4), 4) as value
      from months m
      left join revenues r on r.month = m.month
      left join costs c on c.month = m.month
      left join worked w on w.month = m.month`,
}
