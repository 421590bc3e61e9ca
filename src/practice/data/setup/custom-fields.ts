import type { Entity, ListField } from '../../entity.ts'
import { entityOverList } from '../kit/entity-over.ts'
import type { Held } from '../kit/entity-over.ts'
import { chosen, mix, uuidOf } from '../kit/dice.ts'
import { fieldsOver } from '../kit/fields.ts'
import { numbered } from '../kit/numbered.ts'
import { OPENED_BY } from '../kit/permission.ts'

type CustomType = 'Text' | 'TextArea' | 'Number' | 'Date' | 'Checkbox' | 'Percent' | 'Hyperlink'

/** The screens that carry user-defined fields, with ConnectWise's number for each. */
type Screen =
  | 'ticket'
  | 'project'
  | 'company'
  | 'contact'
  | 'configuration'
  | 'agreement'
  | 'opportunity'
  | 'activity'
  | 'time'
  | 'invoice'

interface CustomField extends Held {
  readonly screen: Screen
  readonly caption: string
  readonly type: CustomType
  readonly entry: 'EntryField' | 'List' | 'Date' | 'Option'
  readonly decimals: number
  /** Values it may take; none: made up by type. */
  readonly options: readonly string[]
  /** How many of a hundred records have a value. */
  readonly filled: number
}

export interface CustomFields {
  readonly entity: Entity
  /** `customFields` of one screen: every definition, value null where unset. */
  readonly none: readonly unknown[]
  readonly on: (screen: Screen, seedOf: (row: number) => number) => ListField
}

/** Caption, type and value are what `customFieldConditions` may name. */
const ITEM_FIELDS: ListField['itemFields'] = [
  { name: 'id', kind: 'int' },
  { name: 'caption', kind: 'text' },
  { name: 'type', kind: 'text' },
  { name: 'value', kind: 'text' },
]

export function createCustomFields(at: number): CustomFields {
  const fields = numbered(at, DEFINITIONS)
  return {
    entity: definitionEntity(fields, at),
    none: [],
    on: (screen, seedOf) => {
      const here = fields.filter((field) => field.screen === screen)
      const fixed = here.map((field) => ({
        field,
        head: {
          id: field.id,
          caption: field.caption,
          type: field.type,
          entryMethod: field.entry,
          numberOfDecimals: field.decimals,
        },
        tail: {
          connectWiseId: uuidOf(30, field.id),
          rowNum: 1,
          userDefinedFieldRecId: field.id,
          podId: String(PODS[field.screen]),
        },
      }))
      const texts = fixed.map(({ field, head, tail }) => ({
        field,
        before: `${JSON.stringify(head).slice(0, -1)},"value":`,
        after: `,${JSON.stringify(tail).slice(1)}`,
      }))
      return {
        name: 'customFields',
        kind: 'list',
        itemFields: ITEM_FIELDS,
        json: (row) => {
          let list = ''
          for (const { field, before, after } of texts) {
            const value = JSON.stringify(valueOf(field, mix(seedOf(row), field.id)))
            list += `${list === '' ? '' : ','}${before}${value}${after}`
          }
          return `[${list}]`
        },
        items: (row) =>
          fixed.map(({ field, head, tail }) => ({
            ...head,
            value: valueOf(field, mix(seedOf(row), field.id)),
            ...tail,
          })),
      }
    },
  }
}

function valueOf(field: CustomField, bits: number): string | number | boolean | null {
  if (bits % 100 >= field.filled) return null
  const more = mix(bits, 7)
  if (field.options.length > 0) return chosen(field.options, more)
  if (field.type === 'Number') return more % 200
  if (field.type === 'Percent') return (more % 1000) / 10
  if (field.type === 'Checkbox') return more % 2 === 0
  if (field.type === 'Date') {
    return `${2025 + (more % 3)}-${String(1 + (more % 12)).padStart(2, '0')}-01T00:00:00Z`
  }
  return `${field.caption} ${more % 1000}`
}

function definitionEntity(fields: readonly CustomField[], at: number): Entity {
  const { int, text, bool, list, instant, choice } = fieldsOver((row) => fields[row])
  return entityOverList(fields, {
    stream: 'user_defined_fields',
    path: '/system/userDefinedFields',
    title: 'User defined field',
    permission: OPENED_BY.tableSetup,
    fields: [
      int('id', (field) => field.id),
      int('podId', (field) => PODS[field.screen]),
      text('caption', (field) => field.caption),
      int('sequenceNumber', (field) => field.id),
      text('screenId', (field) => field.screen),
      choice('fieldTypeIdentifier', FIELD_TYPES, (field) => field.type),
      int('numberDecimals', (field) => field.decimals),
      choice(
        'entryTypeIdentifier',
        ['Date', 'EntryField', 'List', 'Option'],
        (field) => field.entry,
      ),
      bool('requiredFlag', () => false),
      bool('displayOnScreenFlag', () => true),
      bool('readOnlyFlag', () => false),
      bool('listViewFlag', (field) => field.id < 4),
      list('options', [], (field) =>
        field.options.map((optionValue, row) => ({
          id: field.id * 10 + row,
          optionValue,
          defaultFlag: false,
          inactiveFlag: false,
          sortOrder: row,
        })),
      ),
      list('businessUnitIds', [], () => [1, 2, 3, 4, 5]),
      list('locationIds', [], () => [1, 2, 3]),
      text('connectWiseID', (field) => uuidOf(30, field.id)),
      instant('dateCreated', () => at),
    ],
  })
}

const FIELD_TYPES = [
  'TextArea',
  'Button',
  'Currency',
  'Date',
  'Hyperlink',
  'IPAddress',
  'Checkbox',
  'Number',
  'Percent',
  'Text',
  'Password',
] as const

const PODS: Readonly<Record<Screen, number>> = {
  ticket: 1,
  project: 7,
  company: 11,
  contact: 13,
  configuration: 16,
  agreement: 21,
  opportunity: 24,
  activity: 26,
  time: 31,
  invoice: 35,
}

const DEFINITIONS: readonly Omit<CustomField, keyof Held>[] = [
  {
    screen: 'ticket',
    caption: 'Root Cause',
    type: 'Text',
    entry: 'List',
    decimals: 0,
    // The trailing left-to-right mark came with a paste from a mail, as they do.
    options: ['User training', 'Hardware', 'Vendor', 'Configuration\u200e', 'Security'],
    filled: 35,
  },
  {
    screen: 'ticket',
    caption: 'Endpoints affected',
    type: 'Number',
    entry: 'EntryField',
    decimals: 0,
    options: [],
    filled: 25,
  },
  {
    screen: 'ticket',
    caption: 'Reviewed',
    type: 'Checkbox',
    entry: 'EntryField',
    decimals: 0,
    options: [],
    filled: 50,
  },
  {
    screen: 'ticket',
    caption: 'Follow up on',
    type: 'Date',
    entry: 'Date',
    decimals: 0,
    options: [],
    filled: 8,
  },
  {
    screen: 'company',
    caption: 'Client tier',
    type: 'Text',
    entry: 'List',
    decimals: 0,
    options: ['A', 'B', 'C'],
    filled: 70,
  },
  {
    screen: 'company',
    caption: 'Documentation',
    type: 'Hyperlink',
    entry: 'EntryField',
    decimals: 0,
    options: [],
    filled: 30,
  },
  {
    screen: 'contact',
    caption: 'Prefers phone',
    type: 'Checkbox',
    entry: 'Option',
    decimals: 0,
    options: [],
    filled: 40,
  },
  {
    screen: 'configuration',
    caption: 'Rack',
    type: 'Text',
    entry: 'EntryField',
    decimals: 0,
    options: [],
    filled: 15,
  },
  {
    screen: 'agreement',
    caption: 'Target margin',
    type: 'Percent',
    entry: 'EntryField',
    decimals: 1,
    options: [],
    filled: 60,
  },
  {
    screen: 'project',
    caption: 'Kick-off held',
    type: 'Checkbox',
    entry: 'EntryField',
    decimals: 0,
    options: [],
    filled: 60,
  },
  {
    screen: 'opportunity',
    caption: 'Competitor',
    type: 'Text',
    entry: 'EntryField',
    decimals: 0,
    options: [],
    filled: 20,
  },
  {
    screen: 'time',
    caption: 'Mileage',
    type: 'Number',
    entry: 'EntryField',
    decimals: 1,
    options: [],
    filled: 5,
  },
]
