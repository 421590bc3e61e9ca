import { startSchedule } from '../workspace/start-schedule.ts'
import type { Workspace } from '../workspace/workspace.ts'
import { withWorkspace, type CliParts, type CommonOptions } from './command.ts'
import { EXIT, type ExitStatus } from './exit-status.ts'
import { note, printJson, print } from './io.ts'
import { prepareWeb } from './prepare-web.ts'
import { untilStopped } from './until-stopped.ts'

export interface ServeOptions extends CommonOptions {
  readonly port?: number
}

/** `serve`: the web app, the API and the schedule that keeps the copy current, until stopped. */
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
    const setUpUrl = await setUpAddress(workspace, server.url)
    if (options.json === true) printJson(parts.io, { url: server.url, setUpUrl })
    else
      print(
        parts.io,
        `Cloud Briefing is at ${server.url} (this machine only). Stop it with Ctrl-C.`,
      )
    if (options.json !== true && setUpUrl !== null) {
      print(parts.io, `It has no owner yet. Become the owner within 30 minutes:\n  ${setUpUrl}`)
    }
    const schedule = startSchedule(workspace, (message) => note(parts.io, message))
    await untilStopped()
    await schedule.stop()
    await server.close()
    return EXIT.done
  })
}

/** Where the first owner begins; null once there is one. Behind the # it is in no log on the way. */
async function setUpAddress({ people }: Workspace, url: string): Promise<string | null> {
  if (await people.hasOwner()) return null
  return `${url}/set-up#token=${await people.newSetUpToken()}`
}
