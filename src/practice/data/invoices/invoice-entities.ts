import type { Entity } from '../../entity.ts'
import type { Firm } from '../firm.ts'
import { fieldsOfRows } from '../kit/fields.ts'
import { OPENED_BY } from '../kit/permission.ts'
import { DEPARTMENT } from '../setup/places.ts'
import { names, setupList } from '../setup/setup-list.ts'
import { projectTarget } from '../projects/project-entities.ts'
import { invoiceTarget } from '../time/time-entity.ts'
import {
  FIRST_INVOICE_ID,
  FIRST_PAYMENT_ID,
  INVOICE,
  INVOICE_TYPES,
  balanceCents,
  subtotalCents,
  totalCents,
} from './invoice-table.ts'

export function invoiceEntities(firm: Firm): Entity[] {
  return [invoiceEntity(firm), paymentEntity(firm)]
}

function invoiceEntity(firm: Firm): Entity {
  const { invoices, clients, contracts, places, calendar, clientSetup, customFields } = firm
  const { int, dec, cents, text, bool, day, choice, ref } = fieldsOfRows()
  const companyAt = (row: number) => clients.companies[invoices.company.at(row)]
  const siteRow = (row: number) => companyAt(row)?.siteRows[0]
  const siteAt = (row: number) => clients.sites[siteRow(row) ?? -1]
  const company = (row: number) => invoices.company.at(row)
  const locationRow = (row: number) => companyAt(row)?.locationRow ?? 0
  const attention = (row: number) => clients.contacts[companyAt(row)?.contactRows[0] ?? -1]?.name
  const never = (name: string) => bool(name, () => false)
  return {
    stream: 'invoices',
    path: '/finance/invoices',
    title: 'Invoice',
    permission: OPENED_BY.invoicing,
    hasCount: true,
    size: () => invoices.table.size,
    idAt: (row) => FIRST_INVOICE_ID + row,
    isLive: (row) => invoices.table.isLive(row),
    scope: { locationId: (row) => locationRow(row) + 1 },
    info: {
      lastUpdated: (row) => invoices.updatedAt.at(row),
      updatedBy: () => 'zAdmin',
      dateEntered: (row) => invoices.createdAt.at(row),
      enteredBy: () => 'zAdmin',
      hrefs: (row) => ({
        payments_href: `/finance/invoices/${FIRST_INVOICE_ID + row}/payments`,
        documents_href: `/system/documents?recordType=Invoice&recordId=${FIRST_INVOICE_ID + row}`,
      }),
    },
    fields: [
      int('id', (row) => FIRST_INVOICE_ID + row),
      text('invoiceNumber', (row) => String(FIRST_INVOICE_ID + row)),
      choice('type', INVOICE_TYPES, (row) => INVOICE_TYPES[invoices.type.at(row)]),
      ref('status', statusTarget(), (row) => statusRow(firm, row)),
      ref('company', clients.toCompany, company),
      ref('billToCompany', clients.toCompany, company),
      ref('shipToCompany', clients.toCompany, company),
      text('accountNumber', () => ''),
      choice(
        'applyToType',
        ['All', 'Agreement', 'Project', 'ProjectPhase', 'SalesOrder', 'Ticket'],
        (row) =>
          invoices.agreement.at(row) !== 0
            ? 'Agreement'
            : invoices.project.at(row) !== 0
              ? 'Project'
              : 'All',
      ),
      int('applyToId', (row) => applyToId(firm, row)),
      text('attention', attention),
      ref('billingSite', clients.toSite, siteRow),
      text('billingSiteAddressLine1', (row) => siteAt(row)?.street),
      text('billingSiteCity', (row) => siteAt(row)?.city),
      text('billingSiteState', (row) => siteAt(row)?.state),
      text('billingSiteZip', (row) => siteAt(row)?.zip),
      text('billingSiteCountry', () => 'United States'),
      ref('shippingSite', clients.toSite, siteRow),
      text('shippingSiteAddressLine1', (row) => siteAt(row)?.street),
      text('shippingSiteCity', (row) => siteAt(row)?.city),
      text('shippingSiteState', (row) => siteAt(row)?.state),
      text('shippingSiteZip', (row) => siteAt(row)?.zip),
      text('shippingSiteCountry', () => 'United States'),
      ref('billingTerms', clientSetup.terms.target, (row) => companyAt(row)?.termsRow),
      text('reference', (row) =>
        contracts.agreements[invoices.agreement.at(row) - 1]?.name.slice(0, 50),
      ),
      text('customerPO', () => ''),
      int('templateSetupId', () => 1),
      ref('invoiceTemplate', clientSetup.invoiceTemplates.target, (row) =>
        invoices.agreement.at(row) === 0 ? 0 : 1,
      ),
      int('emailTemplateId', () => 1),
      never('addToBatchEmailList'),
      day('date', (row) => calendar.stamp(invoices.day.at(row))),
      never('restrictDownpaymentFlag'),
      int('locationId', (row) => locationRow(row) + 1),
      ref('location', places.toLocation, locationRow),
      int('departmentId', (row) => departmentRow(firm, row) + 1),
      ref('department', places.toBillingUnit, (row) => departmentRow(firm, row)),
      int('territoryId', (row) => locationRow(row) + 1),
      ref('territory', places.toLocation, locationRow),
      text('topComment', () => ''),
      text('bottomComment', () => 'Thank you for your business.'),
      bool('taxableFlag', (row) => invoices.tax.at(row) !== 0),
      ref('taxCode', clientSetup.taxCodes.target, (row) => companyAt(row)?.taxCodeRow),
      text('internalNotes', () => ''),
      never('downpaymentPreviouslyTaxedFlag'),
      cents('serviceTotal', (row) => invoices.service.at(row)),
      never('overrideDownPaymentAmountFlag'),
      ref('currency', places.toCurrency, () => 0),
      day('dueDate', (row) => calendar.stamp(invoices.day.at(row) + invoices.dueInDays.at(row))),
      cents('expenseTotal', (row) => invoices.expense.at(row)),
      cents('productTotal', (row) => invoices.product.at(row)),
      dec('previousProgressApplied', () => 0),
      dec('serviceAdjustmentAmount', () => 0),
      cents('agreementAmount', (row) => invoices.agreementPart.at(row)),
      dec('downpaymentApplied', () => 0),
      cents('subtotal', (row) => subtotalCents(invoices, row)),
      cents('total', (row) => totalCents(invoices, row)),
      cents('remainingDownpayment', () => 0),
      cents('salesTax', (row) => invoices.tax.at(row)),
      text('closedBy', (row) => (balanceCents(invoices, row) === 0 ? 'zAdmin' : undefined)),
      cents('payments', (row) => invoices.paid.at(row)),
      cents('credits', (row) => invoices.credited.at(row)),
      cents('balance', (row) => balanceCents(invoices, row)),
      never('specialInvoiceFlag'),
      ref('project', projectTarget(firm), (row) => invoices.project.at(row) - 1),
      ref('agreement', contracts.target, (row) => invoices.agreement.at(row) - 1),
      customFields.on('invoice', (row) => row),
    ],
  }
}

/** New for a week, then sent, and closed once nothing is owed. */
function statusRow(firm: Firm, row: number): number {
  const { invoices, calendar } = firm
  if (balanceCents(invoices, row) === 0) return 2
  return calendar.days - invoices.day.at(row) <= 7 ? 0 : 1
}

function statusTarget() {
  const { items, target } = setupList(0, names('New', 'Sent', 'Closed'))
  const { bool } = fieldsOfRows()
  return {
    ...target,
    members: [...target.members, bool('isClosed', (row) => items[row]?.name === 'Closed')],
  }
}

function departmentRow(firm: Firm, row: number): number {
  const type = firm.invoices.type.at(row)
  if (type === INVOICE.progress) return DEPARTMENT.projects
  return type === INVOICE.miscellaneous ? DEPARTMENT.sales : DEPARTMENT.service
}

function applyToId(firm: Firm, row: number): number | undefined {
  const { invoices, contracts, projects } = firm
  return (
    contracts.agreements[invoices.agreement.at(row) - 1]?.id ??
    projects[invoices.project.at(row) - 1]?.id
  )
}

function paymentEntity(firm: Firm): Entity {
  const { invoices, payments, calendar } = firm
  const { int, cents, text, day, ref } = fieldsOfRows()
  const invoiceRow = (row: number) => payments.invoice.at(row)
  return {
    stream: 'invoice_payments',
    path: '/finance/invoices/{parentId}/payments',
    title: 'Invoice payment',
    permission: OPENED_BY.invoicing,
    hasCount: false,
    size: () => payments.table.size,
    idAt: (row) => FIRST_PAYMENT_ID + row,
    isLive: (row) => payments.table.isLive(row),
    parent: {
      stream: 'invoices',
      rowsOf: (parentId) => {
        const rows: number[] = []
        let next = invoices.firstPayment.at(parentId - FIRST_INVOICE_ID)
        for (; next !== 0; next = payments.next.at(next - 1)) rows.push(next - 1)
        return rows
      },
      parentIdAt: (row) => FIRST_INVOICE_ID + invoiceRow(row),
    },
    info: { lastUpdated: (row) => payments.updatedAt.at(row), updatedBy: () => 'zAdmin' },
    fields: [
      int('id', (row) => FIRST_PAYMENT_ID + row),
      text('type', (row) => (payments.credit.at(row) === 0 ? 'Payment' : 'Credit')),
      text('source', () => 'Accounting'),
      ref('invoice', invoiceTarget(), invoiceRow),
      ref('credit', invoiceTarget(), (row) => payments.credit.at(row) - 1),
      cents('amount', (row) => payments.cents.at(row)),
      cents('balance', () => 0),
      cents('invoiceBalance', (row) => balanceCents(invoices, invoiceRow(row))),
      cents('invoiceTotal', (row) => totalCents(invoices, invoiceRow(row))),
      day('paymentDate', (row) => calendar.stamp(payments.day.at(row))),
      text('appliedBy', () => 'zAdmin'),
      text('paymentSyncStatus', () => 'None'),
    ],
  }
}
