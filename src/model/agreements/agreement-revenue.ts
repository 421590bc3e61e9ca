import { defineView } from '../define-view.ts'

const REVENUE = '`total` − `salesTax`'

/** What agreements brought in, by invoice month. */
export const agreementRevenue = defineView({
  name: 'agreement_revenue',
  doc: 'Agreement invoices net of sales tax: one row per invoice of type Agreement, in the month of its date.',
  sql: `
    select i.id as invoice_id,
           coalesce(i.agreement_id, case when i.apply_to_type = 'Agreement' then i.apply_to_id end) as agreement_id,
           i."date" as invoiced_on,
           date_trunc('month', i."date"::timestamp)::date as month,
           coalesce(i.total, 0) - coalesce(i.sales_tax, 0) as revenue
      from invoices i
     where i.deleted_at is null and i.type = 'Agreement'
  `,
  columns: {
    invoice_id: 'ConnectWise id of the invoice',
    agreement_id: 'Agreement it bills; a child agreement is itself here, not its parent',
    invoiced_on: 'Day of the invoice',
    month: 'First day of its month',
    revenue: REVENUE,
  },
})

/** What agreements brought in, by the months that were paid for. */
export const agreementRevenueByCoverage = defineView({
  name: 'agreement_revenue_by_coverage',
  doc: 'Agreement invoices net of sales tax, in equal parts over the months of the billing cycle: one row per invoice and month it covers, from the invoice month on, or from the next one where the agreement bills ahead.',
  sql: `
    select r.invoice_id,
           r.agreement_id,
           (r.month + (s.step + case when t.is_billed_ahead then 1 else 0 end) * interval '1 month')::date as month,
           (r.revenue / t.months_per_billing)::numeric(18, 4) as revenue
      from agreement_revenue r
      join agreement_terms t on t.agreement_id = r.agreement_id
      join generate_series(0, 11) as s(step) on s.step < t.months_per_billing
  `,
  columns: {
    invoice_id: 'ConnectWise id of the invoice',
    agreement_id: 'Agreement it bills',
    month: 'First day of a month it covers',
    revenue: `${REVENUE}, divided by the months of the cycle`,
  },
})
