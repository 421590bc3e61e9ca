import { formatCount } from '../kernel/words.ts'
import type { Answer } from './answer.ts'
import { csvLine } from './csv-line.ts'

/**
 * An answer as CSV, with the column names of the API as its header. A cut answer ends with a line that
 * says how much of it is here.
 */
export function answerAsCsv(answer: Answer): string {
  const columns = answer.columns.filter((column) => column.hidden !== true)
  const lines = [
    csvLine(columns.map((column) => column.name)),
    ...answer.rows.map((row) => csvLine(columns.map((column) => row[column.name] ?? null))),
  ]
  if (answer.truncated) {
    lines.push(
      csvLine([`${formatCount(answer.rows.length)} of ${formatCount(answer.rowCount)} rows`]),
    )
  }
  return lines.join('')
}
