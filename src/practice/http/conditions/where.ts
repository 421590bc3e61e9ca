import type { Entity, ListField } from '../../entity.ts'
import { badCondition } from '../refusal.ts'
import { compileCondition } from './compile.ts'
import type { Operand, Predicate } from './compile.ts'
import type { Items } from './names.ts'
import { itemNames } from './names.ts'
import { parseCondition } from './parse.ts'
import type { Expression, Term } from './parse.ts'

/** The three filters of a list as they came in the query; absent and empty mean no filter. */
export interface Filters {
  readonly conditions: string
  readonly childConditions: string
  readonly customFieldConditions: string
}

/**
 * What a request wants of a list. What it says about `id` is kept apart as a range or a set, because
 * ids ascend over rows: a page behind an id is then found without looking at the rows before it.
 */
export interface Where {
  /** Only ids above this one … */
  readonly above: number
  /** … up to this one … */
  readonly upTo: number
  /** … and of these, when not null. */
  readonly among: readonly number[] | null
  /** Everything else; null when nothing else is asked. */
  readonly test: Predicate<number> | null
  /** Equal for equal tests. */
  readonly testKey: string
  /** True when the conditions look at `lastUpdated`. */
  readonly readsLastUpdated: boolean
}

/** Reads and compiles a request's filters. Throws the 400s of the condition language. */
export function whereOf(
  entity: Entity,
  names: ReadonlyMap<string, Operand<number>>,
  filters: Filters,
): Where {
  const expression = filters.conditions === '' ? null : parseCondition(filters.conditions)
  // Compiled whole first, so that a wrong literal for `id` is refused like any other.
  if (expression) compileCondition(expression, (name) => names.get(name.toLowerCase()))
  const ids = { above: -Infinity, upTo: Infinity, among: null as readonly number[] | null }
  const rest = topLevel(expression).filter((part) => !narrow(ids, part))
  const tests = rest.map((part) => compileCondition(part, (name) => names.get(name.toLowerCase())))
  for (const parameter of ['childConditions', 'customFieldConditions'] as const) {
    const text = filters[parameter]
    if (text !== '') tests.push(compileItems(parseCondition(text), itemNames(entity, parameter)))
  }
  const restKey = rest.length === 0 ? '' : JSON.stringify(rest)
  return {
    ...ids,
    test: tests.length === 0 ? null : (row) => tests.every((test) => test(row)),
    testKey: [restKey, filters.childConditions, filters.customFieldConditions].join('\n'),
    readsLastUpdated: /lastUpdated/i.test(restKey),
  }
}

function topLevel(expression: Expression | null): readonly Expression[] {
  if (!expression) return []
  return expression.kind === 'and' ? expression.parts.flatMap(topLevel) : [expression]
}

interface IdRange {
  above: number
  upTo: number
  among: readonly number[] | null
}

/** Takes a term about `id` into the range; false when the term is about something else. */
function narrow(ids: IdRange, part: Expression): boolean {
  if (part.kind !== 'term' || part.name.toLowerCase() !== 'id' || part.negated) return false
  const numbers = part.literals.flatMap(({ kind, ...rest }) =>
    kind === 'numeric' && 'value' in rest ? [Number(rest.value)] : [],
  )
  const [value] = numbers
  if (value === undefined || numbers.length < part.literals.length) return false
  switch (part.operator) {
    case '>':
      ids.above = Math.max(ids.above, Math.floor(value))
      return true
    case '>=':
      ids.above = Math.max(ids.above, Math.ceil(value) - 1)
      return true
    case '<':
      ids.upTo = Math.min(ids.upTo, Math.ceil(value) - 1)
      return true
    case '<=':
      ids.upTo = Math.min(ids.upTo, Math.floor(value))
      return true
    case '=':
    case 'in':
      ids.among = intersect(ids.among, numbers)
      return true
    case 'like':
    case 'contains':
      break
  }
  return false
}

function intersect(known: readonly number[] | null, more: readonly number[]): readonly number[] {
  const wanted = new Set(more)
  return known ? known.filter((id) => wanted.has(id)) : [...wanted].sort((a, b) => a - b)
}

type ItemNames = ReadonlyMap<string, Operand<Items> & { readonly list: ListField }>

/** True for a row when some choice of one item per named array makes the expression true. */
function compileItems(expression: Expression, names: ItemNames): Predicate<number> {
  const lists = new Set<ListField>()
  for (const term of termsOf(expression)) {
    const operand = names.get(term.name.toLowerCase())
    if (!operand) throw badCondition(`${term.name} is not a recognized name.`)
    lists.add(operand.list)
  }
  const test = compileCondition(expression, (name) => names.get(name.toLowerCase()))
  const choose = (row: number, left: readonly ListField[], chosen: Items): boolean => {
    const [list, ...others] = left
    if (!list) return test(chosen)
    const items = list.items(row) ?? []
    return items.some((item) => choose(row, others, { ...chosen, [list.name]: item }))
  }
  return (row) => choose(row, [...lists], {})
}

function termsOf(expression: Expression): readonly Term[] {
  return expression.kind === 'term' ? [expression] : expression.parts.flatMap(termsOf)
}
