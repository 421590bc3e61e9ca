import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ConnectionView } from '../src/workspace/describe-connection.ts'
import { type ConnectedApp, startConnectedApp } from './connected-app.ts'

type Connections = { connections: ConnectionView[] }

let app: ConnectedApp

beforeEach(async () => {
  app = await startConnectedApp()
})
afterEach(() => app.close())

const API = '/api/v1/connections'

async function connected(): Promise<ConnectionView> {
  await app.ask('POST', API, app.values())
  return only()
}

async function only(): Promise<ConnectionView> {
  const { connections } = await app.json<Connections>('GET', API)
  const [connection] = connections
  if (connection === undefined || connections.length > 1) throw new Error('not one connection')
  return connection
}

async function actions(): Promise<string[]> {
  const { rows } = await app.json<{ rows: { action: string }[] }>(
    'GET',
    '/api/v1/audit?action=connection',
  )
  return rows.map((row) => row.action).toReversed()
}

describe('saving a connection', () => {
  it('tests first, then keeps it without ever telling a key', async () => {
    expect(await app.json('GET', API)).toMatchObject({ connections: [] })
    const response = await app.ask('POST', API, app.values())
    const text = await response.text()
    expect(response.status).toBe(200)
    expect(JSON.parse(text)).toMatchObject({ test: { ok: true, code: 'OK' } })
    const connection = await only()
    expect(connection).toMatchObject({
      siteUrl: app.practice.url,
      companyId: 'practice',
      hasKeys: true,
      state: 'ready',
      pausedBecause: null,
      lastTest: { code: 'OK' },
      version: 1,
    })
    expect(text + JSON.stringify(connection)).not.toMatch(/practicePublic|practicePrivate/)
    for (const name of readdirSync(app.folder)) {
      const file = readFileSync(join(app.folder, name), 'latin1')
      expect([name, /practicePublic|practicePrivate/.test(file)]).toEqual([name, false])
    }
    expect(await actions()).toEqual(['connection.tested', 'connection.saved'])
  })

  it('keeps nothing when the test fails, and answers with the whole test', async () => {
    const values = { ...app.values(), privateKey: 'sesame-open-9' }
    const response = await app.ask('POST', API, values)
    expect(response.status).toBe(422)
    const text = await response.text()
    expect(JSON.parse(text)).toMatchObject({
      code: 'connection-test-failed',
      remedy: 'correct-input',
      test: { ok: false, code: 'AUTH-401', stage: 'S5' },
    })
    expect(text).not.toContain('sesame-open-9')
    expect(await app.json('GET', API)).toMatchObject({ connections: [] })
  })

  it('takes stray blanks, line breaks, invisible characters and a pasted address', async () => {
    const { siteUrl, companyId, publicKey, privateKey, clientId } = app.values()
    const typed = {
      siteUrl: ` ${siteUrl}/v2025_1/ConnectWise.aspx?session=1\n`,
      companyId: `\u200b${companyId}\t`,
      publicKey: ` ${publicKey}\r\n`,
      privateKey: `\n${privateKey}\u00a0`,
      clientId: ` {${clientId}} `,
    }
    const response = await app.ask('POST', API, typed)
    expect(response.status).toBe(200)
    const pasted = await only()
    expect(pasted).toMatchObject({ siteUrl, companyId, clientId })
    // The keys are kept as they are, not as they were pasted: the same pair is the same keys.
    const clean = await app.ask('PATCH', `${API}/${pasted.id}`, { publicKey, privateKey })
    expect(clean.status).toBe(200)
    expect((await only()).fingerprint).toBe(pasted.fingerprint)
  })

  it.each([
    ['swapped keys', { publicKey: 'practicePrivate', privateKey: 'practicePublic' }, 'AUTH-401'],
    ['a display name as company', { companyId: 'Practice & Söhne <b>IT</b>' }, 'CFG-COMPANY'],
    ['emoji for keys', { publicKey: '🔑 🔑', privateKey: '🔒' }, 'CFG-KEYS'],
    ['the portal for a site', { siteUrl: 'https://developer.connectwise.com/x' }, 'CFG-PORTAL'],
    ['a company that is not there', { companyId: 'nobody' }, 'CO-NULL'],
    ['another client ID', { clientId: '00000000-0000-4000-8000-00000000000f' }, 'API-CLIENTID'],
  ])('says what is wrong with %s', async (_what, wrong, code) => {
    const response = await app.ask('POST', API, { ...app.values(), ...wrong })
    expect(response.status).toBe(422)
    expect(await response.json()).toMatchObject({ test: { code } })
  })

  it.each([
    ['noFinance', 'PERM-READ'],
    ['boardsHidden', 'MEM-BOARDS'],
    ['levelLocation', 'MEM-LEVEL'],
    ['myOnly', 'PERM-MY'],
    ['inactive', 'MEM-INACTIVE'],
  ])('goes well for the member %s, and warns', async (member, code) => {
    const response = await app.ask('POST', API, app.values(member))
    expect(response.status).toBe(200)
    const { test } = (await response.json()) as { test: { warnings: { code: string }[] } }
    expect(test.warnings.map((warning) => warning.code)).toContain(code)
  })

  it('refuses ten megabytes', async () => {
    const values = { ...app.values(), privateKey: 'x'.repeat(10_000_000) }
    const length = String(JSON.stringify(values).length)
    const large = await app.ask('POST', API, values, { 'content-length': length })
    expect(large.status).toBe(400)
    expect(await large.json()).toMatchObject({
      title: 'That is far too long for connection values.',
      remedy: 'correct-input',
    })
  })

  it('twice by a double click is saved once', async () => {
    const answers = await Promise.all([
      app.ask('POST', API, app.values()),
      app.ask('POST', API, app.values()),
    ])
    expect(answers.map((answer) => answer.status)).toEqual([200, 200])
    await only()
  })

  it('by two administrators at once tells the later one', async () => {
    const first = await connected()
    const other = await app.ask('POST', API, app.values('noFinance'))
    expect([other.status, await other.json()]).toMatchObject([412, { code: 'connection-changed' }])
    const change = { publicKey: 'noFinancePublic', privateKey: 'noFinancePrivate' }
    const seen = { 'if-match': `"${first.version}"` }
    const answers = [
      await app.ask('PATCH', `${API}/${first.id}`, change, seen),
      await app.ask('PATCH', `${API}/${first.id}`, app.values(), seen),
    ]
    expect(answers.map((answer) => answer.status)).toEqual([200, 412])
    expect((await only()).version).toBe(2)
  })
})

describe('changing a connection', () => {
  it('replaces keys after a test, and shows it by the fingerprint', async () => {
    const before = await connected()
    const path = `${API}/${before.id}`
    const wrong = { publicKey: 'other', privateKey: 'pair' }
    expect((await app.ask('PATCH', path, wrong)).status).toBe(422)
    expect(await only()).toEqual(before)
    const keys = { publicKey: 'noFinancePublic', privateKey: 'noFinancePrivate' }
    expect((await app.ask('PATCH', path, keys)).status).toBe(200)
    expect((await only()).fingerprint).not.toBe(before.fingerprint)
    expect(await actions()).toContain('connection.keys-replaced')
    expect((await app.ask('PATCH', path, { publicKey: 'half' })).status).toBe(400)
  })

  it('never sends saved keys to another site or company', async () => {
    const { id } = await connected()
    const elsewhere = await startConnectedApp(3)
    try {
      for (const change of [
        { siteUrl: elsewhere.practice.url },
        { siteUrl: 'https://evil.example.com' },
        { companyId: 'other' },
      ]) {
        const response = await app.ask('PATCH', `${API}/${id}`, change)
        expect([response.status, await response.json()]).toMatchObject([
          422,
          { code: 'keys-needed' },
        ])
      }
      expect(elsewhere.practice.requests().total).toBe(0)
      expect((await only()).hasKeys).toBe(true)
    } finally {
      await elsewhere.close()
    }
  })

  it('keeps its keys when only the client ID is given again', async () => {
    const before = await connected()
    const { clientId } = app.values()
    const response = await app.ask('PATCH', `${API}/${before.id}`, { clientId, publicKey: '' })
    expect(response.status).toBe(200)
    expect((await only()).fingerprint).toBe(before.fingerprint)
  })

  it('of another id is not there', async () => {
    await connected()
    for (const [method, path] of [
      ['PATCH', `${API}/none`],
      ['DELETE', `${API}/none?data=keep`],
      ['POST', `${API}/none/test`],
      ['POST', `${API}/none/sync`],
      ['POST', `${API}/none/sync/cancel`],
    ] as const) {
      const response = await app.ask(method, path, method === 'PATCH' ? {} : undefined)
      expect([path, response.status]).toEqual([path, 404])
    }
  })
})

describe('testing a connection', () => {
  it('as it is saved keeps how it ended', async () => {
    const { id } = await connected()
    expect(await app.json('POST', `${API}/${id}/test`)).toMatchObject({ ok: true })
    await app.revokeKeys()
    expect(await app.json('POST', `${API}/${id}/test`)).toMatchObject({ code: 'AUTH-401' })
    expect((await only()).lastTest).toMatchObject({ code: 'AUTH-401' })
  })

  it('tells each stage as it ends, then the result', async () => {
    const response = await app.ask('POST', `${API}/test/stream`, app.values())
    expect(response.headers.get('content-type')).toContain('text/event-stream')
    const text = await response.text()
    const events = [...text.matchAll(/^event: (.*)$/gm)].map((match) => match[1])
    expect(events).toEqual([...Array.from({ length: 9 }, () => 'stage'), 'result'])
    expect(text).not.toMatch(/practicePublic|practicePrivate/)
    expect(await app.json('GET', API)).toMatchObject({ connections: [] })
    expect(await actions()).toEqual(['connection.tested'])
  })
})

describe('disconnecting', () => {
  const rows = async () =>
    (await app.workspace.streamStates()).reduce((n, each) => n + each.rows, 0)

  it('forgets the keys and keeps the data, which no other company is mixed into', async () => {
    const { id } = await connected()
    await app.workspace.sync({ only: ['tickets', 'boards'] })
    const before = await rows()
    expect((await app.ask('DELETE', `${API}/${id}`)).status).toBe(400)
    expect((await app.ask('DELETE', `${API}/${id}?data=keep`)).status).toBe(204)
    expect(await app.json('GET', API)).toMatchObject({ connections: [] })
    expect(await rows()).toBe(before)
    await expect(app.workspace.sync()).rejects.toMatchObject({ code: 'connection-missing' })
    expect(await app.json('GET', API)).toMatchObject({ kept: { id, companyId: 'practice' } })
    const again = await app.ask('POST', API, app.values())
    expect(again.status).toBe(200)
    expect((await only()).id).toBe(id)

    // Kept today, deleted tomorrow.
    await app.ask('DELETE', `${API}/${id}?data=keep`)
    expect((await app.ask('DELETE', `${API}/${id}?data=delete`)).status).toBe(204)
    expect(await rows()).toBe(0)
    expect(await app.json('GET', API)).toEqual({ connections: [], kept: null })
    expect((await app.ask('DELETE', `${API}/${id}?data=delete`)).status).toBe(404)
  })

  it('deletes the data when asked to, also in the middle of a sync', async () => {
    const { id } = await connected()
    await app.workspace.sync({ only: ['tickets', 'time_entries'] })
    const file = join(app.folder, 'main.duckdb')
    const size = readFileSync(file).length
    await app.workspace.startSync(id, { actor: 'system' })
    const reading = app.workspace.answer('open-tickets').catch(() => null)
    expect((await app.ask('DELETE', `${API}/${id}?data=delete`)).status).toBe(204)
    await reading
    expect(await rows()).toBe(0)
    expect(existsSync(`${file}.wal`) ? readFileSync(`${file}.wal`).length : 0).toBeLessThan(size)
    expect(readFileSync(file).length).toBeLessThan(size)
    expect((await app.workspace.answer('open-tickets')).rows).toEqual([])
    expect(await actions()).toContain('connection.disconnected')
    await connected()
    const report = await app.workspace.sync({ only: ['tickets'] })
    expect(report.runs.map((run) => run.outcome)).toEqual(['done'])
  })
})
