import { defineView } from '../define-view.ts'

/** What agreements brought in, by the month that counts. */
export const agreementRevenue = defineView({
  name: 'agreement_revenue',
  doc: 'Agreement invoices net of sales tax: one row per invoice, and per month it covers, on both bases. A child agreement counts for its parent.',
  sql: `
    with invoiced as (
      select i.id as invoice_id,
             coalesce(i.agreement_id, case when i.apply_to_type = 'Agreement' then i.apply_to_id end) as agreement_id,
             date_trunc('month', i.date::timestamp)::date as invoice_month,
             (coalesce(i.total, 0) - coalesce(i.sales_tax, 0)) as revenue
        from invoices i
       where i.deleted_at is null and i.type = 'Agreement'
    )
    select n.invoice_id, t.top_agreement_id, 'invoice month' as basis, n.invoice_month as month, n.revenue
      from invoiced n
      join agreement_terms t on t.agreement_id = n.agreement_id
     union all
    select n.invoice_id, t.top_agreement_id, 'coverage month',
           (n.invoice_month + (s.step + case when t.is_billed_ahead then 1 else 0 end) * interval '1 month')::date,
           (n.revenue / t.months_per_billing)::numeric(18, 4)
      from invoiced n
      join agreement_terms t on t.agreement_id = n.agreement_id
      join generate_series(0, 11) as s(step) on s.step < t.months_per_billing
  `,
  columns: {
    invoice_id: 'ConnectWise id of the invoice',
    top_agreement_id: 'Agreement, or its parent',
    basis:
      '`invoice month`: the month of the invoice date. `coverage month`: the invoice in equal parts over the months of its billing cycle, from the invoice month on, or from the next one where the agreement bills ahead',
    month: 'First day of the month',
    revenue: '`total` − `salesTax`, or its part',
  },
})
