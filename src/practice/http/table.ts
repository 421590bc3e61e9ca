import type { Entity, Field, FieldValue, ScalarField } from '../entity.ts'

/** Records held as plain objects: for the few lists that the practice PSA makes itself. */
export interface Table {
  readonly stream: string
  readonly path: string
  readonly title: string
  readonly permission: Entity['permission']
  /** Ascending by `id`. Numbers are whole; objects are references; arrays are lists. */
  readonly records: readonly (Readonly<Record<string, unknown>> & { readonly id: number })[]
}

/** Serves a table like any other entity. Its fields are those that its records have. */
export function tableEntity({ records, ...facts }: Table): Entity {
  const names = new Set(['id', ...records.flatMap((record) => Object.keys(record))])
  return {
    ...facts,
    fields: [...names].map((name) => fieldOf(name, (row) => records[row]?.[name], records.length)),
    info: null,
    hasCount: true,
    size: () => records.length,
    idAt: (row) => records[row]?.id ?? -1,
    isLive: () => true,
  }
}

function fieldOf(name: string, get: (row: number) => unknown, size: number): Field {
  const sample = Array.from({ length: size }, (_, row) => get(row)).find((v) => v !== undefined)
  if (Array.isArray(sample)) {
    const items = (row: number) => {
      const value = get(row)
      return Array.isArray(value) ? (value as readonly unknown[]) : undefined
    }
    return { name, kind: 'list', items, itemFields: [] }
  }
  if (typeof sample === 'object' && sample !== null) {
    const members = Object.keys(sample).map((member) =>
      scalar(
        member,
        (row) => {
          const value = get(row)
          return typeof value === 'object' && value !== null
            ? Reflect.get(value, member)
            : undefined
        },
        Reflect.get(sample, member),
      ),
    )
    return { name, kind: 'ref', members }
  }
  return scalar(name, get, sample)
}

function scalar(name: string, get: (row: number) => unknown, sample: unknown): ScalarField {
  const kind =
    typeof sample === 'number' || name === 'id'
      ? 'int'
      : typeof sample === 'boolean'
        ? 'bool'
        : 'text'
  return { name, kind, get: (row) => fieldValue(get(row)) }
}

function fieldValue(value: unknown): FieldValue {
  const isPlain =
    typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
  return isPlain ? value : undefined
}
