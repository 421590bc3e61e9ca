import type { FieldKind, FieldValue } from '../../entity.ts'
import { badCondition } from '../refusal.ts'
import { likePattern } from './like.ts'
import type { Expression, Operator, Term } from './parse.ts'
import { unexpected } from './tokens.ts'
import type { Literal } from './tokens.ts'

/** What a name in a condition stands for: a value of a row, or of an item in a row's array. */
export interface Operand<Subject> {
  /** `any`: a custom field's value, which takes the kind of what it is compared with. */
  readonly kind: FieldKind | 'any'
  readonly get: (subject: Subject) => FieldValue
  readonly values?: readonly string[]
}

export type Predicate<Subject> = (subject: Subject) => boolean

/**
 * Turns a condition into a test of one subject. Comparisons follow the SQL below ConnectWise: text
 * without regard to case, and nothing but `= null` is true of a missing value.
 *
 * Throws the 400 of an unknown name, of a literal outside an enum, and of a literal of the wrong kind.
 */
export function compileCondition<Subject>(
  expression: Expression,
  resolve: (name: string) => Operand<Subject> | undefined,
): Predicate<Subject> {
  if (expression.kind === 'term') {
    const operand = resolve(expression.name)
    if (!operand) throw badCondition(`${expression.name} is not a recognized name.`)
    return compileTerm(expression, operand)
  }
  const parts = expression.parts.map((part) => compileCondition(part, resolve))
  if (expression.kind === 'or') return (subject) => parts.some((part) => part(subject))
  const [first, second, third] = parts
  if (first && second && !third) return (subject) => first(subject) && second(subject)
  return (subject) => parts.every((part) => part(subject))
}

function compileTerm<Subject>(term: Term, operand: Operand<Subject>): Predicate<Subject> {
  for (const literal of term.literals) checkLiteral(term, operand, literal)
  const [literal] = term.literals
  if (term.operator === 'in') return compileIn(term, operand)
  if (!literal || literal.kind === 'null') {
    const { get } = operand
    return term.negated ? (s) => get(s) !== undefined : (s) => get(s) === undefined
  }
  const get = valueAs(operand, literal.kind)
  return compileComparison(term.operator, term.negated, get, literal.value)
}

function compileComparison<Subject>(
  operator: Exclude<Operator, 'in'>,
  negated: boolean,
  get: (subject: Subject) => FieldValue,
  value: string | number | boolean,
): Predicate<Subject> {
  if (operator === 'like') {
    const pattern = likePattern(String(value))
    return textTest(get, (text) => pattern.test(text), negated)
  }
  if (operator === 'contains') {
    const part = String(value).toLowerCase()
    return textTest(get, (text) => text.toLowerCase().includes(part), negated)
  }
  if (operator === '=' && typeof value === 'string') {
    return textTest(get, sameText(value), negated)
  }
  if (operator === '=') {
    return negated ? (s) => differs(get(s), value) : (s) => get(s) === value
  }
  const isOrdered = ORDERS[operator]
  const limit = comparable(value)
  return (s) => {
    const own = get(s)
    return own !== undefined && isOrdered(comparable(own), limit)
  }
}

type Comparable = string | number
type Order = '<' | '<=' | '>' | '>='

const ORDERS: Readonly<Record<Order, (own: Comparable, limit: Comparable) => boolean>> = {
  '<': (own, limit) => own < limit,
  '<=': (own, limit) => own <= limit,
  '>': (own, limit) => own > limit,
  '>=': (own, limit) => own >= limit,
}

function compileIn<Subject>(term: Term, operand: Operand<Subject>): Predicate<Subject> {
  const members = new Set<FieldValue>()
  for (const literal of term.literals) {
    members.add(literal.kind === 'null' ? undefined : comparable(literal.value))
  }
  const kind = term.literals.find((literal) => literal.kind !== 'null')?.kind ?? 'string'
  const get = valueAs(operand, kind)
  const isMember = (own: FieldValue) => members.has(own === undefined ? own : comparable(own))
  return term.negated
    ? (s) => {
        const own = get(s)
        return own !== undefined && !isMember(own)
      }
    : (s) => isMember(get(s))
}

function textTest<Subject>(
  get: (subject: Subject) => FieldValue,
  matches: (text: string) => boolean,
  negated: boolean,
): Predicate<Subject> {
  return (s) => {
    const own = get(s)
    return own !== undefined && matches(String(own)) !== negated
  }
}

function sameText(value: string): (own: string) => boolean {
  const lower = value.toLowerCase()
  return (own) => own === value || (own.length === value.length && own.toLowerCase() === lower)
}

function differs(own: FieldValue, value: FieldValue): boolean {
  return own !== undefined && own !== value
}

function comparable(value: string | number | boolean): Comparable {
  if (typeof value === 'string') return value.toLowerCase()
  return typeof value === 'number' ? value : Number(value)
}

const WANTED: Readonly<Record<FieldKind, Literal['kind']>> = {
  int: 'numeric',
  dec: 'numeric',
  bool: 'boolean',
  text: 'string',
  enum: 'string',
  instant: 'datetime',
  day: 'datetime',
}

function checkLiteral<Subject>(term: Term, operand: Operand<Subject>, literal: Literal): void {
  const isSearch = term.operator === 'like' || term.operator === 'contains'
  if (literal.kind === 'null') {
    if (term.operator === '=' || term.operator === 'in') return
    throw unexpected(
      `a ${operand.kind === 'any' ? 'string' : WANTED[operand.kind]} value`,
      'a null',
    )
  }
  if (operand.kind !== 'any' && literal.kind !== WANTED[operand.kind]) {
    throw unexpected(`a ${WANTED[operand.kind]} value`, `a ${literal.kind}`)
  }
  if (isSearch && literal.kind !== 'string') throw unexpected('a string value', `a ${literal.kind}`)
  if (operand.kind === 'enum' && operand.values && literal.kind === 'string') {
    const wanted = literal.value.toLowerCase()
    if (!operand.values.some((value) => value.toLowerCase() === wanted)) {
      throw badCondition('Enum value supplied was invalid')
    }
  }
}

/** A custom field's value may be held as text: it is read as the kind that it is compared with. */
function valueAs<Subject>(
  operand: Operand<Subject>,
  kind: Literal['kind'],
): (subject: Subject) => FieldValue {
  const { get } = operand
  if (operand.kind !== 'any') return get
  return (subject) => {
    const own = get(subject)
    if (own === undefined) return undefined
    if (kind === 'string') return String(own)
    if (kind === 'boolean') return String(own).toLowerCase() === 'true'
    if (kind === 'numeric') return Number(own)
    return Date.parse(String(own)) / 1000
  }
}
