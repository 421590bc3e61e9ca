import { defineView } from '../define-view.ts'

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
    revenue: '`total` − `salesTax`',
  },
})
