import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadConfig } from '../src/config/load-config.ts'
import type { Mailer } from '../src/delivery/mailer.ts'
import { buildHttpApp } from '../src/http/build-http-app.ts'
import type { Clock } from '../src/kernel/clock.ts'
import { silentLog } from '../src/kernel/log.ts'
import type { Role } from '../src/accounts/people/role.ts'
import { openDuckDbStore } from '../src/store/duckdb/open-duckdb-store.ts'
import { openWorkspace } from '../src/workspace/open-workspace.ts'
import type { Workspace } from '../src/workspace/workspace.ts'

export const PASSWORD = 'lamp otter quilt mango'

/** The whole app over an empty workspace, nothing connected. */
export interface Stage {
  readonly app: ReturnType<typeof buildHttpApp>
  readonly workspace: Workspace
  readonly folder: string
  /** Makes the account and a session; the token that its cookie holds. */
  signIn(role: Role): Promise<string>
  close(): Promise<void>
}

export interface StageOptions {
  readonly clock: Clock
  readonly slug?: string
  readonly folder?: string
  readonly baseUrl?: string
  readonly mailer?: Mailer | null
  /** With the addresses of the web app, over a page that stands for it. */
  readonly web?: boolean
}

export async function openStage(options: StageOptions): Promise<Stage> {
  const { clock, slug = 'main', mailer = null } = options
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'briefing-sign-in-'))
  const config = loadConfig({
    BRIEFING_DATA_DIR: folder,
    ...(options.baseUrl !== undefined && { BRIEFING_BASE_URL: options.baseUrl }),
  })
  const openStore = (path: string) => openDuckDbStore({ path, log: silentLog })
  const workspace = await openWorkspace({ config, clock, log: silentLog, slug, openStore })
  const web = options.web === true ? standIn(folder) : null
  const app = buildHttpApp({ workspace, config, clock, mailer, web })
  return {
    app,
    workspace,
    folder,
    async signIn(role) {
      const person = { email: `${role}@acme.example`, name: `The ${role}`, role }
      await workspace.people.add({ ...person, password: PASSWORD })
      const visit = { address: null, userAgent: null }
      const input = { email: person.email, password: PASSWORD }
      const result = await workspace.people.signIn(input, visit, null)
      if (result.state !== 'signed-in') throw new Error(result.state)
      return result.token
    },
    async close() {
      await workspace.close()
      if (options.folder === undefined) rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Every route of the app; what answers to every method is middleware. */
export function routesOf({ app }: Stage): { method: string; path: string }[] {
  const all = app.routes.filter(({ method }) => method !== 'ALL')
  const unique = new Map(all.map(({ method, path }) => [`${method} ${path}`, { method, path }]))
  return [...unique.values()]
}

function standIn(folder: string): string {
  mkdirSync(join(folder, 'web', 'assets'), { recursive: true })
  writeFileSync(join(folder, 'web', 'index.html'), '<!doctype html><title>The app</title>')
  return join(folder, 'web')
}
