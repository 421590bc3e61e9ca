import type { Value } from '../store/store.ts'

/**
 * One line of CSV (RFC 4180: CRLF, doubled quotes), numbers as numbers. Text that a spreadsheet would
 * run as a formula gets an apostrophe, as OWASP advises.
 */
export function csvLine(values: readonly Value[]): string {
  return `${values.map(cell).join(',')}\r\n`
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
