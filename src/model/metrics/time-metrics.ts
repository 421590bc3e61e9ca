import { memberTimeSql } from '../service/member-time.ts'
import { countsInUtilization } from '../time/counts-in-utilization.ts'
import { realizedWorkSql } from '../time/realized-work.ts'
import { type Metric, monthOf, SERIES_ENDS_AT, SERIES_STARTS_AT } from './define-metric.ts'

const READS = ['time_entries', 'members', 'companies', 'charge_codes', 'work_types', 'holidays']

const IN_SERIES = `started_at >= ${SERIES_STARTS_AT} and started_at < ${SERIES_ENDS_AT}`

/** Hours people had to give, by month; today and what comes after it is not over and does not count. */
const AVAILABLE = `
    days_off as (
      select member_id, worked_on, sum(hours) as pto_hours
        from work
       where is_pto and ${IN_SERIES}
       group by member_id, worked_on
    ), available as (
      select m.month, sum(greatest(d.capacity_hours - coalesce(o.pto_hours, 0), 0)) as hours
        from months m
        join member_days d on d.day >= m.month and d.day <= m.measured_on and d.day < $today::date
         and d.is_in_utilization
        left join days_off o on o.member_id = d.member_id and o.worked_on = d.day
       group by m.month
    )`

/** Instants of the work that counts against available hours: like those, up to yesterday. */
const UNTIL_TODAY = `started_at >= ${SERIES_STARTS_AT} and started_at < ($today::date::timestamp at time zone $zone)`

export const utilizationMetric: Metric = {
  id: 'utilization',
  label: 'Utilization',
  format: 'percent',
  better: 'higher',
  reads: READS,
  doc: "Utilized hours ÷ available hours (capacity less paid time off), up to yesterday, as in hours-utilized-realized. Capacity and charge codes are today's.",
  sql: `
    , ${AVAILABLE}, utilized as (
      select ${monthOf('started_at')} as month, sum(hours) as hours
        from work
       where is_utilized and ${UNTIL_TODAY} and ${countsInUtilization('work.member_id')}
       group by 1
    )
    select a.month, round((coalesce(u.hours, 0) / nullif(a.hours, 0))::numeric(18, 4), 4) as value
      from available a
      left join utilized u on u.month = a.month`,
}

export const realizationMetric: Metric = {
  id: 'realization',
  label: 'Realization',
  format: 'percent',
  better: 'higher',
  reads: [...READS, 'agreements', 'projects', 'tickets'],
  doc: 'Realized hours (the part of utilized that brings new money) ÷ available hours, up to yesterday, as in hours-utilized-realized.',
  sql: `
    , ${AVAILABLE}, realized as (
      select ${monthOf('started_at')} as month, sum(realized_hours) as hours
        from (${realizedWorkSql(UNTIL_TODAY)}) w
       where ${countsInUtilization('w.member_id')}
       group by 1
    )
    select a.month, round((coalesce(r.hours, 0) / nullif(a.hours, 0))::numeric(18, 4), 4) as value
      from available a
      left join realized r on r.month = a.month`,
}

export const missingTimeHoursMetric: Metric = {
  id: 'missing_time_hours',
  label: 'Missing time',
  format: 'hours',
  better: 'lower',
  reads: READS,
  doc: 'Hours missing from the days of the month up to yesterday: capacity less hours logged, day by day and person by person. Time that was entered late is not missing any more, so the past looks better than it was.',
  sql: `
    , member_time as (${memberTimeSql({
      work: UNTIL_TODAY,
      days: `day >= (select min(month) from months) and day < $today::date`,
    })})
    select month_start as month, sum(missing_hours) as value
      from member_time
     group by month_start`,
}
