import type { Row } from '../store/store.ts'
import { withWorkspace, type CliParts, type CommonOptions } from './command.ts'
import { EXIT, type ExitStatus } from './exit-status.ts'
import { note, print, printJson } from './io.ts'

/** More rows than a person reads and few enough to hold in memory; a report or a file takes more. */
const MAX_ROWS = 10_000

/** `sql "select …"`: one read-only query over the documented views and the landed tables. */
export async function sql(
  parts: CliParts,
  text: string,
  options: CommonOptions,
): Promise<ExitStatus> {
  return withWorkspace(parts, options.workspace, async (workspace) => {
    const rows = await workspace.sql(text, MAX_ROWS + 1)
    const shown = rows.slice(0, MAX_ROWS)
    if (options.json === true) printJson(parts.io, shown)
    else print(parts.io, rowsAsTable(shown))
    if (rows.length > MAX_ROWS) {
      note(parts.io, `Cut at ${MAX_ROWS} rows; there are more. Add a where or a limit.`)
    }
    return EXIT.done
  })
}

/** Rows as aligned columns, numbers to the right, with a line that counts them. */
export function rowsAsTable(rows: readonly Row[]): string {
  const names = Object.keys(rows[0] ?? {})
  const cells = rows.map((row) => names.map((name) => cellText(row[name])))
  const widths = names.map((name, index) =>
    Math.min(60, Math.max(name.length, ...cells.map((line) => line[index]?.length ?? 0))),
  )
  const isNumber = names.map((name) => rows.every((row) => typeof row[name] !== 'string'))
  const line = (texts: readonly string[]) =>
    texts
      .map((text, index) => {
        const width = widths[index] ?? 0
        const cut = text.length > width ? `${text.slice(0, width - 1)}…` : text
        return isNumber[index] === true ? cut.padStart(width) : cut.padEnd(width)
      })
      .join('  ')
      .trimEnd()
  const body = names.length === 0 ? [] : [line(names), ...cells.map(line)]
  return [...body, `(${rows.length} ${rows.length === 1 ? 'row' : 'rows'})`].join('\n')
}

// A ticket's text may hold terminal control codes and marks that turn writing around (both "other"
// in Unicode's words); a table shows none of them.
const CONTROL = /\p{Cc}|\p{Cf}/gu

function cellText(value: Row[string] | undefined): string {
  return value === null || value === undefined ? '' : String(value).replace(CONTROL, ' ')
}
