import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CliParts } from './cli/command.ts'
import { runProgram } from './cli/program.ts'
import { systemClock } from './kernel/clock.ts'

/**
 * A sync is measured against 400 MB in all and gains nothing from a second thread; a report over
 * millions of rows is answered in half the time with both cores.
 */
const ENGINE = {
  copying: {},
  answering: { threads: 2, memoryLimitMb: 1024 },
} as const

/**
 * The composition root: gives every layer its parts. What a command does not need is not loaded, so
 * that a short command answers at once.
 */
export async function runApp(argv: readonly string[]): Promise<number> {
  // A reader that stops reading (`briefing sql … | head`) ends the program quietly.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0)
    throw error
  })
  const parts: CliParts = {
    io: { stdin: process.stdin, stdout: process.stdout, stderr: process.stderr },
    clock: systemClock,
    version: readVersion(),
    debug: process.env['BRIEFING_LOG_LEVEL'] === 'debug',
    config: async () => (await import('./config/load-config.ts')).loadConfig(process.env),
    catalogue: async () => (await import('./reports/catalogue.ts')).reports,
    testConnection: async (config, input, onStage) => {
      const [{ testValues }, { createLog }] = await Promise.all([
        import('./workspace/test-values.ts'),
        import('./cli/create-log.ts'),
      ])
      const log = createLog(config.logLevel)
      return testValues({ config, clock: systemClock, log }, input, onStage)
    },
    openWorkspace: async (config, slug, work) => {
      const [{ openWorkspace }, { openDuckDbStore }, { createLog }] = await Promise.all([
        import('./workspace/open-workspace.ts'),
        import('./store/duckdb/open-duckdb-store.ts'),
        import('./cli/create-log.ts'),
      ])
      const log = createLog(config.logLevel)
      const openStore = (path: string) => openDuckDbStore({ path, log, ...ENGINE[work] })
      return openWorkspace({ config, slug, clock: systemClock, log, openStore })
    },
    rotateKey: async (config, onStep) =>
      (await import('./workspace/rotate-key.ts')).rotateKey({ config, clock: systemClock }, onStep),
    openPeople: async (config, slug) =>
      (await import('./workspace/open-people.ts')).openPeople({ config, clock: systemClock }, slug),
    startServer: async (server) => {
      const [{ startServer }, { mailerOf }] = await Promise.all([
        import('./http/start-server.ts'),
        import('./delivery/mail.ts'),
      ])
      return startServer({ ...server, mailer: mailerOf(server.config.mail) })
    },
    program: { node: process.execPath, main: join(import.meta.dirname, 'main.ts') },
  }
  return runProgram(argv, parts)
}

function readVersion(): string {
  const path = join(import.meta.dirname, '..', 'package.json')
  return (JSON.parse(readFileSync(path, 'utf8')) as { version: string }).version
}
