import type { Column } from '../kit/column.ts'
import { Table } from '../kit/column.ts'

/** Invoices in columns. Money is in cents; rows of other lists are stored plus one, 0 for none. */
export interface InvoiceTable {
  readonly table: Table
  /** Row of `INVOICE_TYPES`. */
  readonly type: Column
  readonly company: Column
  /** Calendar days. */
  readonly day: Column
  readonly dueInDays: Column
  readonly agreement: Column
  readonly project: Column
  readonly service: Column
  readonly product: Column
  readonly expense: Column
  readonly agreementPart: Column
  readonly tax: Column
  readonly paid: Column
  readonly credited: Column
  readonly createdAt: Column
  readonly updatedAt: Column
  /** Its payments, a chain in ascending order. */
  readonly firstPayment: Column
  readonly lastPayment: Column
}

/** Payments, and credits applied, of all invoices. */
export interface PaymentTable {
  readonly table: Table
  readonly invoice: Column
  /** The credit memo it takes from; 0 for money. */
  readonly credit: Column
  readonly cents: Column
  readonly day: Column
  readonly updatedAt: Column
  readonly next: Column
}

export const INVOICE_TYPES = [
  'Agreement',
  'CreditMemo',
  'DownPayment',
  'Miscellaneous',
  'Progress',
  'Standard',
  'Consolidated',
] as const

/** Rows of `INVOICE_TYPES`. */
export const INVOICE = {
  agreement: 0,
  creditMemo: 1,
  downPayment: 2,
  miscellaneous: 3,
  progress: 4,
  standard: 5,
} as const

/** The ids of rows 0. */
export const FIRST_INVOICE_ID = 20_001
export const FIRST_PAYMENT_ID = 60_001

export function createInvoiceTable(expected: number): InvoiceTable {
  const table = new Table(expected)
  return {
    table,
    type: table.uint8(),
    company: table.uint16(),
    day: table.uint16(),
    dueInDays: table.uint8(),
    agreement: table.uint16(),
    project: table.uint16(),
    service: table.int32(),
    product: table.int32(),
    expense: table.int32(),
    agreementPart: table.int32(),
    tax: table.int32(),
    paid: table.int32(),
    credited: table.int32(),
    createdAt: table.int32(),
    updatedAt: table.int32(),
    firstPayment: table.int32(),
    lastPayment: table.int32(),
  }
}

export function createPaymentTable(expected: number): PaymentTable {
  const table = new Table(expected)
  return {
    table,
    invoice: table.int32(),
    credit: table.int32(),
    cents: table.int32(),
    day: table.uint16(),
    updatedAt: table.int32(),
    next: table.int32(),
  }
}

export function subtotalCents(invoices: InvoiceTable, row: number): number {
  return (
    invoices.service.at(row) +
    invoices.product.at(row) +
    invoices.expense.at(row) +
    invoices.agreementPart.at(row)
  )
}

export function totalCents(invoices: InvoiceTable, row: number): number {
  return subtotalCents(invoices, row) + invoices.tax.at(row)
}

/** What is still owed; negative for a credit that nobody used yet. */
export function balanceCents(invoices: InvoiceTable, row: number): number {
  return totalCents(invoices, row) - invoices.paid.at(row) - invoices.credited.at(row)
}
