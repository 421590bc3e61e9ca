import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { loadConfig } from '../src/config/load-config.ts'
import { type MailSink, startMailSink } from '../src/delivery/mail.test-kit.ts'
import { systemClock } from '../src/kernel/clock.ts'
import { silentLog } from '../src/kernel/log.ts'
import { type Practice, startPractice } from '../src/practice/start-practice.ts'
import { openDuckDbStore } from '../src/store/duckdb/open-duckdb-store.ts'
import { openWorkspace } from '../src/workspace/open-workspace.ts'
import type { Workspace } from '../src/workspace/workspace.ts'
import { becomeOwner } from './become-owner.ts'
import { type RenamedKeys, startRenamedKeys } from './renamed-keys.ts'

const SAVED = {
  companyId: 'practice',
  publicKey: 'cAnArYpUbLiC7Xq9',
  privateKey: 'cAnArYpRiVaTe4Zk',
}
const OWNER = 'owner@acme.example'
const ASKER = { actor: 'ann@acme.example' }

let practice: Practice
let site: RenamedKeys
let sink: MailSink
let folder: string
let workspace: Workspace

beforeAll(async () => {
  practice = await startPractice({ size: 'small', seed: 1 })
  const inside = { publicKey: 'practicePublic', privateKey: 'practicePrivate' }
  site = await startRenamedKeys(practice.url, SAVED, { companyId: 'practice', ...inside })
  sink = await startMailSink()
  folder = mkdtempSync(join(tmpdir(), 'briefing-told-'))
  const config = loadConfig({
    BRIEFING_DATA_DIR: folder,
    BRIEFING_ALLOWED_PSA_HOSTS: `${site.host},${practice.siteUrl}`,
    BRIEFING_SMTP_URL: `smtp://127.0.0.1:${sink.port}`,
    BRIEFING_MAIL_FROM: 'briefing@example.com',
  })
  const openStore = (path: string) => openDuckDbStore({ path, log: silentLog })
  const parts = { config, clock: systemClock, log: silentLog, slug: 'main', openStore }
  workspace = await openWorkspace(parts)
  await becomeOwner(workspace)
}, 60_000)
afterAll(async () => {
  await workspace.close()
  await site.close()
  await practice.close()
  await sink.close()
  rmSync(folder, { recursive: true, force: true })
})

const values = (more: object = {}) => ({
  siteUrl: `http://${site.host}`,
  clientId: '00000000-0000-4000-8000-000000000001',
  ...SAVED,
  ...more,
})

async function connectionId(): Promise<string> {
  const [connection] = await workspace.connections()
  if (!connection) throw new Error('not connected')
  return connection.id
}

it('administrators are told by mail when the keys go elsewhere, and when they are refused, once', async () => {
  expect((await workspace.connect(values(), ASKER)).test.ok).toBe(true)
  expect(sink.letters).toHaveLength(0)

  // Another site needs the keys again; then everybody who answers for them hears of it.
  const elsewhere = { siteUrl: practice.url }
  const id = await connectionId()
  await expect(workspace.changeConnection(id, elsewhere, ASKER)).rejects.toMatchObject({
    code: 'keys-needed',
  })
  expect(sink.letters).toHaveLength(0)
  const changed = { publicKey: SAVED.publicKey, privateKey: SAVED.privateKey }
  expect((await workspace.changeConnection(id, changed, ASKER)).test.ok).toBe(true)
  expect(sink.letters.map(({ to }) => to)).toEqual([[OWNER]])
  expect(textOf(0)).toContain('ann@acme.example replaced the keys')
  expect(textOf(0)).toContain(site.host)

  site.revoke()
  for (let n = 0; n < 2; n += 1) await workspace.sync({ only: ['boards'] })
  expect(sink.letters).toHaveLength(2)
  expect(sink.letters[1]?.raw).toContain('Subject: ConnectWise refuses the keys of')
  expect(textOf(1)).toContain('Syncing is paused')
  for (const { raw } of sink.letters) expect(raw).not.toMatch(/cAnArY/)
}, 60_000)

/** The letter, its quoted-printable lines joined again. */
function textOf(index: number): string {
  return (sink.letters[index]?.raw ?? '').replaceAll('=\r\n', '').replaceAll('\r\n', ' ')
}
