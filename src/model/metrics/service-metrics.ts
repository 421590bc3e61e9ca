import { type Metric, monthOf, SERIES_ENDS_AT, SERIES_STARTS_AT } from './define-metric.ts'

export const openTicketsMetric: Metric = {
  id: 'open_tickets',
  label: 'Open tickets',
  format: 'count',
  better: 'lower',
  reads: ['tickets'],
  doc: "Service tickets opened by the end of the month and not closed by then. The past is an approximation: ConnectWise keeps only a ticket's last closing, so one that was reopened counts as open all along.",
  sql: `
    , standing as (
      select opened_at, is_open, closed_at
        from service_tickets
       where opened_at < ${SERIES_ENDS_AT} and (is_open or closed_at >= ${SERIES_STARTS_AT})
    )
    select m.month, count(t.opened_at)::integer as value
      from months m
      left join standing t on t.opened_at < m.ends_at and (t.is_open or t.closed_at >= m.ends_at)
     group by m.month`,
}

export const ticketsOpenedMetric: Metric = {
  id: 'tickets_opened',
  label: 'Tickets opened',
  format: 'count',
  reads: ['tickets'],
  doc: 'Service tickets entered in the month.',
  sql: `
    , opened as (
      select ${monthOf('opened_at')} as month, count(*) as tickets
        from service_tickets
       where opened_at >= ${SERIES_STARTS_AT} and opened_at < ${SERIES_ENDS_AT}
       group by 1
    )
    select m.month, coalesce(o.tickets, 0)::integer as value
      from months m
      left join opened o on o.month = m.month`,
}

export const ticketsClosedMetric: Metric = {
  id: 'tickets_closed',
  label: 'Tickets closed',
  format: 'count',
  better: 'higher',
  reads: ['tickets'],
  doc: 'Service tickets that are closed and were last closed in the month.',
  sql: `
    , closed as (
      select ${monthOf('closed_at')} as month, count(*) as tickets
        from service_tickets
       where not is_open
         and closed_at >= ${SERIES_STARTS_AT} and closed_at < ${SERIES_ENDS_AT}
       group by 1
    )
    select m.month, coalesce(c.tickets, 0)::integer as value
      from months m
      left join closed c on c.month = m.month`,
}

export const slaMetMetric: Metric = {
  id: 'sla_met',
  label: 'SLA met',
  format: 'percent',
  better: 'higher',
  reads: ['tickets', 'slas'],
  doc: 'Resolutions in time ÷ resolutions measured, by the month of the resolution, as in sla-compliance.',
  sql: `
    select ${monthOf('resolution_at')} as month,
           round((count(*) filter (where resolution_met))::numeric(18, 4) / nullif(count(resolution_met), 0), 4) as value
      from sla_stages
     where resolution_at >= ${SERIES_STARTS_AT} and resolution_at < ${SERIES_ENDS_AT}
     group by 1`,
}
