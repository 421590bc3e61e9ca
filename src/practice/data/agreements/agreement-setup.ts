import type { Entity } from '../../entity.ts'
import { entityOverList, namedTarget } from '../kit/entity-over.ts'
import type { Held } from '../kit/entity-over.ts'
import { fieldsOver } from '../kit/fields.ts'
import type { Target } from '../kit/fields.ts'
import { uuidOf } from '../kit/dice.ts'
import { numbered } from '../kit/numbered.ts'
import { OPENED_BY } from '../kit/permission.ts'
import { BILL_OPTIONS } from '../time/work-setup.ts'

/** Rows of `types`. */
export const AGREEMENT_TYPE = {
  managed: 0,
  block: 1,
  retainer: 2,
  hourly: 3,
  licensing: 4,
} as const

/** Rows of `cycles`. */
export const CYCLE = { monthly: 0, quarterly: 1, yearly: 2, once: 3 } as const

interface AgreementType extends Held {
  readonly name: string
  readonly coversTime: boolean
  readonly units: 'Amount' | 'Hours'
  readonly isPrepaid: boolean
}

interface BillingCycle extends Held {
  readonly identifier: string
  readonly name: string
  readonly option: string
  /** 0 where it bills once. */
  readonly months: number
}

export interface AgreementSetup {
  readonly types: readonly AgreementType[]
  readonly cycles: readonly BillingCycle[]
  readonly toType: Target
  readonly toCycle: Target
}

export function createAgreementSetup(at: number): AgreementSetup {
  const types = numbered(at, TYPES)
  const cycles = numbered(at, CYCLES)
  return {
    types,
    cycles,
    toType: namedTarget(types, {
      key: 'type_href',
      path: (type) => `/finance/agreements/types/${type.id}`,
    }),
    toCycle: namedTarget(cycles, {
      key: 'billingCycle_href',
      path: (cycle) => `/finance/billingCycles/${cycle.id}`,
    }),
  }
}

export function agreementSetupEntities(setup: AgreementSetup): Entity[] {
  return [typeEntity(setup), cycleEntity(setup)]
}

function typeEntity(setup: AgreementSetup): Entity {
  const { int, dec, text, bool, choice, ref } = fieldsOver((row) => setup.types[row])
  const bill = (name: string) => choice(name, BILL_OPTIONS, () => 'NoDefault')
  return entityOverList(setup.types, {
    stream: 'agreement_types',
    path: '/finance/agreements/types',
    title: 'Agreement type',
    permission: OPENED_BY.tableSetup,
    fields: [
      int('id', (type) => type.id),
      text('name', (type) => type.name),
      choice('prefixSuffixOption', ['Prefix', 'Suffix'], () => 'Prefix'),
      bool('defaultFlag', (type) => type.id === 1),
      bool('inactiveFlag', () => false),
      bool('prePaymentFlag', (type) => type.isPrepaid),
      choice('applicationUnits', ['Amount', 'Hours', 'Incidents'], (type) => type.units),
      dec('applicationLimit', () => 0),
      choice('applicationCycle', APPLICATION_CYCLES, () => 'CalendarMonth'),
      bool('applicationUnlimitedFlag', (type) => type.coversTime && !type.isPrepaid),
      bool('oneTimeFlag', (type) => type.isPrepaid),
      bool('coverAgreementTimeFlag', (type) => type.coversTime),
      bool('coverAgreementProductFlag', () => false),
      bool('coverAgreementExpenseFlag', () => false),
      bool('coverSalesTaxFlag', () => false),
      bool('carryOverUnusedFlag', () => false),
      bool('allowOverrunsFlag', () => true),
      choice('employeeCompRate', ['Actual', 'Hourly'], () => 'Actual'),
      choice('employeeCompNotExceed', ['Billing', 'Amount', 'Percent'], () => 'Billing'),
      ref('billingCycle', setup.toCycle, (type) => (type.isPrepaid ? CYCLE.once : CYCLE.monthly)),
      choice('invoicingCycle', ['ContractYear', 'CalendarYear'], () => 'CalendarYear'),
      bool('taxableFlag', () => false),
      bool('restrictDownPaymentFlag', () => false),
      bill('billTime'),
      bill('billExpenses'),
      bill('billProducts'),
      bool('billableTimeInvoiceFlag', () => true),
      bool('billableExpenseInvoiceFlag', () => true),
      bool('billableProductInvoiceFlag', () => true),
      bool('prorateFlag', () => false),
      bool('autoInvoiceFlag', () => false),
      bool('billZeroAmountFlag', () => false),
      text('connectWiseId', (type) => uuidOf(40, type.id)),
    ],
  })
}

function cycleEntity(setup: AgreementSetup): Entity {
  const { int, text, bool, choice } = fieldsOver((row) => setup.cycles[row])
  return entityOverList(setup.cycles, {
    stream: 'billing_cycles',
    path: '/finance/billingCycles',
    title: 'Billing cycle',
    permission: OPENED_BY.tableSetup,
    fields: [
      int('id', (cycle) => cycle.id),
      text('identifier', (cycle) => cycle.identifier),
      text('name', (cycle) => cycle.name),
      bool('defaultFlag', (cycle) => cycle.id === 1),
      choice('billingOptions', BILLING_OPTIONS, (cycle) => cycle.option),
      text('connectWiseId', (cycle) => uuidOf(41, cycle.id)),
    ],
  })
}

/** From the API's schema, in its order. */
export const APPLICATION_CYCLES = [
  'Contract2Weeks',
  'Contract4Weeks',
  'ContractYear',
  'CalendarMonth',
  'CalendarQuarter',
  'CalendarWeek',
  'ContractQuarter',
  'CalendarYear',
] as const

const BILLING_OPTIONS = [
  'BiMonthly',
  'BiWeekly',
  'Monthly',
  'NotRecurring',
  'Quarterly',
  'SemiAnnual',
  'Weekly',
  'Yearly',
] as const

const TYPES: readonly Omit<AgreementType, keyof Held>[] = [
  { name: 'Managed Services', coversTime: true, units: 'Amount', isPrepaid: false },
  { name: 'Block Time', coversTime: true, units: 'Hours', isPrepaid: true },
  { name: 'Monthly Retainer', coversTime: true, units: 'Hours', isPrepaid: false },
  { name: 'Time and Materials', coversTime: false, units: 'Amount', isPrepaid: false },
  { name: 'Licensing and Subscriptions', coversTime: false, units: 'Amount', isPrepaid: false },
]

const CYCLES: readonly Omit<BillingCycle, keyof Held>[] = [
  { identifier: 'M', name: 'Monthly', option: 'Monthly', months: 1 },
  { identifier: 'Q', name: 'Quarterly', option: 'Quarterly', months: 3 },
  { identifier: 'Y', name: 'Yearly', option: 'Yearly', months: 12 },
  { identifier: 'O', name: 'One Time', option: 'NotRecurring', months: 0 },
]
