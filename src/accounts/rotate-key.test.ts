import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Clock } from '../kernel/clock.ts'
import { loadKeys } from './key-file.ts'
import { type Accounts, openAccounts } from './open-accounts.ts'
import { sealedWith } from './seal.ts'

const clock: Clock = { now: () => new Date('2026-11-22T06:00:00Z') }
const SLUGS = ['acme', 'beta', 'gamma']

let dataDir: string
const keyFile = () => join(dataDir, 'key')
const open = () => openAccounts({ dataDir, keyFile: keyFile(), clock })
const keyIds = () => loadKeys(keyFile(), { mayCreate: false }).map(({ id }) => id)

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'rotate-'))
  await withAccounts(async (accounts) => {
    for (const slug of SLUGS) await save(accounts, slug)
  })
})
afterEach(() => rmSync(dataDir, { recursive: true, force: true }))

describe('rotating the key', () => {
  it('leaves one new key that opens everything, and the old one opens nothing', async () => {
    const before = readFileSync(keyFile(), 'utf8')
    const [old = ''] = keyIds()
    await withAccounts(async (accounts) => {
      const steps: string[] = []
      const rotation = await accounts.rotateKey((step) => steps.push(step))
      const wrapped = Array.from(SLUGS, () => 'workspace-wrapped')
      expect(steps).toEqual(['key-added', ...wrapped, 'recorded', 'key-removed'])
      expect(rotation).toMatchObject({ removed: [old], workspaces: 3, resumed: false })
      expect(keyIds()).toEqual([rotation.keyId])
      await expectAllOpen(accounts)
    })
    expect(readFileSync(keyFile(), 'utf8')).not.toContain(before.trim())
    await withAccounts(expectAllOpen)
  })

  it('is told in the audit log, without the key', async () => {
    await withAccounts(async (accounts) => {
      await accounts.rotateKey()
      const [entry] = await accounts.audit.list({ limit: 1 })
      expect(entry).toMatchObject({ action: 'key.rotated', detail: { keyId: keyIds()[0] } })
      expect(JSON.stringify(entry)).not.toContain(readFileSync(keyFile(), 'utf8').trim())
    })
  })

  it('rotates again and again', () =>
    withAccounts(async (accounts) => {
      const ids = new Set(keyIds())
      for (let n = 0; n < 3; n += 1) ids.add((await accounts.rotateKey()).keyId)
      expect(ids.size).toBe(4)
      expect(keyIds()).toHaveLength(1)
      await expectAllOpen(accounts)
    }))

  it('goes on beside a server, which opens and seals without one failure', () =>
    withAccounts(async (server) => {
      const ids = keyIds()
      const over = new AbortController()
      const rotating = rotateInChild('', 1, 5).finally(() => over.abort())
      let made = 0
      while (!over.signal.aborted) {
        if (made < 20) await save(server, `new-${(made += 1)}`)
        await expectAllOpen(server)
        await setTimeout(5)
      }
      expect((await rotating).filter((step) => step === 'key-removed')).toHaveLength(5)
      expect(made).toBeGreaterThan(3)
      expect(ids).not.toContain(keyIds()[0])
      expect(new Set(wrappedWith())).toEqual(new Set(keyIds()))
      await withAccounts(async (accounts) => {
        for (let n = 1; n <= made; n += 1) await expectOpens(accounts, `new-${n}`)
      })
    }))

  it('keeps the old key and names the workspace whose sealed key was changed', async () => {
    const ids = keyIds()
    edit(`update workspace_keys set wrapped_key = substr(wrapped_key, 1, 60) || 'AAAA' ||
          substr(wrapped_key, 65) where workspace_id = (select id from workspaces where slug = 'beta')`)
    await withAccounts(async (accounts) => {
      const refused = { code: 'rotation-incomplete', message: expect.stringContaining('beta') }
      await expect(accounts.rotateKey()).rejects.toMatchObject(refused)
      await expectOpens(accounts, 'acme')
      await expectRefused(accounts, 'beta')
      await expectOpens(accounts, 'gamma')
      expect(keyIds()).toEqual([expect.any(String), ...ids])
    })
  })

  it.each([
    ['key-added', 1],
    ['workspace-wrapped', 1],
    ['workspace-wrapped', 2],
    ['workspace-wrapped', 3],
    ['recorded', 1],
    ['key-removed', 1],
  ])(
    'killed after %s (%i.), opens everything, and the next rotation ends it',
    async (step, nth) => {
      const ids = keyIds()
      const said = await rotateInChild(step, nth)
      expect(said.at(-1)).toBe(step)
      await withAccounts(expectAllOpen)
      const wasOver = step === 'key-removed'
      expect(keyIds()).toHaveLength(wasOver ? 1 : 2)
      const halfWay = keyIds()[0]
      expect(await rotateInChild('', 1)).toContain('done')
      expect(keyIds()).toHaveLength(1)
      expect(ids).not.toContain(keyIds()[0])
      if (!wasOver) expect(keyIds()[0]).toBe(halfWay)
      expect(wrappedWith()).toEqual(Array.from(SLUGS, () => keyIds()[0]))
      await withAccounts(async (accounts) => {
        await expectAllOpen(accounts)
        const told = await accounts.audit.list({ action: 'key.rotated', limit: 9 })
        expect(told).toHaveLength(wasOver ? 2 : 1)
      })
    },
  )
})

describe('a sealed value that was tampered with is refused and told in the audit log', () => {
  it.each([
    ['a key of another workspace', 'sealed_private_key', 'sealed_private_key'],
    ['another field of another workspace', 'sealed_private_key', 'sealed_public_key'],
  ])('%s', async (_, to, from) => {
    edit(`update connections set ${to} = (select c.${from} from connections c
            join workspaces w on w.id = c.workspace_id where w.slug = 'beta')
          where workspace_id = (select id from workspaces where slug = 'acme')`)
    await withAccounts((accounts) => expectRefused(accounts, 'acme'))
  })

  it.each(['sealed_public_key', 'sealed_private_key'])('any bit of %s flipped', async (field) => {
    await withAccounts(async (accounts) => {
      const sealed = valueOf(field)
      const database = new DatabaseSync(join(dataDir, 'control.sqlite'))
      database.exec('pragma synchronous = off')
      const put = database.prepare(`update connections set ${field} = ?`)
      const connection = await connectionOf(accounts, 'acme')
      for (let bit = 0; bit < sealed.length * 8; bit += 7) {
        const bytes = Buffer.from(sealed, 'latin1')
        bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7))
        put.run(bytes.toString('latin1'))
        await expect(accounts.openCredentials(connection)).rejects.toMatchObject({
          code: expect.stringMatching(/^(seal-broken|key-wrong)$/),
        })
      }
      put.run(sealed)
      database.close()
    })
  })

  it('a bit of the key file’s own seal', async () => {
    edit(`update workspace_keys set wrapped_key = replace(wrapped_key, 'v1:', 'v1:0')`)
    await expect(open()).rejects.toMatchObject({ code: 'key-wrong' })
    edit("update workspace_keys set wrapped_key = replace(wrapped_key, 'v1:0', 'v1:')")
    await withAccounts(async (accounts) => {
      const [entry] = await accounts.audit.list({ limit: 1 })
      expect(entry).toMatchObject({ action: 'keys.refused', detail: { code: 'key-wrong' } })
    })
  })
})

async function withAccounts(work: (accounts: Accounts) => Promise<void>): Promise<void> {
  const accounts = await open()
  try {
    await work(accounts)
  } finally {
    await accounts.close()
  }
}

async function save(accounts: Accounts, slug: string): Promise<void> {
  await accounts.saveConnection(await accounts.ensureWorkspace(slug), {
    name: slug,
    siteUrl: 'https://na.myconnectwise.net',
    apiBase: 'https://api-na.myconnectwise.net/v2026_1/apis/3.0',
    companyId: slug,
    codebase: 'v2026_1/',
    clientId: '00000000-0000-4000-8000-000000000001',
    publicKey: `public ${slug}`,
    privateKey: `private ${slug}`,
  })
}

async function connectionOf(accounts: Accounts, slug: string) {
  const connection = await accounts.connectionOf(await accounts.ensureWorkspace(slug))
  if (!connection) throw new Error(`${slug} has no connection`)
  return connection
}

async function expectOpens(accounts: Accounts, slug: string): Promise<void> {
  const { privateKey } = await accounts.openCredentials(await connectionOf(accounts, slug))
  expect(privateKey).toBe(`private ${slug}`)
}

async function expectAllOpen(accounts: Accounts): Promise<void> {
  for (const slug of SLUGS) await expectOpens(accounts, slug)
}

async function expectRefused(accounts: Accounts, slug: string): Promise<void> {
  const connection = await connectionOf(accounts, slug)
  await expect(accounts.openCredentials(connection)).rejects.toMatchObject({
    code: expect.stringMatching(/^(seal-broken|key-wrong)$/),
  })
  const [entry] = await accounts.audit.list({ limit: 1 })
  expect(entry).toMatchObject({
    workspaceId: connection.workspaceId,
    action: 'keys.refused',
    subject: slug,
  })
  expect(['seal-broken', 'key-wrong']).toContain(entry?.detail?.['code'])
}

async function rotateInChild(step: string, nth: number, times = 1): Promise<string[]> {
  const script = join(import.meta.dirname, 'rotate-key.test-child.ts')
  const child = spawn(process.execPath, [script, dataDir, step, `${nth}`, `${times}`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let out = ''
  child.stdout.on('data', (chunk) => (out += String(chunk)))
  await once(child, 'close')
  return out.trim().split('\n')
}

function edit(statement: string): void {
  const database = new DatabaseSync(join(dataDir, 'control.sqlite'))
  database.exec(statement)
  database.close()
}

function query(sql: string): Record<string, unknown>[] {
  const database = new DatabaseSync(join(dataDir, 'control.sqlite'))
  const rows = database.prepare(sql).all()
  database.close()
  return rows
}

function valueOf(field: string): string {
  const [row] = query(`select ${field} from connections c join workspaces w on w.id = c.workspace_id
                       where w.slug = 'acme'`)
  return String(row?.[field])
}

function wrappedWith(): string[] {
  return query('select wrapped_key from workspace_keys').map((row) =>
    sealedWith(String(row['wrapped_key'])),
  )
}
