import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { type Practice, startPractice } from '../src/practice/start-practice.ts'
import { type RenamedKeys, startRenamedKeys } from './renamed-keys.ts'
import { type Ended, runBriefing } from './run-briefing.ts'
import { tracesOf } from './traces-of.ts'

/** Of the length and the letters that ConnectWise gives its keys. */
const SAVED = { publicKey: 'cAnArYpUbLiC7Xq9', privateKey: 'cAnArYpRiVaTe4Zk' }
/** Typed wrongly, and with every character that some encoding changes. */
const TYPED = { publicKey: 'cAnArY"öff&public=', privateKey: 'cAnArY\\"<ke>/+ üpriv%=' }
/** Of the person who owns the installation. */
const PASSWORD = 'cAnArY orchid 77 lantern'
const SECRETS = [...Object.values(SAVED), ...Object.values(TYPED), PASSWORD]

describe('the search for secrets', () => {
  it.each(SECRETS)('finds %s in each of its forms, wherever it stands', (secret) => {
    for (const before of ['', 'a', 'ab', 'abc']) {
      const text = `${before}${secret}:tail`
      for (const form of [
        text,
        encodeURIComponent(text),
        JSON.stringify(text),
        JSON.stringify(JSON.stringify({ text })),
        Buffer.from(text).toString('base64'),
        Buffer.from(text).toString('base64url'),
        Buffer.from(text).toString('hex'),
        Buffer.from(text).toString('latin1'),
      ]) {
        expect(tracesOf(secret, `{"x": "${form}"}`)).not.toEqual([])
      }
    }
    expect(tracesOf(secret, 'cAnArY and nothing else')).toEqual([])
  })
})

describe('the keys of a connection', () => {
  let practice: Practice
  let site: RenamedKeys
  let folder: string
  let env: Record<string, string>
  /** Everything that was said anywhere, by where it was said. */
  const said = new Map<string, string>()

  const run = async (name: string, args: string[], more: Record<string, string> = {}) => {
    const ended: Ended = await runBriefing(args, { ...env, ...more }, folder)
    said.set(`${name}: standard output`, ended.out)
    said.set(`${name}: standard error`, ended.err)
    return ended
  }

  beforeAll(async () => {
    practice = await startPractice({ size: 'small', seed: 3 })
    const company = { companyId: 'practice' }
    site = await startRenamedKeys(
      practice.url,
      { ...company, ...SAVED },
      { ...company, publicKey: 'practicePublic', privateKey: 'practicePrivate' },
    )
    folder = mkdtempSync(join(tmpdir(), 'briefing-secrets-'))
    writeFileSync(join(folder, 'private-key'), SAVED.privateKey, { mode: 0o600 })
    env = {
      BRIEFING_DATA_DIR: join(folder, 'data'),
      BRIEFING_ALLOWED_PSA_HOSTS: site.host,
      BRIEFING_PSA_SITE_URL: `http://${site.host}`,
      BRIEFING_PSA_COMPANY_ID: 'practice',
      BRIEFING_PSA_PUBLIC_KEY: SAVED.publicKey,
      BRIEFING_CLIENT_ID: '00000000-0000-4000-8000-000000000001',
      BRIEFING_LOG_LEVEL: 'trace',
    }
  }, 120_000)
  afterAll(async () => {
    await site.close()
    await practice.close()
    rmSync(folder, { recursive: true, force: true })
  })

  it('go through tests, good and bad, saving, syncing, examining and briefing', async () => {
    const wrong = {
      BRIEFING_PSA_PUBLIC_KEY: TYPED.publicKey,
      BRIEFING_PSA_PRIVATE_KEY: TYPED.privateKey,
    }
    const file = ['--private-key-file', join(folder, 'private-key')]
    expect((await run('bad test', ['connect', 'test'], wrong)).status).not.toBe(0)
    expect((await run('bad test, JSON', ['connect', 'test', '--json'], wrong)).status).not.toBe(0)
    expect((await run('good test', ['connect', 'test', '--json', ...file])).status).toBe(0)
    expect((await run('save', ['connect', 'save', ...file])).status).toBe(0)
    const streams = ['companies', 'boards', 'members', 'tickets', 'time_entries']
    const sync = ['sync', ...streams.flatMap((name) => ['--stream', name])]
    expect((await run('sync', sync)).status).toBe(0)
    expect((await run('sync, JSON', [...sync, '--full', '--json'])).status).toBe(0)
    expect((await run('doctor', ['doctor', '--json'])).status).toBe(0)
    expect((await run('brief', ['brief', '--out', join(folder, 'out')])).status).toBe(0)
    expect((await run('report', ['report', 'show', 'open-tickets', '--json'])).status).toBe(0)
    const tables = `select * from sync_runs`
    await run('sql', ['sql', tables, '--json'])
  }, 300_000)

  it('serve every route, and pages that are not there', async () => {
    const server = spawn(
      process.execPath,
      [join(import.meta.dirname, '..', 'src', 'main.ts'), 'serve', '--port', '0', '--json'],
      { cwd: folder, env: { PATH: process.env['PATH'] ?? '', ...env } },
    )
    onTestFinished(() => void server.kill())
    let out = ''
    let err = ''
    server.stdout.on('data', (chunk) => (out += String(chunk)))
    server.stderr.on('data', (chunk) => (err += String(chunk)))
    await expect.poll(() => out, { timeout: 60_000, interval: 200 }).toContain('"url"')
    const { url, setUpUrl } = JSON.parse(out) as { url: string; setUpUrl: string }
    let cookie = ''
    said.set('the command line of the server', readFileSync(`/proc/${server.pid}/cmdline`, 'utf8'))
    const ask = async (method: string, path: string, body?: unknown) => {
      const answer = await fetch(url + path, {
        method,
        headers: { 'content-type': 'application/json', origin: url, cookie },
        signal: AbortSignal.timeout(30_000),
        ...(body !== undefined && { body: JSON.stringify(body) }),
      })
      const headers = JSON.stringify([...answer.headers])
      const text = await answer.text()
      said.set(`${said.size}: ${method} ${path}`, `${headers}\n${text}`)
      cookie = /^[^;]+/.exec(answer.headers.get('set-cookie') ?? '')?.[0] ?? cookie
      return { status: answer.status, text }
    }
    const owner = { name: 'Olive Owner', email: 'owner@acme.example', password: PASSWORD }
    const [, token = ''] = setUpUrl.split('#token=')
    expect((await ask('POST', '/api/v1/set-up', { token, ...owner })).status).toBe(200)
    expect(cookie).toMatch(/^session=/)
    await ask('POST', '/api/v1/sign-in', { email: owner.email, password: `${PASSWORD}!` })
    const answer = await fetch(`${url}/api/openapi.json`)
    const { paths: described } = (await answer.json()) as { paths: Record<string, object> }
    const paths = Object.entries(described)
      .filter(([path, methods]) => 'get' in methods && !path.includes('/events'))
      .map(([path]) => path.replace('{id}', 'mrr'))
    expect(paths.length).toBeGreaterThan(8)
    for (const path of ['/', '/healthz', '/nothing', '/api/v1/nothing', ...paths]) {
      await ask('GET', path)
    }
    expect((await ask('GET', '/api/v1/streams')).text).toContain('tickets')
    const values = {
      siteUrl: `http://${site.host}`,
      companyId: 'practice',
      clientId: env['BRIEFING_CLIENT_ID'],
    }
    const good = { ...values, ...SAVED }
    const bad = { ...values, ...TYPED }
    for (const path of ['/connections/test', '/connections/test/stream']) {
      expect((await ask('POST', `/api/v1${path}`, good)).status).toBe(200)
      await ask('POST', `/api/v1${path}`, bad)
    }
    const { connections } = JSON.parse((await ask('GET', '/api/v1/connections')).text)
    const saved = `/api/v1/connections/${connections[0].id}`
    expect((await ask('PATCH', saved, SAVED)).status).toBe(200)
    expect((await ask('PATCH', saved, TYPED)).status).toBe(422)
    expect((await ask('POST', `${saved}/test`)).status).toBe(200)
    await ask('POST', '/api/v1/connections', bad)
    const { text: made } = await ask('POST', '/api/v1/intake', { clientName: 'Client Ltd' })
    const [, key] = (JSON.parse(made) as { link: string }).link.split('#token=')
    await ask('POST', '/api/v1/intake/submit', { token: key, ...bad })
    expect((await ask('POST', '/api/v1/intake/submit', { token: key, ...good })).status).toBe(200)
    await ask('GET', '/api/v1/audit?format=csv')
    // Half a document, and values in the wrong places: the error tells of neither.
    await ask('POST', '/api/v1/connections/test?swapped', {
      ...values,
      siteUrl: TYPED.privateKey,
      companyId: SAVED.privateKey,
      publicKey: { nested: TYPED.publicKey },
      privateKey: 7,
    })
    const [during] = filesBelow(join(folder, 'data')).filter(([path]) => path.endsWith('-wal'))
    if (during) said.set(...during)
    server.kill('SIGTERM')
    await once(server, 'close')
    said.set('serve: standard output', out)
    said.set('serve: standard error', err)
  }, 300_000)

  it('are refused by ConnectWise one day', async () => {
    site.revoke()
    const { status } = await run('refused sync', ['sync', '--stream', 'companies'])
    expect(status).not.toBe(0)
    await run('refused sync, JSON', ['sync', '--stream', 'companies', '--json'])
    await run('refused doctor', ['doctor'])
  }, 120_000)

  it('and stand nowhere: no file, no log, no output, no answer, no command line', () => {
    rmSync(join(folder, 'private-key'))
    const places = [...said, ...filesBelow(folder)]
    expect(places.length).toBeGreaterThan(50)
    const logged = [...said].filter(([place]) => place.endsWith('standard error'))
    expect(logged.map(([, text]) => text).join('')).toMatch(/"level":20/)
    const store = places.find(([place]) => place.endsWith('control.sqlite'))
    expect(store?.[1]).toMatch(/v1:[0-9a-f]{12}:/)
    const leaks = places.flatMap(([place, text]) =>
      SECRETS.flatMap((secret) => tracesOf(secret, text).map((form) => `${place}: ${form}`)),
    )
    expect(leaks).toEqual([])
  })
})

function filesBelow(folder: string): [string, string][] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
    .map((path) => [path, readFileSync(path, 'latin1')])
}
