import { AppError } from '../kernel/app-error.ts'

/**
 * Refuses, in words, a text of a person or an assistant that is not exactly one query. The engine
 * refuses writes on its own (a read-only transaction); this one says so before anything runs.
 * Throws `sql-not-read-only`.
 */
export function assertReadOnly(sql: string): void {
  const statements = withoutQuotesAndComments(sql)
    .split(';')
    .map((statement) => statement.trim().toLowerCase())
    .filter((statement) => statement !== '')
  const [statement] = statements
  if (statement === undefined) refuse('The text holds no query.')
  if (statements.length > 1) refuse(`The text holds ${statements.length} statements.`)
  const word = /^[(\s]*(?:explain\s+(?:analyze\s+)?(?:\([^)]*\)\s*)?)?[(\s]*([a-z]+)/.exec(
    statement ?? '',
  )?.[1]
  if (!READING_WORDS.has(word ?? '')) refuse(`A query does not start with "${word ?? statement}".`)
}

const READING_WORDS = new Set([
  'select',
  'with',
  'values',
  'from',
  'table',
  'describe',
  'show',
  'summarize',
])

/** Literals, quoted names and comments may hold any word and any semicolon: they are blanked. */
function withoutQuotesAndComments(sql: string): string {
  return sql.replaceAll(
    /--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'|"(?:[^"]|"")*"|\$([a-z_]*)\$[\s\S]*?\$\1\$/gi,
    (match) => (match.startsWith('-') || match.startsWith('/') ? ' ' : 'x'),
  )
}

function refuse(message: string): never {
  throw new AppError(message, {
    code: 'sql-not-read-only',
    remedy: 'correct-input',
    hint: 'Give one statement that starts with SELECT, WITH, VALUES, DESCRIBE, SHOW or EXPLAIN.',
  })
}
