import type { Param } from '../reporting/define-report.ts'

/** The names that every report can be narrowed to; `''` leaves a filter off. */
const LABELS = {
  location: 'Location',
  department: 'Department',
  company: 'Company',
  board: 'Board',
  team: 'Team',
  owner: 'Owner',
  member: 'Member',
  type: 'Type',
  stream: 'Stream',
} as const

export type FilterName = keyof typeof LABELS

/** Text parameters for the named filters: part of a name, in any case, or `''` for all. */
export function filters(...names: readonly FilterName[]): Readonly<Record<string, Param>> {
  return Object.fromEntries(
    names.map((name) => [name, { type: 'text', label: LABELS[name], default: '' } as const]),
  )
}

/**
 * The SQL conditions of the named filters, joined by `and`. Each looks at the column `<name>_name`,
 * with `alias` before it when given; `columns` says otherwise where the column has another name.
 * A row without the name is left out as soon as its filter is on.
 */
export function matching(
  names: readonly FilterName[],
  alias = '',
  columns: Readonly<Partial<Record<FilterName, string>>> = {},
): string {
  const prefix = alias === '' ? '' : `${alias}.`
  return names
    .map((name) => {
      const column = `${prefix}${columns[name] ?? `${name}_name`}`
      // strpos rather than ilike: a name may hold % and _.
      return `($${name}::text = '' or strpos(lower(${column}), lower($${name}::text)) > 0)`
    })
    .join('\n       and ')
}

/** The sentence that a report's definition says of its filters. */
export const FILTERS_IN_WORDS =
  'A text filter keeps the rows whose name contains the text, upper and lower case alike; an empty filter keeps all rows.'
