import { namedTarget } from '../kit/entity-over.ts'
import type { Held } from '../kit/entity-over.ts'
import type { Target } from '../kit/fields.ts'
import { numbered } from '../kit/numbered.ts'

interface Named {
  readonly name: string
}

/** A small set-up table with what a reference to one of its rows looks like. */
export interface SetupList<T extends Named = Named> {
  readonly items: readonly (T & Held)[]
  readonly target: Target
  readonly nameAt: (row: number) => string
}

/** `href`: key and path of the link in a reference's `_info`; without one there is no `_info`. */
export function setupList<T extends Named>(
  at: number,
  rows: readonly T[],
  href?: { readonly key: string; readonly path: (id: number) => string },
): SetupList<T> {
  const items = numbered(at, rows)
  return {
    items,
    target: namedTarget(
      items,
      href ? { key: href.key, path: (item) => href.path(item.id) } : undefined,
    ),
    nameAt: (row) => items[row]?.name ?? '',
  }
}

/** Rows that are only a name. */
export function names(...list: readonly string[]): Named[] {
  return list.map((name) => ({ name }))
}
