import type { FieldKind, FieldValue, ListField, RefField, ScalarField } from '../../entity.ts'

type Get<T> = (item: T) => FieldValue

/** What a reference to a record shows: its members and the link in `_info`. */
export interface Target {
  readonly members: readonly ScalarField[]
  readonly href?: { readonly key: string; readonly path: (row: number) => string }
}

/** Declares the fields of one entity in terms of `T`, which `itemAt` finds for a row. */
interface FieldKit<T> {
  readonly int: (name: string, get: Get<T>) => ScalarField
  readonly dec: (name: string, get: Get<T>) => ScalarField
  /** From whole cents. */
  readonly cents: (name: string, get: (item: T) => number | undefined) => ScalarField
  readonly bool: (name: string, get: Get<T>) => ScalarField
  readonly text: (name: string, get: Get<T>) => ScalarField
  readonly instant: (name: string, get: Get<T>) => ScalarField
  readonly day: (name: string, get: Get<T>) => ScalarField
  readonly choice: (name: string, values: readonly string[], get: Get<T>) => ScalarField
  /** A reference; a negative or missing row means none. */
  readonly ref: (
    name: string,
    target: Target,
    rowOf: (item: T) => number | undefined,
    more?: { readonly emptyAsObject: true },
  ) => RefField
  readonly list: (
    name: string,
    itemFields: ListField['itemFields'],
    items: (item: T) => readonly unknown[] | undefined,
  ) => ListField
}

export function fieldsOver<T>(itemAt: (row: number) => T | undefined): FieldKit<T> {
  const reader =
    (get: Get<T>) =>
    (row: number): FieldValue => {
      const item = itemAt(row)
      return item === undefined ? undefined : get(item)
    }
  return kitWith(reader, itemAt)
}

/** For streams held in columns: the item is the row number itself. */
export function fieldsOfRows(): FieldKit<number> {
  return kitWith(
    (get) => get,
    (row) => row,
  )
}

function kitWith<T>(
  reader: (get: Get<T>) => (row: number) => FieldValue,
  itemAt: (row: number) => T | undefined,
): FieldKit<T> {
  const scalar =
    (kind: FieldKind) =>
    (name: string, get: Get<T>): ScalarField => ({ name, kind, get: reader(get) })
  return {
    int: scalar('int'),
    dec: scalar('dec'),
    bool: scalar('bool'),
    text: scalar('text'),
    instant: scalar('instant'),
    day: scalar('day'),
    cents: (name, get) => ({
      name,
      kind: 'dec',
      get: reader((item) => {
        const cents = get(item)
        return cents === undefined ? undefined : cents / 100
      }),
    }),
    choice: (name, values, get) => ({ name, kind: 'enum', values, get: reader(get) }),
    ref: (name, target, rowOf, more) => refField(name, target, through(itemAt, rowOf), more),
    list: (name, itemFields, items) => ({
      name,
      kind: 'list',
      itemFields,
      items: (row) => {
        const item = itemAt(row)
        return item === undefined ? undefined : items(item)
      },
    }),
  }
}

function through<T>(
  itemAt: (row: number) => T | undefined,
  rowOf: (item: T) => number | undefined,
): (row: number) => number {
  return (row) => {
    const item = itemAt(row)
    return item === undefined ? -1 : (rowOf(item) ?? -1)
  }
}

function refField(
  name: string,
  target: Target,
  targetRow: (row: number) => number,
  more: { readonly emptyAsObject?: true } = {},
): RefField {
  const { href } = target
  return {
    name,
    kind: 'ref',
    members: target.members.map((member) => ({
      ...member,
      get: (row: number) => {
        const at = targetRow(row)
        return at < 0 ? undefined : member.get(at)
      },
    })),
    ...(href ? { href: { key: href.key, path: (row) => href.path(targetRow(row)) } } : {}),
    ...more,
  }
}
