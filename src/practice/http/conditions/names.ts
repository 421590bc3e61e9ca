import type { Entity, FieldKind, FieldValue, ListField, ScalarField } from '../../entity.ts'
import type { Operand } from './compile.ts'

/** The items that a child condition currently looks at: one per array of the record. */
export type Items = Readonly<Record<string, unknown>>

/** Every name that `conditions` and `orderBy` of a list take, in lower case, with what it stands for. */
export function rowNames(entity: Entity): ReadonlyMap<string, Operand<number>> {
  const names = new Map<string, Operand<number>>()
  for (const [name, operand] of stampNames(entity)) names.set(name, operand)
  for (const field of entity.fields) {
    if (field.kind === 'list') continue
    if (field.kind !== 'ref') addScalar(names, field.name, field)
    else
      for (const member of field.members) addScalar(names, `${field.name}/${member.name}`, member)
  }
  return names
}

/**
 * Names inside the record's arrays: `communicationItems/value`. For custom fields the names stand
 * alone, as in `caption="Region" and value != null`.
 */
export function itemNames(
  entity: Entity,
  parameter: 'childConditions' | 'customFieldConditions',
): ReadonlyMap<string, Operand<Items> & { readonly list: ListField }> {
  const names = new Map<string, Operand<Items> & { readonly list: ListField }>()
  for (const list of entity.fields) {
    if (list.kind !== 'list') continue
    const isCustom = list.name === CUSTOM_FIELDS
    if (isCustom !== (parameter === 'customFieldConditions')) continue
    for (const { name, kind } of list.itemFields) {
      const path = name.split('/')
      const full = isCustom ? name : `${list.name}/${name}`
      names.set(full.toLowerCase(), {
        list,
        kind: isCustom && name === 'value' ? 'any' : kind,
        get: (items) => valueAt(items[list.name], path, kind),
      })
    }
  }
  return names
}

const CUSTOM_FIELDS = 'customFields'

/**
 * The leaves of `_info` are filtered by their bare names. `lastUpdated` is understood by every list,
 * "even if no such field exists in the object format" (Developer Guide).
 */
function* stampNames({ info }: Entity): Generator<[string, Operand<number>]> {
  const never = (): undefined => undefined
  yield ['lastupdated', { kind: 'instant', get: info?.lastUpdated ?? never }]
  if (!info) return
  yield ['updatedby', { kind: 'text', get: info.updatedBy }]
  if (info.dateEntered) yield ['dateentered', { kind: 'instant', get: info.dateEntered }]
  if (info.enteredBy) yield ['enteredby', { kind: 'text', get: info.enteredBy }]
}

function addScalar(names: Map<string, Operand<number>>, name: string, field: ScalarField): void {
  if (field.filterable === false) return
  const { kind, get, values } = field
  names.set(name.toLowerCase(), values ? { kind, get, values } : { kind, get })
}

function valueAt(item: unknown, path: readonly string[], kind: FieldKind): FieldValue {
  let value: unknown = item
  for (const name of path) {
    if (typeof value !== 'object' || value === null) return undefined
    value = Reflect.get(value, name)
  }
  if (typeof value === 'string' && (kind === 'instant' || kind === 'day')) {
    return Date.parse(value) / 1000
  }
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    return value
  }
  return undefined
}
