import { type Metric, SERIES_ENDS_AT } from './define-metric.ts'

export const uninvoicedLaborMetric: Metric = {
  id: 'uninvoiced_labor',
  label: 'Uninvoiced work',
  format: 'money',
  better: 'lower',
  reads: ['time_entries', 'invoices', 'projects', 'tickets'],
  doc: 'Work done by the end of the month and not invoiced by then: billable, not written off, neither covered by an agreement nor on a fixed fee. The past is an approximation: amounts, coverage and write-offs are those of today, and work counts from the day it was done, not the day it was entered.',
  sql: `
    , waiting as (
      select w.started_at, w.wip_amount as amount, i."date" as invoiced_on
        from work w
        left join invoices i on i.id = w.invoice_id and i.deleted_at is null
       where w.is_billable and not w.is_covered
         and coalesce(w.status, '') <> 'WrittenOff'
         and w.started_at < ${SERIES_ENDS_AT}
         and (w.invoice_id is null or i."date" > (select min(measured_on) from months))
         and not exists (select 1 from fixed_fee_jobs j where j.job_key = w.job_key)
    )
    select m.month, coalesce(round(sum(w.amount), 4), 0) as value
      from months m
      left join waiting w
        on w.started_at < m.ends_at and (w.invoiced_on is null or w.invoiced_on > m.measured_on)
     group by m.month`,
}

export const receivablesOver60Metric: Metric = {
  id: 'receivables_over_60',
  label: 'Overdue 60+ days',
  format: 'money',
  better: 'lower',
  reads: ['invoices', 'invoice_payments'],
  doc: "Owed on the month's last day on invoices older than 60 days by invoice date: today's balance with the payments made since put back, and the credits applied since on both sides: the invoice owed more then, and its credit memo was still to be given. Before the first copied payment the past is an approximation.",
  sql: `
    , dues as (
      select i.id as invoice_id, i."date" as invoiced_on,
             coalesce(i.balance, coalesce(i.total, 0) - coalesce(i.payments, 0) - coalesce(i.credits, 0)) as balance
        from invoices i
       where i.deleted_at is null
    ), owed as (
      select m.month, sum(d.balance) as amount
        from months m
        join dues d on d.balance <> 0 and d.invoiced_on < m.measured_on - 60
       group by m.month
    ), paid as (
      select invoice_id, amount, payment_date
        from invoice_payments
       where deleted_at is null
       union all
      select credit_id, -amount, payment_date
        from invoice_payments
       where deleted_at is null and credit_id is not null
    ), paid_since as (
      select m.month, sum(p.amount) as amount
        from paid p
        join dues d on d.invoice_id = p.invoice_id
        join months m on d.invoiced_on < m.measured_on - 60 and p.payment_date > m.measured_on
       where p.payment_date <= $today::date
       group by m.month
    )
    select m.month, coalesce(o.amount, 0) + coalesce(p.amount, 0) as value
      from months m
      left join owed o on o.month = m.month
      left join paid_since p on p.month = m.month`,
}
