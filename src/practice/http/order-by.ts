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

/** The set in the order asked; equal rows stay in id order. */
export function sorted(set: RowSet, keys: readonly SortKey[]): RowSet {
  const columns = keys.map(({ operand, descending }) => {
    const values: FieldValue[] = []
    for (let index = 0; index < set.length; index += 1) values.push(operand.get(set.at(index)))
    return { values: values.map(folded), sign: descending ? -1 : 1 }
  })
  const order = Uint32Array.from({ length: set.length }, (_, index) => index)
  order.sort((a, b) => {
    for (const { values, sign } of columns) {
      const difference = compare(values[a], values[b])
      if (difference !== 0) return difference * sign
    }
    return a - b
  })
  return rowsIn(Int32Array.from(order, (index) => set.at(index)))
}

function folded(value: FieldValue): string | number | undefined {
  if (typeof value === 'string') return value.toLowerCase()
  return typeof value === 'boolean' ? Number(value) : value
}

/** Missing values come first when ascending, as in SQL Server. */
function compare(a: string | number | undefined, b: string | number | undefined): number {
  if (a === b) return 0
  if (a === undefined) return -1
  if (b === undefined) return 1
  return a < b ? -1 : 1
}
