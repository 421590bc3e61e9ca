import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Config } from '../config/load-config.ts'
import { renderBriefingText } from '../delivery/render-text.ts'
import { AppError } from '../kernel/app-error.ts'
import type { Size } from '../practice/entity.ts'
import type { Workspace } from '../workspace/workspace.ts'
import { writeBriefing } from './brief.ts'
import type { CliParts } from './command.ts'
import { stageLine } from './connect.ts'
import type { ExitStatus } from './exit-status.ts'
import { note, print, printJson } from './io.ts'
import { startPracticeProcess, type PracticeProcess } from './practice-process.ts'
import { prepareWeb } from './prepare-web.ts'
import { showProgress } from './show-progress.ts'
import { syncStatus } from './sync.ts'
import { untilStopped } from './until-stopped.ts'

export interface DemoOptions {
  readonly once?: boolean
  readonly json?: boolean
  readonly size: Size
  readonly seed: number
  readonly port?: number
}

/** Where `--once` leaves the briefing, below the folder it is run in. */
const OUT_FOLDER = 'out'

/**
 * `demo`: the whole main job on practice data, by the same code that a customer's keys go through:
 * connect, save, sync, brief. What it stores is gone when it ends.
 */
export async function demo(parts: CliParts, options: DemoOptions): Promise<ExitStatus> {
  const startedAt = performance.now()
  const folder = await mkdtemp(join(tmpdir(), 'briefing-demo-'))
  note(parts.io, `Starting a practice ConnectWise, size ${options.size}, seed ${options.seed} …`)
  const practice = await startPracticeProcess(parts.program, options)
  const config = demoConfig(await parts.config(), folder, practice)
  try {
    const workspace = await parts.openWorkspace(config, 'demo', 'copying')
    try {
      const status = await connectAndSync(parts, workspace, practice)
      if (options.once === true) await writeOnce(parts, workspace, options, startedAt)
      else await serveDemo(parts, workspace, config, options.port ?? config.port)
      return status
    } finally {
      await workspace.close()
    }
  } finally {
    await practice.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

function demoConfig(config: Config, folder: string, practice: PracticeProcess): Config {
  return {
    ...config,
    dataDir: folder,
    keyFile: join(folder, 'key'),
    allowedPsaHosts: [...config.allowedPsaHosts, new URL(practice.values.url).host],
  }
}

async function connectAndSync(
  parts: CliParts,
  workspace: Workspace,
  practice: PracticeProcess,
): Promise<ExitStatus> {
  const { io } = parts
  note(io, `\nConnecting to ${practice.values.siteUrl}`)
  const result = await workspace.testConnection(practice.values, (stage) =>
    note(io, stageLine(stage)),
  )
  if (!result.ok) {
    throw new AppError(`${result.title} ${result.explanation}`, {
      code: result.code,
      remedy: 'report-bug',
    })
  }
  note(io, result.title)
  await workspace.saveConnection(practice.values, result)
  note(io, '\nCopying the data, newest first')
  const progress = showProgress(io)
  const report = await workspace.sync({ onProgress: progress.update }).finally(progress.done)
  return syncStatus(report)
}

async function writeOnce(
  parts: CliParts,
  workspace: Workspace,
  options: DemoOptions,
  startedAt: number,
): Promise<void> {
  note(parts.io, '')
  const briefing = await workspace.briefing()
  await writeBriefing(parts.io, briefing, OUT_FOLDER)
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
  if (options.json === true) printJson(parts.io, briefing)
  else print(parts.io, `\n${renderBriefingText(briefing)}`)
  note(
    parts.io,
    `\nFrom nothing to the briefing in ${seconds} s. Read it: ${OUT_FOLDER}/briefing.html`,
  )
}

async function serveDemo(
  parts: CliParts,
  workspace: Workspace,
  config: Config,
  port: number,
): Promise<void> {
  const briefing = await workspace.briefing()
  const web = await prepareWeb((line) => note(parts.io, line))
  const server = await parts.startServer({ workspace, config, port, clock: parts.clock, web })
  print(parts.io, `\n${renderBriefingText(briefing)}`)
  print(parts.io, `\nThe briefing is at ${server.url} (Ctrl-C ends the demo).`)
  await untilStopped()
  await server.close()
}
