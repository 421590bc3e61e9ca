import { formatCount } from '../kernel/words.ts'
import type { Row } from '../store/store.ts'
import type { Answer } from './answer.ts'
import { type FormatPlace, formatValue } from './format-value.ts'

export interface TableOptions extends FormatPlace {
  /** Columns of the terminal. Default 120. */
  readonly width?: number
}

/** Formats that read from the right. */
const NUMERIC = new Set(['count', 'hours', 'money', 'rate', 'percent', 'decimal', 'days', 'bytes'])

/** Text wider than this is cut, so that one long name does not push the numbers off the screen. */
const WIDEST_TEXT = 40

const GAP = '  '

/** An answer for a terminal: question, headline, the table with its totals, and what is stale. */
export function answerAsTable(answer: Answer, options: TableOptions = {}): string {
  const width = options.width ?? 120
  const columns = answer.columns.filter((column) => column.hidden !== true)
  const cells = (row: Row) =>
    columns.map((column) =>
      cut(plain(formatValue(row[column.name] ?? null, column.format, options))),
    )
  const head = columns.map((column) => column.label)
  const body = answer.rows.map(cells)
  const foot = answer.totals === null ? [] : [cells(answer.totals)]
  const widths = head.map((label, at) =>
    Math.max(label.length, ...[...body, ...foot].map((row) => row[at]?.length ?? 0)),
  )
  const line = (row: readonly string[]) =>
    row
      .map((text, at) => {
        const size = widths[at] ?? 0
        return NUMERIC.has(columns[at]?.format ?? 'text') ? text.padStart(size) : text.padEnd(size)
      })
      .join(GAP)
      .trimEnd()
      .slice(0, width)
  const rule = '─'.repeat(
    Math.min(
      width,
      widths.reduce((sum, size) => sum + size + GAP.length, -GAP.length),
    ),
  )
  return [
    answer.report.title,
    answer.report.question,
    '',
    ...(answer.headline === null ? [] : [plain(answer.headline), '']),
    ...(body.length === 0 ? ['No rows.'] : [line(head), rule, ...body.map(line)]),
    ...(body.length === 0 ? [] : foot.flatMap((row) => [rule, line(row)])),
    ...(answer.truncated
      ? ['', `${formatCount(answer.rows.length)} of ${formatCount(answer.rowCount)} rows.`]
      : []),
    ...answer.freshness.flatMap(({ note }) => (note === null ? [] : ['', note])),
    '',
  ].join('\n')
}

/** Names come from outside: control characters would move the cursor or recolour the terminal. */
function plain(text: string): string {
  return text.replaceAll(/\p{Cc}+/gu, ' ')
}

function cut(text: string): string {
  return text.length > WIDEST_TEXT ? `${text.slice(0, WIDEST_TEXT - 1)}…` : text
}
