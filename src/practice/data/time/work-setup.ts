import type { Entity } from '../../entity.ts'
import { entityOverList, namedTarget } from '../kit/entity-over.ts'
import type { Held } from '../kit/entity-over.ts'
import { uuidOf } from '../kit/dice.ts'
import { fieldsOver } from '../kit/fields.ts'
import type { Target } from '../kit/fields.ts'
import { numbered } from '../kit/numbered.ts'
import { OPENED_BY } from '../kit/permission.ts'

/** `Billable`, `DoNotBill`, `NoCharge`: rows of this list are what columns hold. */
export const BILL_OPTIONS = ['Billable', 'DoNotBill', 'NoCharge', 'NoDefault'] as const
export const BILL = { billable: 0, doNotBill: 1, noCharge: 2, noDefault: 3 } as const

/** Rows of `workRoles`. */
export const ROLE = {
  technician: 0,
  seniorTechnician: 1,
  engineer: 2,
  architect: 3,
  consultant: 4,
  administration: 5,
} as const

/** Rows of `workTypes`. */
export const WORK = {
  remote: 0,
  onsite: 1,
  afterHours: 2,
  emergency: 3,
  project: 4,
  travel: 5,
  internal: 6,
  training: 7,
  pto: 8,
  holiday: 9,
  sick: 10,
  sales: 11,
} as const

/** Rows of `chargeCodes`. */
export const CHARGE = {
  administration: 0,
  meeting: 1,
  training: 2,
  selling: 3,
  pto: 4,
  holiday: 5,
  sick: 6,
} as const

export interface WorkRole extends Held {
  readonly name: string
  /** Whole dollars. */
  readonly rate: number
}

interface WorkType extends Held {
  readonly name: string
  readonly bill: (typeof BILL_OPTIONS)[number]
  readonly multiplier: number
  readonly isUtilized: boolean
  /** 0 hides the cost of the work: a planted defect of the travel work type. */
  readonly costMultiplier: number
  readonly accrual?: 'Holiday' | 'PTO' | 'Sick' | 'Vacation'
}

export interface ChargeCode extends Held {
  readonly name: string
  readonly workTypeRow: number
  readonly departmentRow: number
}

export interface WorkSetup {
  readonly roles: readonly WorkRole[]
  readonly types: readonly WorkType[]
  readonly chargeCodes: readonly ChargeCode[]
  readonly toRole: Target
  readonly toType: Target
  readonly toChargeCode: Target
}

export function createWorkSetup(at: number): WorkSetup {
  const roles = numbered(at, ROLES)
  const types = numbered(at, TYPES)
  const chargeCodes = numbered(at, CODES)
  const { bool } = fieldsOver((row) => types[row])
  const toType = namedTarget(types, {
    key: 'workType_href',
    path: (type) => `/time/workTypes/${type.id}`,
  })
  return {
    roles,
    types,
    chargeCodes,
    toRole: namedTarget(roles, {
      key: 'workRole_href',
      path: (role) => `/time/workRoles/${role.id}`,
    }),
    toType: {
      ...toType,
      members: [...toType.members, bool('utilizationFlag', (type) => type.isUtilized)],
    },
    toChargeCode: namedTarget(chargeCodes, {
      key: 'chargeCode_href',
      path: (code) => `/time/chargeCodes/${code.id}`,
    }),
  }
}

/** `ownCompany` and `toDepartment` place the charge codes: internal time belongs to the company itself. */
export function workEntities(
  work: WorkSetup,
  ownCompany: { readonly target: Target; readonly row: number },
  places: { readonly toLocation: Target; readonly toDepartment: Target },
): Entity[] {
  return [workRoleEntity(work), workTypeEntity(work), chargeCodeEntity(work, ownCompany, places)]
}

function workRoleEntity(work: WorkSetup): Entity {
  const { int, dec, text, bool, list } = fieldsOver((row) => work.roles[row])
  return entityOverList(work.roles, {
    stream: 'work_roles',
    path: '/time/workRoles',
    title: 'Work role',
    permission: OPENED_BY.tableSetup,
    fields: [
      int('id', (role) => role.id),
      text('name', (role) => role.name),
      dec('hourlyRate', (role) => role.rate),
      bool('inactiveFlag', () => false),
      list('locationIds', [], () => [1, 2, 3]),
      text('connectWiseId', (role) => uuidOf(10, role.id)),
    ],
  })
}

function workTypeEntity(work: WorkSetup): Entity {
  const { int, dec, text, bool, choice } = fieldsOver((row) => work.types[row])
  return entityOverList(work.types, {
    stream: 'work_types',
    path: '/time/workTypes',
    title: 'Work type',
    permission: OPENED_BY.tableSetup,
    fields: [
      int('id', (type) => type.id),
      text('name', (type) => type.name),
      choice('billTime', BILL_OPTIONS.slice(0, 3), (type) => type.bill),
      choice('rateType', ['AdjAmount', 'Custom', 'Multiplier'], () => 'Multiplier'),
      dec('rate', (type) => type.multiplier),
      dec('hoursMin', () => 0),
      dec('hoursMax', () => 0),
      dec('roundBillHoursTo', () => 0),
      choice('accrualType', ['Holiday', 'PTO', 'Sick', 'Vacation'], (type) => type.accrual),
      bool('inactiveFlag', () => false),
      bool('overallDefaultFlag', (type) => type.id === 1),
      bool('activityDefaultFlag', () => false),
      bool('utilizationFlag', (type) => type.isUtilized),
      dec('costMultiplier', (type) => type.costMultiplier),
      text('connectWiseId', (type) => uuidOf(11, type.id)),
    ],
  })
}

function chargeCodeEntity(
  work: WorkSetup,
  ownCompany: { readonly target: Target; readonly row: number },
  places: { readonly toLocation: Target; readonly toDepartment: Target },
): Entity {
  const { int, text, bool, choice, ref, list } = fieldsOver((row) => work.chargeCodes[row])
  return entityOverList(work.chargeCodes, {
    stream: 'charge_codes',
    path: '/time/chargeCodes',
    title: 'Charge code',
    permission: OPENED_BY.tableSetup,
    fields: [
      int('id', (code) => code.id),
      text('name', (code) => code.name),
      ref('company', ownCompany.target, () => ownCompany.row),
      ref('location', places.toLocation, () => 0),
      ref('department', places.toDepartment, (code) => code.departmentRow),
      choice('billTime', BILL_OPTIONS, () => 'DoNotBill'),
      bool('expenseEntryFlag', () => true),
      bool('allowAllExpenseTypeFlag', () => true),
      bool('timeEntryFlag', () => true),
      ref('workType', work.toType, (code) => code.workTypeRow),
      ref('workRole', work.toRole, () => ROLE.administration),
      list('expenseTypeIds', [], () => []),
      text('connectWiseId', (code) => uuidOf(12, code.id)),
    ],
  })
}

const ROLES: readonly Omit<WorkRole, keyof Held>[] = [
  { name: 'Support Technician', rate: 125 },
  { name: 'Senior Technician', rate: 145 },
  { name: 'Systems Engineer', rate: 165 },
  { name: 'Network Architect', rate: 185 },
  { name: 'vCIO', rate: 225 },
  { name: 'Administration', rate: 0 },
]

const TYPES: readonly Omit<WorkType, keyof Held>[] = [
  { name: 'Remote Support', bill: 'Billable', multiplier: 1, isUtilized: true, costMultiplier: 1 },
  { name: 'On-Site', bill: 'Billable', multiplier: 1, isUtilized: true, costMultiplier: 1 },
  { name: 'After Hours', bill: 'Billable', multiplier: 1.5, isUtilized: true, costMultiplier: 1.5 },
  { name: 'Emergency', bill: 'Billable', multiplier: 2, isUtilized: true, costMultiplier: 1.5 },
  { name: 'Project', bill: 'Billable', multiplier: 1, isUtilized: true, costMultiplier: 1 },
  { name: 'Travel', bill: 'NoCharge', multiplier: 1, isUtilized: false, costMultiplier: 0 },
  { name: 'Internal', bill: 'DoNotBill', multiplier: 1, isUtilized: false, costMultiplier: 1 },
  { name: 'Training', bill: 'DoNotBill', multiplier: 1, isUtilized: false, costMultiplier: 1 },
  {
    name: 'PTO',
    bill: 'DoNotBill',
    multiplier: 1,
    isUtilized: false,
    costMultiplier: 1,
    accrual: 'PTO',
  },
  {
    name: 'Holiday',
    bill: 'DoNotBill',
    multiplier: 1,
    isUtilized: false,
    costMultiplier: 1,
    accrual: 'Holiday',
  },
  {
    name: 'Sick',
    bill: 'DoNotBill',
    multiplier: 1,
    isUtilized: false,
    costMultiplier: 1,
    accrual: 'Sick',
  },
  { name: 'Sales', bill: 'DoNotBill', multiplier: 1, isUtilized: false, costMultiplier: 1 },
]

const CODES: readonly Omit<ChargeCode, keyof Held>[] = [
  { name: 'Administration', workTypeRow: WORK.internal, departmentRow: 4 },
  { name: 'Internal Meeting', workTypeRow: WORK.internal, departmentRow: 4 },
  { name: 'Training and Certification', workTypeRow: WORK.training, departmentRow: 0 },
  { name: 'Sales Support', workTypeRow: WORK.sales, departmentRow: 2 },
  { name: 'PTO', workTypeRow: WORK.pto, departmentRow: 4 },
  { name: 'Holiday', workTypeRow: WORK.holiday, departmentRow: 4 },
  { name: 'Sick Time', workTypeRow: WORK.sick, departmentRow: 4 },
]
