/** Rows of an entity in ascending id order, or in the order somebody asked for. */
export interface RowSet {
  readonly length: number
  at(index: number): number
}

/** Every row from 0 up: no list is held for what is a range. */
export function allRows(size: number): RowSet {
  return { length: size, at: (index) => index }
}

export function rowsIn(list: ArrayLike<number>, from = 0, to = list.length): RowSet {
  return { length: Math.max(0, to - from), at: (index) => list[from + index] ?? -1 }
}

/** A stretch of a set, from one index up to and without another. */
export function stretchOf(set: RowSet, from: number, to: number): RowSet {
  if (from === 0 && to === set.length) return set
  return { length: Math.max(0, to - from), at: (index) => set.at(from + index) }
}

export function reversed(set: RowSet): RowSet {
  return { length: set.length, at: (index) => set.at(set.length - 1 - index) }
}

/** The rows that pass a test, in their order. */
export function filtered(set: RowSet, test: (row: number) => boolean): RowSet {
  const kept = new Int32Array(set.length)
  let length = 0
  for (let index = 0; index < set.length; index += 1) {
    const row = set.at(index)
    if (test(row)) {
      kept[length] = row
      length += 1
    }
  }
  return length === set.length ? set : rowsIn(kept.slice(0, length))
}

/** The first index whose row has an id above the given one; the set's length when none has. */
export function indexAbove(set: RowSet, id: number, idAt: (row: number) => number): number {
  let low = 0
  let high = set.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (idAt(set.at(middle)) <= id) low = middle + 1
    else high = middle
  }
  return low
}
