import type { FieldValue } from '../entity.ts'
import type { Operand } from './conditions/compile.ts'
import { badCondition } from './refusal.ts'
import type { RowSet } from './row-set.ts'
import { rowsIn } from './row-set.ts'

export interface SortKey {
  /** Lower case, as in `conditions`. */
  readonly name: string
  readonly operand: Operand<number>
  readonly descending: boolean
}

/**
 * Reads `orderBy=priority/sort asc, dateEntered desc`. Throws the 400 of an unknown name.
 */
export function sortKeysOf(text: string, names: ReadonlyMap<string, Operand<number>>): SortKey[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => {
      const [, name = part, direction = 'asc'] = /^(\S+)(?:\s+(asc|desc))?$/i.exec(part) ?? []
      const operand = names.get(name.toLowerCase())
      if (!operand) throw badCondition(`${name} is not a recognized name.`)
      return { name: name.toLowerCase(), operand, descending: direction.toLowerCase() === 'desc' }
    })
}

/**
 * The set in the order asked; equal rows stay in id order.
 *
 * Millions of rows are sorted as plain numbers: every key becomes a whole number, keys and place are
 * packed into one, and no comparison function is called.
 */
export function sorted(set: RowSet, keys: readonly SortKey[]): RowSet {
  const { length } = set
  let packed = new Float64Array(length)
  let range = 1
  for (const key of keys) {
    const column = codesOf(set, key)
    // Beyond 2^53 packed numbers lose their last bits: what is packed so far is numbered anew.
    if (range * column.range * length > Number.MAX_SAFE_INTEGER) {
      const ranked = ranksOf(packed)
      packed = ranked.codes
      range = ranked.range
    }
    for (let index = 0; index < length; index += 1) {
      packed[index] = (packed[index] ?? 0) * column.range + (column.codes[index] ?? 0)
    }
    range *= column.range
  }
  if (range * length > Number.MAX_SAFE_INTEGER) packed = ranksOf(packed).codes
  for (let index = 0; index < length; index += 1)
    packed[index] = (packed[index] ?? 0) * length + index
  packed.sort()
  const rows = new Int32Array(length)
  for (let index = 0; index < length; index += 1)
    rows[index] = set.at((packed[index] ?? 0) % length)
  return rowsIn(rows)
}

interface Codes {
  readonly codes: Float64Array<ArrayBuffer>
  /** Codes are whole numbers from 0 up to and without this. */
  readonly range: number
}

/** Numbers a column's values in order; missing ones come first when ascending, as in SQL Server. */
function codesOf(set: RowSet, { operand, descending }: SortKey): Codes {
  const values: FieldValue[] = []
  for (let index = 0; index < set.length; index += 1) values.push(operand.get(set.at(index)))
  const { codes, range } = offsetsOf(values) ?? placesOf(values)
  return { codes: descending ? codes.map((code) => range - 1 - code) : codes, range }
}

/** Whole numbers are their own order: each is its distance from the least. Null for other values. */
function offsetsOf(values: readonly FieldValue[]): Codes | null {
  let least = Infinity
  let greatest = -Infinity
  for (const value of values) {
    if (value === undefined) continue
    if (typeof value !== 'number' || !Number.isInteger(value)) return null
    if (value < least) least = value
    if (value > greatest) greatest = value
  }
  // As many codes as seconds in a century: more would leave no room for other keys.
  if (greatest - least > 2 ** 32) return null
  const codes = coded(values, (value) => (value === undefined ? 0 : Number(value) - least + 1))
  return { codes, range: Math.max(1, greatest - least + 2) }
}

/** Each value's place among the distinct ones. */
function placesOf(values: readonly FieldValue[]): Codes {
  const distinct = [...new Set(values)].map((value) => ({ value, order: folded(value) }))
  distinct.sort((a, b) => compare(a.order, b.order))
  const places = new Map<FieldValue, number>()
  let place = -1
  let last: string | number | null = null
  for (const { value, order } of distinct) {
    if (order !== last) place += 1
    last = order
    places.set(value, place)
  }
  return { codes: coded(values, (value) => places.get(value) ?? 0), range: place + 1 }
}

function ranksOf(values: Float64Array): Codes {
  const distinct = [...new Set(values)].sort((a, b) => a - b)
  const ranks = new Map(distinct.map((value, rank) => [value, rank]))
  return { codes: coded(values, (value) => ranks.get(value) ?? 0), range: ranks.size }
}

/** A plain loop: the typed arrays' own `from` takes ten times as long. */
function coded<Value>(
  values: ArrayLike<Value>,
  code: (value: Value) => number,
): Float64Array<ArrayBuffer> {
  const codes = new Float64Array(values.length)
  for (let index = 0; index < values.length; index += 1) codes[index] = code(values[index] as Value)
  return codes
}

/** Case does not count, and nothing is less than something. */
function folded(value: FieldValue): string | number {
  if (typeof value === 'string') return value.toLowerCase()
  return value === undefined ? -Infinity : Number(value)
}

function compare(a: string | number, b: string | number): number {
  if (a === b) return 0
  if (typeof a !== typeof b) return typeof a === 'number' ? -1 : 1
  return a < b ? -1 : 1
}
