import type { Entity } from '../../entity.ts'
import { entityOverList, namedTarget } from '../kit/entity-over.ts'
import type { Held } from '../kit/entity-over.ts'
import { fieldsOfRows, fieldsOver } from '../kit/fields.ts'
import type { Target } from '../kit/fields.ts'
import { numbered } from '../kit/numbered.ts'
import { OPENED_BY } from '../kit/permission.ts'
import type { SetupList } from './setup-list.ts'
import { names, setupList } from './setup-list.ts'

/** An office, which ConnectWise calls location. */
export interface Location extends Held {
  readonly name: string
  readonly city: string
  readonly state: string
  readonly zip: string
  readonly street: string
  readonly phone: string
  readonly isOffice: boolean
}

/** A business unit. */
interface Department extends Held {
  readonly identifier: string
  readonly name: string
}

/** Where the company is and how it is divided; row 0 of locations is the head office. */
export interface Places {
  readonly locations: readonly Location[]
  readonly departments: readonly Department[]
  readonly toLocation: Target
  readonly toDepartment: Target
  readonly countries: SetupList
  readonly timeZones: SetupList
  readonly calendars: SetupList
  /** Currencies carry how to print them. */
  readonly toCurrency: Target
  /** Departments where ConnectWise calls them billing units. */
  readonly toBillingUnit: Target
}

/** Rows of `departments`. */
export const DEPARTMENT = { service: 0, projects: 1, sales: 2, finance: 3, admin: 4 } as const

export function createPlaces(at: number): Places {
  const locations = numbered(at, LOCATIONS)
  const departments = numbered(at, DEPARTMENTS)
  const { int, text } = fieldsOver((row) => departments[row])
  return {
    locations,
    departments,
    toLocation: namedTarget(locations, {
      key: 'location_href',
      path: (location) => `/system/locations/${location.id}`,
    }),
    toDepartment: {
      members: [
        int('id', (department) => department.id),
        text('identifier', (department) => department.identifier),
        text('name', (department) => department.name),
      ],
      href: {
        key: 'department_href',
        path: (row) => `/system/departments/${departments[row]?.id ?? 0}`,
      },
    },
    countries: setupList(at, names('United States', 'Canada'), {
      key: 'country_href',
      path: (id) => `/company/countries/${id}`,
    }),
    timeZones: setupList(at, names('US Central', 'US Eastern'), {
      key: 'timeZoneSetup_href',
      path: (id) => `/system/timeZoneSetups/${id}`,
    }),
    calendars: setupList(at, names('Standard Calendar', 'Around the Clock'), {
      key: 'calendar_href',
      path: (id) => `/schedule/calendars/${id}`,
    }),
    toCurrency: currencyTarget(),
    toBillingUnit: namedTarget(departments, {
      key: 'department_href',
      path: (department) => `/system/departments/${department.id}`,
    }),
  }
}

function currencyTarget(): Target {
  const { int, text, bool } = fieldsOfRows()
  return {
    members: [
      int('id', () => 1),
      text('symbol', () => '$'),
      text('currencyCode', () => 'USD'),
      text('decimalSeparator', () => '.'),
      int('numberOfDecimals', () => 2),
      text('thousandsSeparator', () => ','),
      bool('negativeParenthesesFlag', () => false),
      bool('displaySymbolFlag', () => true),
      text('currencyIdentifier', () => 'Base'),
      bool('displayIdFlag', () => false),
      bool('rightAlign', () => false),
      text('name', () => 'US Dollars'),
    ],
    href: { key: 'currency_href', path: () => '/finance/currencies/1' },
  }
}

export function placeEntities(places: Places): Entity[] {
  return [locationEntity(places), departmentEntity(places)]
}

function locationEntity(places: Places): Entity {
  const { int, text, bool, ref, list } = fieldsOver((row) => places.locations[row])
  return entityOverList(places.locations, {
    stream: 'locations',
    path: '/system/locations',
    title: 'Location',
    permission: OPENED_BY.myCompany,
    fields: [
      int('id', (location) => location.id),
      int('ownerLevelId', (location) => location.id),
      ref('structureLevel', setupList(0, names('Corporate', 'Office')).target, (location) =>
        location.isOffice ? 1 : 0,
      ),
      text('name', (location) => location.name),
      ref('reportsTo', places.toLocation, (location) => (location.id === 1 ? -1 : 0)),
      ref('timeZoneSetup', places.timeZones.target, () => 0),
      ref('calendar', places.calendars.target, () => 0),
      text('overrideAddressLine1', (location) => location.street),
      text('overrideCity', (location) => location.city),
      text('overrideState', (location) => location.state),
      text('overrideZip', (location) => location.zip),
      ref('overrideCountry', places.countries.target, () => 0),
      text('overridePhoneNumber', (location) => location.phone),
      bool('locationFlag', (location) => location.isOffice),
      bool('clientFlag', () => false),
      list('workRoleIds', [], () => [1, 2, 3, 4, 5, 6]),
      list('departmentIds', [], () => places.departments.map((department) => department.id)),
    ],
  })
}

function departmentEntity(places: Places): Entity {
  const { int, text } = fieldsOver((row) => places.departments[row])
  return entityOverList(places.departments, {
    stream: 'departments',
    path: '/system/departments',
    title: 'Department',
    permission: OPENED_BY.myCompany,
    fields: [
      int('id', (department) => department.id),
      text('identifier', (department) => department.identifier),
      text('name', (department) => department.name),
    ],
  })
}

const LOCATIONS: readonly Omit<Location, keyof Held>[] = [
  {
    name: 'Chicago Office',
    street: '200 West Lake Street',
    city: 'Chicago',
    state: 'IL',
    zip: '60606',
    phone: '3125550100',
    isOffice: true,
  },
  {
    name: 'Milwaukee Office',
    street: '740 North Water Street',
    city: 'Milwaukee',
    state: 'WI',
    zip: '53202',
    phone: '4145550140',
    isOffice: true,
  },
  {
    name: 'Rockford Office',
    street: '1100 East State Street',
    city: 'Rockford',
    state: 'IL',
    zip: '61104',
    phone: '8155550170',
    isOffice: true,
  },
]

const DEPARTMENTS: readonly Omit<Department, keyof Held>[] = [
  { identifier: 'Services', name: 'Managed Services' },
  { identifier: 'Projects', name: 'Professional Services' },
  { identifier: 'Sales', name: 'Sales and Marketing' },
  { identifier: 'Finance', name: 'Finance' },
  { identifier: 'Admin', name: 'Administration' },
]
