import type { LandedColumnType, LandedTable } from '../landed-table.ts'
import { ENGINE_TYPE, quoted } from './tables.ts'

/** One column's value, taken out of the parsed record `r` (or its parent, `parent`). */
interface Conversion {
  readonly column: string
  readonly type: LandedColumnType
  /** The value as JSON text, null where the record has none. */
  readonly source: string
  /** The typed value; fails on a value that does not fit. */
  readonly strict: string
  /** The typed value; null for a value that does not fit. */
  readonly lenient: string
}

/** How a table's records become rows: plain SQL, made once per table. */
export interface RecordConversion {
  /**
   * Structure for `from_json`: scalars as text, so that a value of the wrong type is not dropped in
   * silence but fails in the cast.
   */
  readonly structure: string
  readonly columns: readonly Conversion[]
  /** Condition that fails on a record with a fraction in a whole number: strict casts round it. */
  readonly hasNoFractions: string
}

export function conversionOf(table: LandedTable, parentColumn?: string): RecordConversion {
  const root = new Map<string, Node>()
  for (const { path, type } of Object.values(table.columns)) plant(root, path.split('/'), type)
  const columns = Object.entries(table.columns).map(([column, { path, type }]) => {
    const value = reach(root, path.split('/'), type)
    const source = column === parentColumn ? `coalesce(${value}, parent::varchar)` : value
    return { column, type, source, ...casts(source, type) }
  })
  const whole = columns.filter(({ type }) => isWhole(type)).map(({ source }) => source)
  return {
    structure: JSON.stringify(structureOf(root)),
    columns,
    hasNoFractions:
      whole.length === 0
        ? 'true'
        : `if(contains(concat_ws(',', ${whole.join(', ')}), '.'), error('a fraction'), true)`,
  }
}

/** A key of the record: what hangs below it and whether it is itself a column. */
interface Node {
  readonly children: Map<string, Node>
  whole: 'VARCHAR' | 'JSON' | null
}

function plant(nodes: Map<string, Node>, path: readonly string[], type: LandedColumnType): void {
  const [key, ...rest] = path
  if (key === undefined) return
  const node = nodes.get(key) ?? { children: new Map(), whole: null }
  nodes.set(key, node)
  if (rest.length > 0) plant(node.children, rest, type)
  else node.whole = type === 'json' ? 'JSON' : 'VARCHAR'
}

function structureOf(nodes: ReadonlyMap<string, Node>): object {
  return Object.fromEntries(
    [...nodes].map(([key, { children, whole }]) => {
      if (children.size === 0) return [key, whole]
      // A column of the whole object beside columns of its parts: keep the object, reach into it.
      return [key, whole === null ? structureOf(children) : 'JSON']
    }),
  )
}

function reach(
  nodes: ReadonlyMap<string, Node>,
  path: readonly string[],
  type: LandedColumnType,
): string {
  let value = 'r'
  let level: ReadonlyMap<string, Node> | undefined = nodes
  for (const [depth, key] of path.entries()) {
    const node: Node | undefined = level?.get(key)
    value = `${value}.${quoted(key)}`
    const rest = path.slice(depth + 1)
    if (node?.whole && node.children.size > 0 && rest.length > 0) {
      const inside = literal(`$.${rest.map((part) => `"${part}"`).join('.')}`)
      return type === 'json'
        ? `json_extract(${value}, ${inside})`
        : `json_extract_string(${value}, ${inside})`
    }
    level = node?.children
  }
  return value
}

/** In the lenient form an empty text is no value; the strict one fails on it, and saves the look. */
function casts(source: string, type: LandedColumnType): Pick<Conversion, 'strict' | 'lenient'> {
  if (type === 'text') return { strict: source, lenient: source }
  if (type === 'json') return { strict: `${source}::json`, lenient: `${source}::json` }
  const to = ENGINE_TYPE[type]
  if (type === 'date') {
    // Days are sent as their UTC midnight; the cast takes only the day itself.
    return {
      strict: `cast(left(${source}, 10) as ${to})`,
      lenient: `try_cast(left(nullif(${source}, ''), 10) as ${to})`,
    }
  }
  const filled = isWhole(type) ? withoutFraction(source) : `nullif(${source}, '')`
  return { strict: `cast(${source} as ${to})`, lenient: `try_cast(${filled} as ${to})` }
}

function isWhole(type: LandedColumnType): boolean {
  return type === 'integer' || type === 'bigint'
}

/** The cast would round 2.5 to 3: 2.00 loses its fraction, 2.5 becomes text that will not cast. */
function withoutFraction(source: string): string {
  const whole = `replace(regexp_replace(${source}, '\\.0*$', ''), '.', '?')`
  return `if(contains(${source}, '.'), ${whole}, nullif(${source}, ''))`
}

/** A text as SQL writes it. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}
