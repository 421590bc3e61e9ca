import type { Value } from '../store/store.ts'
import type { Answer } from './answer.ts'
import { formatCount } from '../kernel/words.ts'

/**
 * An answer as CSV (RFC 4180: CRLF, doubled quotes), with the column names of the API as its header
 * and its numbers as numbers. Text that a spreadsheet would run as a formula gets an apostrophe, as
 * OWASP advises. A cut answer ends with a line that says how much of it is here.
 */
export function answerAsCsv(answer: Answer): string {
  const columns = answer.columns.filter((column) => column.hidden !== true)
  const lines = [
    columns.map((column) => cell(column.name)),
    ...answer.rows.map((row) => columns.map((column) => cell(row[column.name] ?? null))),
  ]
  if (answer.truncated) {
    const said = `${formatCount(answer.rows.length)} of ${formatCount(answer.rowCount)} rows`
    lines.push([cell(said)])
  }
  return lines.map((cells) => `${cells.join(',')}\r\n`).join('')
}

/** How a formula can begin, and how text can be made to look as if it did not (https://owasp.org/www-community/attacks/CSV_Injection). */
const FORMULA = /^[\s\p{Cc}\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^\p{Cc}/u

function cell(value: Value): string {
  if (value === null) return ''
  if (typeof value !== 'string') return String(value)
  // A day or a number that came as text (integers beyond 2^53) cannot run.
  const safe = FORMULA.test(value) && !/^-?\d+$/.test(value) ? `'${value}` : value
  return /[",\r\n]|^'|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
