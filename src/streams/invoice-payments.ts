import { date, decimal, defineStream, integer, text, timestamp } from './define-stream.ts'

/**
 * Invoice payments: one row per payment or credit applied to an invoice.
 *
 * There is no list of all payments; they are fetched invoice by invoice. Applying or removing one
 * changes the invoice's balance, and with it the invoice: no separate pass over all invoices.
 */
export const invoicePayments = defineStream({
  name: 'invoice_payments',
  title: 'invoice payments',
  endpoint: '/finance/invoices/{parentId}/payments',
  profile: 'billing',
  permission: { module: 'Finance', function: 'Invoicing' },
  sync: { mode: 'child', parent: 'invoices', parentColumn: 'invoice_id' },
  sweep: 'never',
  columns: {
    id: integer('id'),
    invoice_id: integer('invoice/id'),
    invoice_identifier: text('invoice/identifier'),
    credit_id: integer('credit/id'),
    credit_identifier: text('credit/identifier'),
    type: text('type'),
    source: text('source'),
    amount: decimal('amount'),
    balance: decimal('balance'),
    invoice_balance: decimal('invoiceBalance'),
    invoice_total: decimal('invoiceTotal'),
    payment_date: date('paymentDate'),
    applied_by: text('appliedBy'),
    payment_sync_status: text('paymentSyncStatus'),
    payment_sync_date: timestamp('paymentSyncDate'),
    updated_at: timestamp('_info/lastUpdated'),
    updated_by: text('_info/updatedBy'),
  },
})
