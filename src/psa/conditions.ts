import { AppError } from '../kernel/app-error.ts'

/**
 * Conditions in ConnectWise's language (connectwise-api.md part 5), built from values so that no
 * text of a user or a record can change their meaning. Each function returns a complete condition;
 * `all` and `any` join them.
 */
export type ConditionValue = string | number | boolean | Date | null

export type ConditionOperator = '=' | '!=' | '<' | '<=' | '>' | '>='

/** `where('lastUpdated', '>=', instant)` is `lastUpdated >= [2026-11-22T06:00:00Z]`. */
export function where(field: string, operator: ConditionOperator, value: ConditionValue): string {
  return `${checkedField(field)} ${operator} ${literal(value)}`
}

/** `contains`: the text occurs somewhere; upper and lower case do not matter to ConnectWise. */
export function contains(field: string, text: string): string {
  return `${checkedField(field)} contains ${quoted(text)}`
}

/** The text begins so; every character of it stands for itself. */
export function startsWith(field: string, text: string): string {
  return `${checkedField(field)} like ${quoted(`${escapedForLike(text)}%`)}`
}

/** One of the values; an empty list is true of nothing. */
export function oneOf(field: string, values: readonly (string | number)[]): string {
  const name = checkedField(field)
  // `in ()` is a syntax error, and no record has a null id.
  if (values.length === 0) return 'id = null'
  return `${name} in (${values.map(literal).join(',')})`
}

/**
 * `oneOf` in as many conditions as it takes for each to fit into an address: ConnectWise advises
 * 2,000 characters for a whole one, of which `room` (after encoding) are for the condition.
 */
export function oneOfInParts(
  field: string,
  values: readonly (string | number)[],
  room = 1400,
): string[] {
  const parts: string[] = []
  let part: (string | number)[] = []
  let length = 0
  const frame = encodeURIComponent(`${field} in ()`).length
  for (const value of values) {
    const size = encodeURIComponent(`${literal(value)},`).length
    if (part.length > 0 && frame + length + size > room) {
      parts.push(oneOf(field, part))
      part = []
      length = 0
    }
    part.push(value)
    length += size
  }
  if (part.length > 0) parts.push(oneOf(field, part))
  return parts
}

/** All of them; each in parentheses, because the precedence of and over or is not documented. */
export function all(...conditions: readonly (string | undefined)[]): string {
  return joined(conditions, 'and')
}

/** At least one of them. */
export function any(...conditions: readonly (string | undefined)[]): string {
  return joined(conditions, 'or')
}

function joined(conditions: readonly (string | undefined)[], word: string): string {
  const given = conditions.filter((condition) => condition !== undefined && condition !== '')
  return given.length === 1 ? (given[0] ?? '') : given.map((one) => `(${one})`).join(` ${word} `)
}

const FIELD = /^[A-Za-z_][A-Za-z0-9_]*(\/[A-Za-z_][A-Za-z0-9_]*)*$/

function checkedField(field: string): string {
  if (!FIELD.test(field)) throw notExpressible(`“${field.slice(0, 40)}” is no field name`)
  return field
}

function literal(value: ConditionValue): string {
  if (value === null) return 'null'
  if (value instanceof Date) return instant(value)
  if (typeof value === 'string') return quoted(value)
  if (typeof value === 'boolean') return String(value)
  // Digits, point and minus are all that the language has: no exponent, no NaN.
  if (!/^-?\d+(\.\d+)?$/.test(String(value))) throw notExpressible(`${value} is no plain number`)
  return String(value)
}

/** Whole seconds with Z: offsets and fractions misbehave (connectwise-api.md part 6). */
function instant(value: Date): string {
  if (Number.isNaN(value.getTime())) throw notExpressible('an invalid date')
  return `[${value.toISOString().slice(0, 19)}Z]`
}

function quoted(text: string): string {
  return `"${text.toWellFormed().replaceAll('\0', '').replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`
}

/** SQL's LIKE: a wildcard in brackets stands for itself, and so does a bracket. */
function escapedForLike(text: string): string {
  return text.replaceAll(/[[%_*]/g, '[$&]')
}

function notExpressible(what: string): AppError {
  return new AppError(`A condition for ConnectWise cannot be written: ${what}.`, {
    code: 'bad-condition',
    remedy: 'report-bug',
  })
}
