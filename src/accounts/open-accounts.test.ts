import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { inspect } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Clock } from '../kernel/clock.ts'
import type { ConnectionToSave } from './connections.ts'
import { type Accounts, type AccountsOptions, openAccounts } from './open-accounts.ts'

let dataDir: string
let now: Date
const clock: Clock = { now: () => now }

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'accounts-'))
  now = new Date('2026-11-22T06:00:00Z')
})
afterEach(() => rmSync(dataDir, { recursive: true, force: true }))

const address: ConnectionToSave = {
  name: 'Acme IT',
  siteUrl: 'https://na.myconnectwise.net',
  apiBase: 'https://api-na.myconnectwise.net/v2026_1/apis/3.0',
  companyId: 'acme',
  codebase: 'v2026_1/',
  clientId: '00000000-0000-4000-8000-000000000001',
  serverVersion: 'v2026.1',
}
const keys = { publicKey: 'canaryPublic', privateKey: 'canaryPrivate' }

describe('a workspace', () => {
  it('is made once and found again', () =>
    withAccounts(async (accounts) => {
      const made = await accounts.ensureWorkspace('acme')
      expect(made).toMatchObject({ slug: 'acme', name: 'acme', createdAt: now.toISOString() })
      now = new Date('2026-11-23T06:00:00Z')
      expect(await accounts.ensureWorkspace('acme')).toEqual(made)
      expect((await accounts.ensureWorkspace('other')).id).not.toBe(made.id)
    }))

  it.each(['', '../etc', 'a/b', 'Acme', '-a', 'a-', 'a'.repeat(64), 'a b', 'ä'])(
    'is not called %j',
    (slug) =>
      withAccounts(async (accounts) => {
        await expect(accounts.ensureWorkspace(slug)).rejects.toMatchObject({
          code: 'invalid-workspace',
          remedy: 'correct-input',
        })
      }),
  )

  it('keeps settings of its own, empty at first', () =>
    withAccounts(async (accounts) => {
      const acme = await accounts.ensureWorkspace('acme')
      const other = await accounts.ensureWorkspace('other')
      expect(await accounts.readSettings(acme)).toEqual({ settings: {}, version: 0 })
      await accounts.writeSettings(acme, { zone: 'Europe/Berlin', boards: [1, 2] })
      await accounts.writeSettings(acme, { zone: 'America/Chicago' })
      const kept = { settings: { zone: 'America/Chicago' }, version: 2 }
      expect(await accounts.readSettings(acme)).toEqual(kept)
      expect(await accounts.readSettings(other)).toEqual({ settings: {}, version: 0 })
    }))

  it('keeps what the first of two writers saved, and tells the second one', () =>
    withAccounts(async (accounts) => {
      const acme = await accounts.ensureWorkspace('acme')
      expect(await accounts.writeSettings(acme, { zone: 'Europe/Berlin' }, 0)).toBe(1)
      await expect(accounts.writeSettings(acme, { zone: 'Mars' }, 0)).rejects.toMatchObject({
        code: 'settings-changed',
      })
      expect(await accounts.writeSettings(acme, { zone: 'UTC' }, 1)).toBe(2)
    }))
})

describe('a connection', () => {
  it('is there once saved, without its keys', () =>
    withAccounts(async (accounts) => {
      const workspace = await accounts.ensureWorkspace('acme')
      expect(await accounts.connectionOf(workspace)).toBeNull()
      const saved = await accounts.saveConnection(workspace, { ...address, ...keys })
      expect(saved).toMatchObject({ ...address, lastTestCode: null })
      expect(saved.fingerprint).toMatch(/^[0-9a-f]{4}(-[0-9a-f]{4}){2}$/)
      expect(await accounts.connectionOf(workspace)).toEqual(saved)
      expect(inspect(saved) + JSON.stringify(saved)).not.toContain('canary')
    }))

  it('opens its keys to whoever asks for them by name, also after a restart', async () => {
    await withAccounts(async (accounts) => {
      const workspace = await accounts.ensureWorkspace('acme')
      await accounts.saveConnection(workspace, { ...address, ...keys })
    })
    await withAccounts(async (accounts) => {
      const credentials = await accounts.openCredentials(await saved(accounts))
      expect(credentials.publicKey).toBe('canaryPublic')
      expect(credentials.privateKey).toBe('canaryPrivate')
      expect(credentials).toMatchObject({ companyId: 'acme', codebase: 'v2026_1/' })
      const printed = inspect(credentials, { showHidden: true }) + JSON.stringify(credentials)
      expect(printed).not.toContain('canary')
    })
  })

  it('leaves no key in the clear on disk', async () => {
    await withAccounts(async (accounts) => {
      const workspace = await accounts.ensureWorkspace('acme')
      await accounts.saveConnection(workspace, { ...address, ...keys })
      for (const text of filesOf(dataDir)) expect(text).not.toMatch(CANARY)
    })
    for (const text of filesOf(dataDir)) expect(text).not.toMatch(CANARY)
  })

  it('keeps its id and its keys when something else is saved, and shows new keys by fingerprint', () =>
    withAccounts(async (accounts) => {
      const workspace = await accounts.ensureWorkspace('acme')
      const first = await accounts.saveConnection(workspace, { ...address, ...keys })
      now = new Date('2026-11-23T06:00:00Z')
      const renamed = await accounts.saveConnection(workspace, { ...address, name: 'Acme' })
      expect(renamed).toMatchObject({
        id: first.id,
        name: 'Acme',
        fingerprint: first.fingerprint,
        createdAt: first.createdAt,
        updatedAt: now.toISOString(),
      })
      expect((await accounts.openCredentials(renamed)).privateKey).toBe('canaryPrivate')
      const replaced = await accounts.saveConnection(workspace, {
        ...address,
        publicKey: 'new',
        privateKey: 'pair',
      })
      expect(replaced.fingerprint).not.toBe(first.fingerprint)
      expect((await accounts.openCredentials(first)).privateKey).toBe('pair')
    }))

  it('keeps its keys when ConnectWise moves the path of its API in an upgrade', () =>
    withAccounts(async (accounts) => {
      const workspace = await accounts.ensureWorkspace('acme')
      await accounts.saveConnection(workspace, { ...address, ...keys })
      const moved = await accounts.saveConnection(workspace, {
        ...address,
        apiBase: 'https://api-na.myconnectwise.net/v2026_2/apis/3.0',
        codebase: 'v2026_2/',
      })
      expect((await accounts.openCredentials(moved)).privateKey).toBe('canaryPrivate')
    }))

  it.each([
    ['site', { siteUrl: 'https://evil.example.com' }],
    ['API host', { apiBase: 'https://evil.example.com/v2026_1/apis/3.0' }],
    ['port', { apiBase: 'https://api-na.myconnectwise.net:8443/v2026_1/apis/3.0' }],
    ['company', { companyId: 'other' }],
  ])('drops its keys when its %s changes', (_, change) =>
    withAccounts(async (accounts) => {
      const workspace = await accounts.ensureWorkspace('acme')
      await accounts.saveConnection(workspace, { ...address, ...keys })
      const changed = await accounts.saveConnection(workspace, { ...address, ...change })
      expect(changed.fingerprint).toBeNull()
      await expect(accounts.openCredentials(changed)).rejects.toMatchObject({
        code: 'keys-missing',
        remedy: 'reconfigure',
      })
      const back = await accounts.saveConnection(workspace, address)
      expect(back.fingerprint).toBeNull()
    }),
  )

  it('takes both keys or neither', () =>
    withAccounts(async (accounts) => {
      const workspace = await accounts.ensureWorkspace('acme')
      for (const half of [{ publicKey: 'a' }, { privateKey: 'b' }, { ...keys, publicKey: '' }]) {
        await expect(
          accounts.saveConnection(workspace, { ...address, ...half }),
        ).rejects.toMatchObject({ code: 'keys-incomplete', remedy: 'correct-input' })
      }
      expect(await accounts.connectionOf(workspace)).toBeNull()
    }))

  it('is not saved over a version that the writer has not seen', () =>
    withAccounts(async (accounts) => {
      const workspace = await accounts.ensureWorkspace('acme')
      const first = await accounts.saveConnection(workspace, { ...address, ...keys, replaces: 0 })
      const stale = { code: 'connection-changed', remedy: 'retry' }
      const others = { publicKey: 'other', privateKey: 'pair' }
      await expect(
        accounts.saveConnection(workspace, { ...address, ...others, replaces: 0 }),
      ).rejects.toMatchObject(stale)
      // The very same once more is a second click.
      await accounts.saveConnection(workspace, { ...address, ...keys, replaces: 0 })
      const next = { ...address, name: 'Next', replaces: first.version + 1 }
      expect((await accounts.saveConnection(workspace, next)).version).toBe(3)
      await expect(accounts.saveConnection(workspace, next)).rejects.toMatchObject(stale)
    }))

  it('stays paused until it is saved anew or resumed; replaced keys are not paused for the old ones', () =>
    withAccounts(async (accounts) => {
      const workspace = await accounts.ensureWorkspace('acme')
      const first = await accounts.saveConnection(workspace, { ...address, ...keys })
      await accounts.pauseConnection(first, 'refused')
      expect((await saved(accounts)).pausedBecause).toBe('refused')
      await accounts.resumeConnection(first)
      expect((await saved(accounts)).pausedBecause).toBeNull()
      await accounts.pauseConnection(first, 'refused')
      await accounts.saveConnection(workspace, { ...address, ...keys })
      expect((await saved(accounts)).pausedBecause).toBeNull()
      await accounts.pauseConnection(first, 'refused')
      expect((await saved(accounts)).pausedBecause).toBeNull()
    }))

  it('loses its keys when disconnected, and its data stays with its company', () =>
    withAccounts(async (accounts) => {
      const workspace = await accounts.ensureWorkspace('acme')
      const first = await accounts.saveConnection(workspace, { ...address, ...keys })
      await accounts.disconnect(first)
      expect(await accounts.connectionOf(workspace)).toBeNull()
      await expect(accounts.openCredentials(first)).rejects.toMatchObject({ code: 'keys-missing' })
      const other = { ...address, ...keys, companyId: 'other', mayChangeCompany: false }
      await expect(accounts.saveConnection(workspace, other)).rejects.toMatchObject({
        code: 'other-company',
      })
      const back = { ...address, ...keys, mayChangeCompany: false, replaces: 0 }
      expect((await accounts.saveConnection(workspace, back)).id).toBe(first.id)
      await accounts.forgetConnection(workspace)
      expect(await accounts.connectionOf(workspace)).toBeNull()
      await accounts.saveConnection(workspace, other)
    }))

  it('remembers how its last test ended', () =>
    withAccounts(async (accounts) => {
      const workspace = await accounts.ensureWorkspace('acme')
      const connection = await accounts.saveConnection(workspace, { ...address, ...keys })
      await accounts.recordTest(connection, 'AUTH-401')
      expect(await accounts.connectionOf(workspace)).toEqual({
        ...connection,
        lastTestCode: 'AUTH-401',
        lastTestAt: now.toISOString(),
      })
    }))

  it('of another workspace is not there', () =>
    withAccounts(async (accounts) => {
      const acme = await accounts.ensureWorkspace('acme')
      const other = await accounts.ensureWorkspace('other')
      const connection = await accounts.saveConnection(acme, { ...address, ...keys })
      await accounts.saveConnection(other, { ...address, ...keys })
      const stolen = { ...connection, workspaceId: other.id }
      const missing = { ...connection, id: 'none' }
      for (const wrong of [stolen, missing]) {
        await expect(accounts.openCredentials(wrong)).rejects.toMatchObject({
          code: 'connection-missing',
        })
      }
    }))
})

describe('sealed keys that were tampered with', () => {
  beforeEach(() =>
    withAccounts(async (accounts) => {
      for (const slug of ['acme', 'other']) {
        const workspace = await accounts.ensureWorkspace(slug)
        await accounts.saveConnection(workspace, {
          ...address,
          publicKey: `canary${slug}`,
          privateKey: `canary${slug}`,
        })
      }
    }),
  )

  const FIRST = `(select id from workspaces where slug = 'acme')`
  const SECOND = `(select id from workspaces where slug = 'other')`

  it.each([
    [
      'moved from one workspace to another',
      `update connections set (sealed_public_key, sealed_private_key) = (
         select sealed_public_key, sealed_private_key from connections where workspace_id = ${SECOND}
       ) where workspace_id = ${FIRST}`,
    ],
    [
      'moved together with their workspace key',
      `update workspace_keys set wrapped_key =
         (select wrapped_key from workspace_keys where workspace_id = ${SECOND})
       where workspace_id = ${FIRST}`,
    ],
    ['swapped', 'update connections set sealed_public_key = sealed_private_key'],
    ['cut short', 'update connections set sealed_private_key = substr(sealed_private_key, 1, 40)'],
    ['replaced by plain text', `update connections set sealed_private_key = 'plain'`],
    ['sent to another site', `update connections set site_url = 'https://evil.example.com'`],
    ['sent to another host', `update connections set api_base = 'https://evil.example.com/v/'`],
  ])('do not open when %s', async (_, statement) => {
    edit(statement)
    await withAccounts(async (accounts) => {
      const opening = accounts.openCredentials(await saved(accounts))
      await expect(opening).rejects.toMatchObject({
        code: expect.stringMatching(/^(seal-broken|key-wrong)$/),
      })
      const error = await opening.catch((reason: unknown) => reason)
      expect(inspect(error)).not.toContain('canary')
    }).catch((error: unknown) => {
      // A broken workspace key is noticed before the store is even open.
      expect(error).toMatchObject({ code: expect.stringMatching(/^(seal-broken|key-wrong)$/) })
    })
  })
})

describe('the key file of the control store', () => {
  it('is made on the first start, unless hosted', async () => {
    await expect(openAccounts({ ...options(), hosted: true })).rejects.toMatchObject({
      code: 'key-missing',
    })
    expect(existsSync(join(dataDir, 'key'))).toBe(false)
    await withAccounts(async () => {})
    expect(existsSync(join(dataDir, 'key'))).toBe(true)
    await (await openAccounts({ ...options(), hosted: true })).close()
  })

  it('is not replaced in silence once something is sealed with it', async () => {
    await withAccounts(async (accounts) => {
      const workspace = await accounts.ensureWorkspace('acme')
      await accounts.saveConnection(workspace, { ...address, ...keys })
    })
    rmSync(join(dataDir, 'key'))
    await expect(openAccounts(options())).rejects.toMatchObject({ code: 'key-missing' })
    expect(existsSync(join(dataDir, 'key'))).toBe(false)
  })

  it('of other data is refused at the start', async () => {
    await withAccounts(async (accounts) => {
      const workspace = await accounts.ensureWorkspace('acme')
      await accounts.saveConnection(workspace, { ...address, ...keys })
    })
    rmSync(join(dataDir, 'key'))
    const other = mkdtempSync(join(tmpdir(), 'accounts-'))
    await (await openAccounts({ dataDir: other, keyFile: join(dataDir, 'key'), clock })).close()
    await expect(openAccounts(options())).rejects.toMatchObject({
      code: 'key-wrong',
      hint: expect.stringContaining('BRIEFING_KEY_FILE'),
    })
    rmSync(other, { recursive: true, force: true })
  })
})

function options(): AccountsOptions {
  return { dataDir, keyFile: join(dataDir, 'key'), clock }
}

async function withAccounts(work: (accounts: Accounts) => Promise<void>): Promise<void> {
  const accounts = await openAccounts(options())
  try {
    await work(accounts)
  } finally {
    await accounts.close()
  }
}

async function saved(accounts: Accounts) {
  const connection = await accounts.connectionOf(await accounts.ensureWorkspace('acme'))
  if (!connection) throw new Error('no connection was saved')
  return connection
}

function edit(statement: string): void {
  const database = new DatabaseSync(join(dataDir, 'control.sqlite'))
  database.exec(statement)
  database.close()
}

function filesOf(folder: string): string[] {
  return readdirSync(folder).map((name) => readFileSync(join(folder, name), 'latin1'))
}

/** The keys as they are, in base64 at any of its three offsets, and in hexadecimal. */
const CANARY = new RegExp(
  Object.values(keys)
    .flatMap((key) => [
      key,
      Buffer.from(key).toString('hex'),
      ...[0, 1, 2].map((shift) =>
        // The first and last characters depend on what stands beside the text.
        Buffer.from(' '.repeat(shift) + key)
          .toString('base64')
          .slice(shift + 1, -4),
      ),
    ])
    .join('|'),
)
