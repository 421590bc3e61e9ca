import { startSchedule } from '../workspace/start-schedule.ts'
import { withWorkspace, type CliParts, type CommonOptions } from './command.ts'
import { EXIT, type ExitStatus } from './exit-status.ts'
import { note, printJson, print } from './io.ts'
import { prepareWeb } from './prepare-web.ts'
import { untilStopped } from './until-stopped.ts'

export interface ServeOptions extends CommonOptions {
  readonly port?: number
}

/** `serve`: the read-only pages, the API and the schedule that keeps the copy current, until stopped. */
export async function serve(parts: CliParts, options: ServeOptions): Promise<ExitStatus> {
  const config = await parts.config()
  return withWorkspace(parts, options.workspace, async (workspace) => {
    const server = await parts.startServer({
      workspace,
      config,
      port: options.port ?? config.port,
      clock: parts.clock,
      web: await prepareWeb((line) => note(parts.io, line)),
    })
    if (options.json === true) printJson(parts.io, { url: server.url })
    else
      print(
        parts.io,
        `Cloud Briefing is at ${server.url} (this machine only). Stop it with Ctrl-C.`,
      )
    const schedule = startSchedule(workspace, (message) => note(parts.io, message))
    await untilStopped()
    await schedule.stop()
    await server.close()
    return EXIT.done
  })
}
