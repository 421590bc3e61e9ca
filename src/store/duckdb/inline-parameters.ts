import { AppError } from '../../kernel/app-error.ts'
import type { Params, Value } from '../store.ts'
import { literal } from './conversion.ts'

/**
 * Writes parameters into the text of a query, as literals of the type they would be bound with. The
 * engine plans a prepared query twice, before and after it knows the values, which for a report over
 * stacked views is much of its time; a text that holds the values is planned once.
 *
 * A `$name` inside a string, a quoted name, a comment or a dollar-quoted text is none. Throws
 * `query-failed` for a name that was not given.
 */
export function inlineParameters(sql: string, params: Params): string {
  return sql.replaceAll(TOKEN, (token: string, ...rest: unknown[]) => {
    const { name } = rest.at(-1) as { readonly name?: string }
    if (name === undefined) return token
    const value = params[name]
    if (value !== undefined) return literalOf(value)
    throw new AppError(`The query names $${name}, which was not given.`, {
      code: 'query-failed',
      remedy: 'correct-input',
    })
  })
}

/** Whatever may hold a dollar sign that is no parameter's, each in one piece; then a parameter. */
const TOKEN = new RegExp(
  [
    String.raw`\b[eE]'(?:[^'\\]|\\[^]|'')*'`,
    `'(?:[^']|'')*'`,
    `"(?:[^"]|"")*"`,
    String.raw`--[^\n]*`,
    String.raw`/\*[^]*?\*/`,
    String.raw`\$(?<tag>(?:[A-Za-z_]\w*)?)\$[^]*?\$\k<tag>\$`,
    String.raw`\w+\$[\w$]*`,
    String.raw`\$(?<name>[A-Za-z_]\w*)`,
  ].join('|'),
  'g',
)

function numberType(value: number): string {
  if (!Number.isSafeInteger(value)) return 'double'
  return Math.abs(value) < 2 ** 31 ? 'integer' : 'bigint'
}

function literalOf(value: Value): string {
  if (value === null) return 'null'
  if (typeof value === 'boolean') return String(value)
  if (typeof value === 'number') return `${literal(String(value))}::${numberType(value)}`
  // The engine's texts hold no NUL; as a parameter it would be refused.
  return `${literal(value.replaceAll('\0', ''))}::varchar`
}
