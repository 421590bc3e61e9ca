import { AppError } from '../kernel/app-error.ts'
import { answerAsCsv } from '../reporting/answer-as-csv.ts'
import { answerAsTable } from '../reporting/answer-as-table.ts'
import type { Answer } from '../reporting/answer.ts'
import { withWorkspace, type CliParts, type CommonOptions } from './command.ts'
import { EXIT, type ExitStatus } from './exit-status.ts'
import { print, printJson, type Io } from './io.ts'
import { writeOut } from './write-out.ts'

export interface ReportShowOptions extends CommonOptions {
  readonly param: readonly string[]
  readonly format: string
  readonly out?: string
}

/** `report list`: the catalogue, each report with the question it answers. Needs no data. */
export async function reportList(parts: CliParts, options: CommonOptions): Promise<ExitStatus> {
  const catalogue = await parts.catalogue()
  if (options.json === true) {
    const rows = catalogue.map(({ id, title, area, question, reads }) => ({
      id,
      title,
      area,
      question,
      reads,
    }))
    printJson(parts.io, rows)
    return EXIT.done
  }
  const width = Math.max(...catalogue.map((report) => report.id.length))
  for (const area of new Set(catalogue.map((report) => report.area))) {
    print(parts.io, area)
    for (const report of catalogue.filter((each) => each.area === area)) {
      print(parts.io, `  ${report.id.padEnd(width)}  ${report.question}`)
    }
  }
  return EXIT.done
}

/** `report show ID`: one report's answer as a table, JSON or CSV, on screen or in a file. */
export async function reportShow(
  parts: CliParts,
  id: string,
  options: ReportShowOptions,
): Promise<ExitStatus> {
  const format = options.json === true ? 'json' : options.format
  const write = writerFor(format)
  const params = parseAssignments(options.param)
  return withWorkspace(parts, options.workspace, async (workspace) => {
    const answer = await workspace.answer(id, params)
    if (options.out === undefined) print(parts.io, write(answer, parts.io))
    else await writeOut(parts.io, options.out, write(answer, parts.io))
    return EXIT.done
  })
}

type Writer = (answer: Answer, io: Io) => string

const WRITERS: Readonly<Record<string, Writer>> = {
  table: (answer, io) => answerAsTable(answer, { width: io.stdout.columns ?? 120 }),
  json: (answer) => `${JSON.stringify(answer, null, 2)}\n`,
  csv: (answer) => answerAsCsv(answer),
}

function writerFor(format: string): Writer {
  const writer = WRITERS[format]
  if (writer) return writer
  throw new AppError(`There is no format "${format}".`, {
    code: 'unknown-format',
    remedy: 'correct-input',
    hint: `Choose one of ${Object.keys(WRITERS).join(', ')}.`,
  })
}

/** `--param name=value`, repeated. */
function parseAssignments(assignments: readonly string[]): Record<string, string> {
  const values: Record<string, string> = {}
  for (const assignment of assignments) {
    const at = assignment.indexOf('=')
    if (at < 1) {
      throw new AppError(`"${assignment}" is not a parameter.`, {
        code: 'invalid-parameter',
        remedy: 'correct-input',
        hint: 'Write --param name=value.',
      })
    }
    values[assignment.slice(0, at)] = assignment.slice(at + 1)
  }
  return values
}
