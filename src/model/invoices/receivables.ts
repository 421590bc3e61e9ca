import { defineView } from '../define-view.ts'

/** What clients still owe. */
export const receivables = defineView({
  name: 'receivables',
  doc: 'Open invoices: one row per invoice whose balance is not zero; credit memos not yet applied have a negative balance and stay in, so that the sum is what is owed.',
  sql: `
    select i.id as invoice_id,
           i.invoice_number,
           i.type,
           i.company_id,
           coalesce(i.company_name, '(no company)') as company_name,
           i.location_name,
           i.department_name,
           i.date as invoiced_on,
           coalesce(i.due_date, i.date) as due_on,
           coalesce(i.total, 0) as total,
           coalesce(i.balance, coalesce(i.total, 0) - coalesce(i.payments, 0) - coalesce(i.credits, 0)) as balance
      from invoices i
     where i.deleted_at is null
       and coalesce(i.balance, coalesce(i.total, 0) - coalesce(i.payments, 0) - coalesce(i.credits, 0)) <> 0
  `,
  columns: {
    invoice_id: 'ConnectWise id of the invoice',
    invoice_number: 'Its number',
    type: 'Agreement, Standard, CreditMemo …',
    company_id: 'Client (`company` of the invoice, whoever the bill goes to)',
    company_name: 'Client',
    location_name: 'Location of the MSP',
    department_name: 'Department of the MSP',
    invoiced_on: 'Day of the invoice (`date`)',
    due_on: 'Day it is due; the invoice day where ConnectWise has none',
    total: 'Total with sales tax',
    balance: '`balance`, else total − payments − credits',
  },
})
