import type { Entity } from '../entity.ts'
import type { Predicate } from './conditions/compile.ts'
import type { Where } from './conditions/where.ts'
import { sorted } from './order-by.ts'
import type { SortKey } from './order-by.ts'
import { allRows, filtered, indexAbove, reversed, rowsIn, stretchOf } from './row-set.ts'
import type { RowSet } from './row-set.ts'

/** What a member may see of an entity; `key` is equal for equal sights. */
export interface Sight {
  readonly key: string
  readonly allows: Predicate<number> | null
}

export interface Search {
  readonly entity: Entity
  /** Set for a child list: only the rows of this parent. */
  readonly parentId: number | null
  readonly sight: Sight
  readonly where: Where
  readonly order: readonly SortKey[]
  /** Rows that a lagging search index does not show yet; null when nothing lags. */
  readonly isVisible: Predicate<number> | null
}

export interface Found {
  /** The rows asked for, in order. */
  readonly rows: RowSet
  /** What a client who walks by id was given just before these, nearest last. */
  readonly before: RowSet
}

/**
 * Finds the rows of a list and remembers the tests it has run over whole entities, so that a client
 * that walks five million rows page by page pays for one pass. The range of ids is applied on top,
 * which is why `id > n` costs the same at the end of an entity as at its start.
 */
export class Finder {
  /** Twenty million row numbers are 80 MB; the oldest answers make room. */
  static readonly #budget = 20_000_000
  readonly #known = new Map<string, RowSet>()

  find(search: Search): Found {
    const { entity, where, order } = search
    if (where.among) return { rows: sorted(pick(search, where.among), order), before: NONE }
    const walk = this.#walk(search)
    const { from, to } = rangeIn(walk, entity, where)
    const rows = this.#ordered(search, stretchOf(walk, from, to))
    return { rows, before: isById(order) ? stretchOf(walk, 0, from) : NONE }
  }

  /** To be called when records have changed. */
  forget(): void {
    this.#known.clear()
  }

  #walk(search: Search): RowSet {
    const { entity, parentId } = search
    const test = testOf(search)
    if (parentId !== null) return filtered(rowsIn(entity.parent?.rowsOf(parentId) ?? []), test)
    if (search.isVisible) return filtered(allRows(entity.size()), test)
    return this.#remember(keyOf(search), () => filtered(allRows(entity.size()), test))
  }

  #ordered(search: Search, rows: RowSet): RowSet {
    const { order } = search
    if (isById(order)) return rows
    // No two rows share an id: further keys change nothing.
    if (order[0]?.name === 'id') return reversed(rows)
    if (search.parentId !== null || search.isVisible) return sorted(rows, order)
    const { above, upTo } = search.where
    const by = order.map(({ name, descending }) => (descending ? `-${name}` : name))
    const key = [keyOf(search), above, upTo, ...by].join('\n')
    return this.#remember(key, () => sorted(rows, order))
  }

  #remember(key: string, make: () => RowSet): RowSet {
    const known = this.#known.get(key)
    const set = known ?? make()
    this.#known.delete(key)
    this.#known.set(key, set)
    let held = 0
    for (const { length } of this.#known.values()) held += length
    for (const [oldest, { length }] of this.#known) {
      if (held <= Finder.#budget || oldest === key) break
      this.#known.delete(oldest)
      held -= length
    }
    return set
  }
}

const NONE = rowsIn([])

function keyOf({ entity, sight, where }: Search): string {
  return [entity.path, sight.key, where.testKey].join('\n')
}

function testOf({ entity, sight, where, isVisible }: Search): Predicate<number> {
  const tests = [sight.allows, where.test, isVisible].filter((test) => test !== null)
  const [only, ...others] = tests
  if (!only) return (row) => entity.isLive(row)
  if (others.length === 0) return (row) => entity.isLive(row) && only(row)
  return (row) => entity.isLive(row) && tests.every((test) => test(row))
}

/** True for the order in which the rows are held anyway. */
function isById([first]: readonly SortKey[]): boolean {
  return !first || (first.name === 'id' && !first.descending)
}

function rangeIn(
  walk: RowSet,
  { idAt }: Entity,
  { above, upTo }: Where,
): { readonly from: number; readonly to: number } {
  const from = above === -Infinity ? 0 : indexAbove(walk, above, idAt)
  const to = upTo === Infinity ? walk.length : indexAbove(walk, upTo, idAt)
  return { from, to }
}

/** The rows of a few named ids, found one by one. */
function pick(search: Search, ids: readonly number[]): RowSet {
  const { entity, parentId, where } = search
  const test = testOf(search)
  const candidates =
    parentId === null ? allRows(entity.size()) : rowsIn(entity.parent?.rowsOf(parentId) ?? [])
  const rows: number[] = []
  for (const id of ids) {
    if (id <= where.above || id > where.upTo) continue
    const row = rowOfId(candidates, entity, id)
    if (row !== null && test(row)) rows.push(row)
  }
  return rowsIn(rows)
}

/** The row of an id within a set that ascends by id; null when it has none. */
export function rowOfId(set: RowSet, { idAt }: Entity, id: number): number | null {
  const index = indexAbove(set, id - 1, idAt)
  if (index >= set.length) return null
  const row = set.at(index)
  return idAt(row) === id ? row : null
}
