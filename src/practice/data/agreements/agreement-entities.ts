import type { Entity } from '../../entity.ts'
import type { Firm } from '../firm.ts'
import { entityOverList, infoOfList } from '../kit/entity-over.ts'
import { fieldsOfRows, fieldsOver } from '../kit/fields.ts'
import type { Target } from '../kit/fields.ts'
import { OPENED_BY } from '../kit/permission.ts'
import { UNITS_PER_HOUR } from '../service/tickets.ts'
import { BILL_OPTIONS } from '../time/work-setup.ts'
import type { Agreement } from './agreements.ts'
import { coversTime, statusOn } from './agreements.ts'
import { AGREEMENT_TYPE, APPLICATION_CYCLES, CYCLE } from './agreement-setup.ts'
import { nextBillDay } from './bill-days.ts'
import { PRODUCTS } from './products.ts'

const STATUSES = ['Active', 'Cancelled', 'Expired', 'Inactive'] as const

export function agreementEntities(firm: Firm): Entity[] {
  return [agreementEntity(firm), additionEntity(firm)]
}

function agreementEntity(firm: Firm): Entity {
  const {
    contracts,
    clients,
    places,
    desk,
    calendar,
    agreementSetup: setup,
    clientSetup,
    customFields,
  } = firm
  const { agreements } = contracts
  const { int, dec, cents, text, bool, day, instant, choice, ref } = fieldsOver(
    (row) => agreements[row],
  )
  const stampOf = (on: number | undefined) => (on === undefined ? undefined : calendar.stamp(on))
  const companyAt = (agreement: Agreement) => clients.companies[agreement.companyRow]
  const bill = (name: string) => choice(name, BILL_OPTIONS, () => 'NoDefault')
  const never = (name: string) => bool(name, () => false)
  const isLimited = (agreement: Agreement) => agreement.limitUnits > 0
  const company = (agreement: Agreement) => agreement.companyRow
  const contact = (agreement: Agreement) => agreement.contactRow
  const site = (agreement: Agreement) => agreement.siteRow
  return entityOverList(agreements, {
    stream: 'agreements',
    path: '/finance/agreements',
    title: 'Agreement',
    permission: OPENED_BY.agreements,
    info: infoOfList(agreements, {
      dateEntered: (row) => agreements[row]?.enteredAt,
      enteredBy: () => 'zAdmin',
    }),
    scope: {
      locationId: (row) =>
        (clients.companies[agreements[row]?.companyRow ?? 0]?.locationRow ?? 0) + 1,
    },
    fields: [
      int('id', (agreement) => agreement.id),
      text('name', (agreement) => agreement.name),
      ref('type', setup.toType, (agreement) => agreement.typeRow),
      ref('company', clients.toCompany, company),
      ref('contact', clients.toContact, contact),
      ref('site', clients.toSite, site),
      ref('parentAgreement', contracts.target, (agreement) => agreement.parentRow),
      text('customerPO', () => ''),
      ref('location', places.toLocation, (agreement) => companyAt(agreement)?.locationRow),
      ref('department', places.toDepartment, () => 0),
      never('restrictLocationFlag'),
      never('restrictDepartmentFlag'),
      day('startDate', (agreement) => stampOf(agreement.startsOn)),
      day('endDate', (agreement) => stampOf(agreement.endsOn)),
      bool('noEndingDateFlag', (agreement) => agreement.hasNoEnd),
      bool('cancelledFlag', (agreement) => statusOn(agreement, calendar.days) === 'Cancelled'),
      day('dateCancelled', (agreement) => stampOf(agreement.cancelledOn)),
      text('reasonCancelled', (agreement) =>
        agreement.cancelledOn === undefined ? undefined : 'Client left',
      ),
      ref('sla', desk.toSla, (agreement) => agreement.slaRow),
      text('internalNotes', (agreement) =>
        agreement.id % 9 === 0 ? 'Ask the owner before changing <this>.' : '',
      ),
      choice('applicationUnits', ['Amount', 'Hours', 'Incidents'], (agreement) =>
        isLimited(agreement) ? 'Hours' : 'Amount',
      ),
      dec('applicationLimit', (agreement) => agreement.limitUnits / UNITS_PER_HOUR),
      choice('applicationCycle', APPLICATION_CYCLES, (agreement) =>
        agreement.typeRow === AGREEMENT_TYPE.block ? undefined : 'CalendarMonth',
      ),
      bool(
        'applicationUnlimitedFlag',
        (agreement) => coversTime(agreement) && !isLimited(agreement),
      ),
      bool('oneTimeFlag', (agreement) => agreement.typeRow === AGREEMENT_TYPE.block),
      bool('coverAgreementTime', coversTime),
      never('coverAgreementProduct'),
      never('coverAgreementExpense'),
      never('coverSalesTax'),
      never('carryOverUnused'),
      bool('allowOverruns', () => true),
      int('expiredDays', () => 0),
      int('limit', () => 0),
      never('expireWhenZero'),
      never('chargeToFirm'),
      choice('employeeCompRate', ['Actual', 'Hourly'], () => 'Actual'),
      choice('employeeCompNotExceed', ['Billing', 'Amount', 'Percent'], () => 'Billing'),
      dec('compHourlyRate', () => 0),
      dec('compLimitAmount', () => 0),
      ref('billingCycle', setup.toCycle, (agreement) => agreement.cycleRow),
      bool('billOneTimeFlag', (agreement) => agreement.cycleRow === CYCLE.once),
      ref('billingTerms', clientSetup.terms.target, (agreement) => companyAt(agreement)?.termsRow),
      choice('invoicingCycle', ['ContractYear', 'CalendarYear'], () => 'ContractYear'),
      ref('billToCompany', clients.toCompany, company),
      ref('billToContact', clients.toContact, contact),
      ref('billToSite', clients.toSite, site),
      cents('billAmount', (agreement) => agreement.billCents),
      bool('taxable', () => false),
      dec('prorateFirstBill', () => 0),
      day('billStartDate', (agreement) => stampOf(agreement.startsOn)),
      ref('taxCode', clientSetup.taxCodes.target, (agreement) => companyAt(agreement)?.taxCodeRow),
      never('restrictDownPayment'),
      never('prorateFlag'),
      never('invoiceProratedAdditionsFlag'),
      text('invoiceDescription', (agreement) => agreement.name),
      never('topComment'),
      never('bottomComment'),
      ref('invoiceTemplate', clientSetup.invoiceTemplates.target, () => 1),
      bill('billTime'),
      bill('billExpenses'),
      bill('billProducts'),
      bool('billableTimeInvoice', () => true),
      bool('billableExpenseInvoice', () => true),
      bool('billableProductInvoice', () => true),
      ref('currency', places.toCurrency, () => 0),
      choice('periodType', ['Current', 'Future', 'Both', 'Undefined'], () => 'Current'),
      never('autoInvoiceFlag'),
      never('billZeroAmountFlag'),
      instant('nextInvoiceDate', (agreement) => stampOf(nextInvoiceDay(firm, agreement))),
      ref('companyLocation', places.toLocation, () => 0),
      ref('shipToCompany', clients.toCompany, company),
      ref('shipToContact', clients.toContact, contact),
      ref('shipToSite', clients.toSite, site),
      choice('agreementStatus', STATUSES, (agreement) => statusOn(agreement, calendar.days)),
      customFields.on('agreement', (row) => row * 7 + 4),
    ],
  })
}

/** The next invoice after the history; forgotten ones still show a day long past. */
export function nextInvoiceDay(firm: Firm, agreement: Agreement): number | undefined {
  const next = nextBillDay(agreement, firm.calendar, firm.agreementSetup)
  if (next === undefined || !agreement.forgotInvoiceDate) return next
  return firm.calendar.days - 75
}

function additionEntity(firm: Firm): Entity {
  const { contracts, calendar, customFields } = firm
  const { additions, agreements } = contracts
  const { int, dec, cents, text, bool, day, choice, ref, list } = fieldsOver(
    (row) => additions[row],
  )
  const never = (name: string) => bool(name, () => false)
  const firstId = agreements[0]?.id ?? 0
  const agreementAt = (row: number) => agreements[row]
  return entityOverList(additions, {
    stream: 'additions',
    path: '/finance/agreements/{parentId}/additions',
    title: 'Addition',
    permission: OPENED_BY.agreements,
    parent: {
      stream: 'agreements',
      rowsOf: (parentId) => agreements[parentId - firstId]?.additionRows ?? [],
      parentIdAt: (row) => agreementAt(additions[row]?.agreementRow ?? -1)?.id ?? 0,
    },
    fields: [
      int('id', (addition) => addition.id),
      ref('product', productTarget(), (addition) => addition.productRow),
      dec('quantity', (addition) => addition.quantity),
      dec('lessIncluded', (addition) => addition.lessIncluded),
      cents('unitPrice', (addition) => addition.priceCents),
      cents('unitCost', (addition) => addition.costCents),
      choice('billCustomer', BILL_OPTIONS.slice(0, 3), (addition) =>
        addition.isBillable ? 'Billable' : 'DoNotBill',
      ),
      day('effectiveDate', (addition) => calendar.stamp(addition.startsOn)),
      day('cancelledDate', (addition) =>
        addition.endsOn === undefined ? undefined : calendar.stamp(addition.endsOn),
      ),
      bool('taxableFlag', () => true),
      text('serialNumber', () => ''),
      text('invoiceDescription', (addition) => PRODUCTS[addition.productRow]?.description),
      never('purchaseItemFlag'),
      never('specialOrderFlag'),
      int('agreementId', (addition) => agreementAt(addition.agreementRow)?.id),
      text('description', (addition) => PRODUCTS[addition.productRow]?.description),
      dec('billedQuantity', (addition) => addition.quantity - addition.lessIncluded),
      text('uom', () => 'Each'),
      cents(
        'extPrice',
        (addition) => (addition.quantity - addition.lessIncluded) * addition.priceCents,
      ),
      cents('extCost', (addition) => addition.quantity * addition.costCents),
      dec('sequenceNumber', (addition) => addition.row + 1),
      cents(
        'margin',
        (addition) =>
          (addition.quantity - addition.lessIncluded) * addition.priceCents -
          addition.quantity * addition.costCents,
      ),
      dec('prorateCost', () => 0),
      dec('proratePrice', () => 0),
      never('prorateCurrentPeriodFlag'),
      choice('agreementStatus', STATUSES, (addition) => {
        const agreement = agreementAt(addition.agreementRow)
        return agreement && statusOn(agreement, calendar.days)
      }),
      list('customFields', [], () => customFields.none),
    ],
  })
}

/** Products as references show them: an identifier and whether they are serialized. */
function productTarget(): Target {
  const { int, text, bool } = fieldsOfRows()
  return {
    members: [
      int('id', (row) => row + 1),
      text('identifier', (row) => PRODUCTS[row]?.identifier),
      bool('serializedFlag', () => false),
    ],
    href: { key: 'catalog_href', path: (row) => `/procurement/catalog/${row + 1}` },
  }
}
