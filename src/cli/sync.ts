import { formatCount, plural } from '../kernel/words.ts'
import type { StreamRun, SyncReport } from '../sync/sync-report.ts'
import type { Workspace } from '../workspace/workspace.ts'
import { withWorkspace, type CliParts, type CommonOptions } from './command.ts'
import { EXIT, exitStatusOfCode, type ExitStatus } from './exit-status.ts'
import { print, printJson } from './io.ts'
import { showProgress } from './show-progress.ts'

export interface SyncOptions extends CommonOptions {
  readonly stream: readonly string[]
  readonly full?: boolean
}

/** `sync`: brings the copy up to date, with progress; ends with a line per stream. */
export async function sync(parts: CliParts, options: SyncOptions): Promise<ExitStatus> {
  const work = async (workspace: Workspace): Promise<ExitStatus> => {
    const progress = showProgress(parts.io)
    const report = await workspace
      .sync({
        ...(options.stream.length > 0 && { only: options.stream }),
        full: options.full === true,
        onProgress: progress.update,
      })
      .finally(progress.done)
    if (options.json === true) printJson(parts.io, report)
    else print(parts.io, describeSync(report))
    return syncStatus(report)
  }
  return withWorkspace(parts, options.workspace, work, 'copying')
}

/** Done when every stream is, in part when some are; what all streams failed of, when none is. */
export function syncStatus(report: SyncReport): ExitStatus {
  const failed = report.runs.filter((run) => !COMPLETE.has(run.outcome))
  const [first] = failed
  if (first === undefined) return EXIT.done
  if (failed.length < report.runs.length) return EXIT.partly
  return first.error ? exitStatusOfCode(first.error.code) : EXIT.failed
}

const COMPLETE: ReadonlySet<StreamRun['outcome']> = new Set(['done', 'skipped'])

/** A line per stream, then one for all: what was fetched and what became of it. */
export function describeSync(report: SyncReport): string {
  const width = Math.max(...report.runs.map((run) => run.stream.length))
  const lines = report.runs.map((run) => `${run.stream.padEnd(width)}  ${describeRun(run)}`)
  const fetched = report.runs.reduce((total, run) => total + run.fetched, 0)
  const requests = report.runs.reduce((total, run) => total + run.requests, 0)
  const seconds = (report.durationMs / 1000).toFixed(1)
  lines.push(
    '',
    `${plural(fetched, 'row')} in ${seconds} s with ${plural(requests, 'request')} from ${plural(report.runs.length, 'stream')}`,
  )
  return lines.join('\n')
}

function describeRun(run: StreamRun): string {
  const trouble = run.error ? ` · ${run.error.message}` : ''
  if (!COMPLETE.has(run.outcome)) return `${run.outcome}${trouble}`
  const parts = [`${formatCount(run.fetched).padStart(9)} fetched`]
  if (run.inserted > 0) parts.push(`${formatCount(run.inserted)} new`)
  if (run.updated > 0) parts.push(`${formatCount(run.updated)} changed`)
  if (run.buried > 0) parts.push(`${formatCount(run.buried)} gone`)
  if (run.quarantined > 0)
    parts.push(`${formatCount(run.quarantined)} set aside, see briefing doctor`)
  return parts.join(', ')
}
