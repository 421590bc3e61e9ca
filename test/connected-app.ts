import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openAccounts } from '../src/accounts/open-accounts.ts'
import { type Config, loadConfig } from '../src/config/load-config.ts'
import { buildHttpApp } from '../src/http/build-http-app.ts'
import { systemClock } from '../src/kernel/clock.ts'
import { silentLog } from '../src/kernel/log.ts'
import { type Practice, startPractice } from '../src/practice/start-practice.ts'
import { openDuckDbStore } from '../src/store/duckdb/open-duckdb-store.ts'
import { openWorkspace } from '../src/workspace/open-workspace.ts'
import type { Workspace } from '../src/workspace/workspace.ts'
import { becomeOwner } from './become-owner.ts'

/** An app over an empty workspace, and a practice PSA that it may be connected to. */
export interface ConnectedApp {
  readonly practice: Practice
  readonly config: Config
  readonly workspace: Workspace
  readonly folder: string
  /** The five values of one of the practice PSA's members. */
  values(
    member?: string,
  ): Record<'siteUrl' | 'companyId' | 'publicKey' | 'privateKey' | 'clientId', string>
  ask(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Response>
  /** The same, as JSON, whatever its status. */
  json<T = Record<string, unknown>>(method: string, path: string, body?: unknown): Promise<T>
  /** Puts other keys into the sealed store, as if ConnectWise had revoked the saved ones. */
  revokeKeys(): Promise<void>
  close(): Promise<void>
}

export async function startConnectedApp(seed = 1): Promise<ConnectedApp> {
  const practice = await startPractice({ size: 'small', seed })
  const folder = mkdtempSync(join(tmpdir(), 'briefing-connection-'))
  const config = loadConfig({
    BRIEFING_DATA_DIR: folder,
    BRIEFING_ALLOWED_PSA_HOSTS: new URL(practice.url).host,
  })
  const openStore = (path: string) => openDuckDbStore({ path, log: silentLog })
  const parts = { config, clock: systemClock, log: silentLog }
  const workspace = await openWorkspace({ ...parts, slug: 'main', openStore })
  const app = buildHttpApp({ workspace, config, clock: systemClock })
  const owner = await becomeOwner(workspace)
  const ask: ConnectedApp['ask'] = async (method, path, body, headers = {}) =>
    app.request(`http://127.0.0.1${path}`, {
      method,
      headers: {
        ...owner,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
  return {
    practice,
    config,
    workspace,
    folder,
    values: (member = 'practice') => ({
      siteUrl: practice.url,
      companyId: 'practice',
      publicKey: `${member}Public`,
      privateKey: `${member}Private`,
      clientId: '00000000-0000-4000-8000-000000000001',
    }),
    ask,
    json: async <T>(method: string, path: string, body?: unknown) =>
      (await (await ask(method, path, body)).json()) as T,
    async revokeKeys() {
      const accounts = await openAccounts({
        dataDir: folder,
        keyFile: config.keyFile,
        clock: systemClock,
      })
      const record = await accounts.ensureWorkspace('main')
      const connection = await accounts.connectionOf(record)
      if (!connection) throw new Error('nothing is connected')
      const keys = { publicKey: 'revokedPublic', privateKey: 'revokedPrivate' }
      await accounts.saveConnection(record, { ...connection, ...keys })
      await accounts.close()
    },
    async close() {
      await workspace.close()
      await practice.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
