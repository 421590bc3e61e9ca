import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { loadConfig } from '../src/config/load-config.ts'
import { mailerOf } from '../src/delivery/mail.ts'
import { type MailSink, startMailSink } from '../src/delivery/mail.test-kit.ts'
import { buildHttpApp } from '../src/http/build-http-app.ts'
import { silentLog } from '../src/kernel/log.ts'
import { type Practice, startPractice } from '../src/practice/start-practice.ts'
import { openDuckDbStore } from '../src/store/duckdb/open-duckdb-store.ts'
import { openWorkspace } from '../src/workspace/open-workspace.ts'
import type { Workspace } from '../src/workspace/workspace.ts'
import { becomeOwner } from './become-owner.ts'

const API = '/api/v1/intake'
const DAY_MS = 24 * 3_600_000
const OWNER = 'owner@acme.example'
const CLIENT = 'it@client.example'

let practice: Practice
let workspace: Workspace
let sink: MailSink
let folder: string
let shiftMs: number
/** Asks as the owner, or as a client who has no account. */
let ask: (
  who: 'owner' | 'client',
  method: string,
  path: string,
  body?: unknown,
) => Promise<Response>
let mailed: boolean

beforeEach(async () => {
  practice = await startPractice({ size: 'small', seed: 1 })
  sink = await startMailSink({ refuse: /refused/ })
  folder = mkdtempSync(join(tmpdir(), 'briefing-intake-'))
  const config = loadConfig({
    BRIEFING_DATA_DIR: folder,
    BRIEFING_ALLOWED_PSA_HOSTS: practice.siteUrl,
    BRIEFING_SMTP_URL: `smtp://127.0.0.1:${sink.port}`,
    BRIEFING_MAIL_FROM: 'Cloud Briefing <briefing@example.com>',
  })
  shiftMs = 0
  mailed = true
  const clock = { now: () => new Date(Date.now() + shiftMs) }
  const openStore = (path: string) => openDuckDbStore({ path, log: silentLog })
  workspace = await openWorkspace({ config, clock, log: silentLog, slug: 'main', openStore })
  const parts = { workspace, config, clock }
  const withMail = buildHttpApp({ ...parts, mailer: mailerOf(config.mail) })
  const withoutMail = buildHttpApp({ ...parts, mailer: null })
  const owner = await becomeOwner(workspace)
  ask = async (who, method, path, body) =>
    (mailed ? withMail : withoutMail).request(`http://127.0.0.1${path}`, {
      method,
      headers: {
        'sec-fetch-site': 'same-origin',
        ...(who === 'owner' && owner),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
})
afterEach(async () => {
  await workspace.close()
  await practice.close()
  await sink.close()
  rmSync(folder, { recursive: true, force: true })
})

interface Link {
  readonly id: string
  readonly state: string
  readonly lastTestCode: string | null
}

interface Result {
  readonly test: { readonly ok: boolean; readonly code: string }
  readonly letter: { readonly mailed: boolean; readonly subject: string; readonly text: string }
}

async function make(more: Record<string, string> = {}): Promise<string> {
  const answer = await ask('owner', 'POST', API, { clientName: 'Client Ltd', ...more })
  expect(answer.status).toBe(200)
  const { link } = (await answer.json()) as { link: string }
  const [, token] = /^http:\/\/127\.0\.0\.1\/intake#token=([\w-]{43})$/.exec(link) ?? []
  if (token === undefined) throw new Error(`no token in ${link}`)
  return token
}

async function links(): Promise<Link[]> {
  const answer = await ask('owner', 'GET', API)
  return ((await answer.json()) as { links: Link[] }).links
}

const values = (more: Record<string, string> = {}) => ({
  siteUrl: practice.url,
  companyId: 'practice',
  publicKey: 'practicePublic',
  privateKey: 'practicePrivate',
  clientId: '00000000-0000-4000-8000-000000000001',
  ...more,
})

const submit = (token: string, more?: Record<string, string>) =>
  ask('client', 'POST', `${API}/submit`, { token, ...values(more) })

async function actions(): Promise<string[]> {
  return (await workspace.audit.list({ limit: 50 })).map(({ action }) => action).toReversed()
}

describe('a link for a client', () => {
  it('says who asks, for what and until when, to whoever holds it and nobody else', async () => {
    const token = await make({ note: 'For the monthly review.' })
    const opened = await ask('client', 'POST', `${API}/open`, { token })
    expect(opened.status).toBe(200)
    const invitation = (await opened.json()) as { expiresAt: string }
    expect(invitation).toMatchObject({
      askedBy: 'Olive Owner, main',
      purpose: 'For the monthly review.',
    })
    const days = (Date.parse(invitation.expiresAt) - Date.now()) / DAY_MS
    expect(days).toBeGreaterThan(6.9)
    expect(days).toBeLessThan(7.1)
    for (const [method, path] of [
      ['GET', API],
      ['POST', API],
      ['DELETE', `${API}/x`],
    ] as const) {
      const body = method === 'POST' ? { clientName: 'x' } : undefined
      expect((await ask('client', method, path, body)).status).toBe(401)
    }
  })

  it('takes the values of a client without an account, seals the keys, and is used up', async () => {
    const token = await make({ email: CLIENT })
    const answer = await submit(token)
    const text = await answer.text()
    expect(answer.status).toBe(200)
    expect(JSON.parse(text)).toMatchObject({ test: { ok: true, code: 'OK' } })
    expect(text).not.toContain('practicePrivate')
    expect(await workspace.connections()).toMatchObject([{ state: 'ready', hasKeys: true }])
    expect(await links()).toMatchObject([{ state: 'used', lastTestCode: 'OK' }])
    expect((await submit(token)).status).toBe(404)
    expect(await actions()).toEqual(
      expect.arrayContaining(['intake.link-made', 'connection.tested', 'connection.saved']),
    )
    const saved = (await workspace.audit.list({ action: 'connection.saved', limit: 1 }))[0]
    expect(saved?.actor).toBe('intake:Client Ltd')
    const sync = await workspace.sync({ only: ['boards'] })
    expect(sync.runs[0]?.outcome).toBe('done')
  })

  it('is mailed to the client, and both sides get the result', async () => {
    const token = await make({ email: CLIENT })
    expect(sink.letters.map(({ to }) => to)).toEqual([[CLIENT]])
    expect(bodyOf(sink.letters[0]?.raw)).toContain(token)
    const result = (await (await submit(token)).json()) as Result
    expect(result.letter.mailed).toBe(true)
    expect(
      sink.letters
        .slice(1)
        .flatMap(({ to }) => to)
        .toSorted(),
    ).toEqual([CLIENT, OWNER])
    for (const { raw } of sink.letters.slice(1)) expect(raw).toContain('ConnectWise is connected')
    for (const { raw } of sink.letters) expect(raw).not.toMatch(/practicePublic|practicePrivate/)
  })

  it('stays open when the test fails, and tells so once', async () => {
    const token = await make({ email: CLIENT })
    for (let n = 0; n < 3; n += 1) {
      const result = (await (await submit(token, { privateKey: 'wrong' })).json()) as Result
      expect(result.test).toMatchObject({ ok: false, code: 'AUTH-401' })
      expect(result.letter.mailed).toBe(n === 0)
      expect(result.letter.text).toContain('AUTH-401')
    }
    expect(await workspace.connections()).toEqual([])
    expect(sink.letters).toHaveLength(3)
    expect(await links()).toMatchObject([{ state: 'open', lastTestCode: 'AUTH-401' }])
    expect(((await (await submit(token)).json()) as Result).test.ok).toBe(true)
  })

  it('offers the words to copy where mail is not set up or does not arrive', async () => {
    mailed = false
    const first = await make({ email: CLIENT })
    const result = (await (await submit(first)).json()) as Result
    expect(result.letter).toMatchObject({
      mailed: false,
      subject: 'Client Ltd: ConnectWise is connected',
      text: expect.stringContaining('The keys are sealed'),
    })
    mailed = true
    const answer = await ask('owner', 'POST', API, {
      clientName: 'Client Ltd',
      email: 'refused@client.example',
    })
    expect(await answer.json()).toMatchObject({ mailed: false, link: expect.any(String) })
  })

  it('that is unknown, used, expired or revoked is one and the same answer', async () => {
    const used = await make()
    await submit(used)
    const revoked = await make()
    const [{ id } = { id: '' }] = (await links()).filter(({ state }) => state === 'open')
    expect((await ask('owner', 'DELETE', `${API}/${id}`)).status).toBe(204)
    expect((await ask('owner', 'DELETE', `${API}/${id}`)).status).toBe(404)
    const expired = await make()
    shiftMs = 7 * DAY_MS
    const bodies = new Set<string>()
    for (const token of [used, revoked, expired, 'x'.repeat(43), '', "' or 1=1 --"]) {
      for (const [path, body] of [
        ['open', { token }],
        ['submit', { token, ...values() }],
      ] as const) {
        const answer = await ask('client', 'POST', `${API}/${path}`, body)
        expect(answer.status).toBe(404)
        const { instance: _, ...problem } = (await answer.json()) as Record<string, unknown>
        bodies.add(JSON.stringify(problem))
      }
    }
    expect([...bodies]).toHaveLength(1)
  })

  it('lets one of two through who hand in at once', async () => {
    const token = await make()
    const answers = await Promise.all([submit(token), submit(token)])
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 404])
    expect(await links()).toMatchObject([{ state: 'used' }])
  })

  it('is given back when the keys could not be kept', async () => {
    await submit(await make())
    await workspace.sync({ only: ['boards'] })
    const database = new DatabaseSync(join(folder, 'control.sqlite'))
    database.exec(`update connections set company_id = 'elsewhere'`)
    database.close()
    const token = await make()
    const answer = await submit(token)
    expect(answer.status).toBe(409)
    expect(await answer.json()).toMatchObject({ code: 'other-company' })
    expect((await ask('client', 'POST', `${API}/open`, { token })).status).toBe(200)
    expect(await workspace.connections()).toMatchObject([{ companyId: 'elsewhere' }])
  })

  it('ends after thirty tries', async () => {
    const token = await make()
    for (let n = 0; n < 30; n += 1) {
      // Refused before anybody is asked, so that this is quick.
      expect((await submit(token, { siteUrl: 'http://10.0.0.1' })).status).toBe(200)
    }
    expect((await submit(token)).status).toBe(429)
    expect(await workspace.connections()).toEqual([])
  })

  it.each([
    ['no name', { clientName: ' ' }, 'invalid-name'],
    ['no address', { clientName: 'x', email: 'nobody' }, 'invalid-email'],
    ['two addresses', { clientName: 'x', email: 'a@b.example,c@d.example x' }, 'invalid-email'],
    ['a novel', { clientName: 'x', note: 'x'.repeat(501) }, 'note-too-long'],
    ['nothing', {}, 'invalid-request'],
  ])('is not made of %s', async (_, request, code) => {
    const answer = await ask('owner', 'POST', API, request)
    expect(answer.status).toBe(400)
    expect(await answer.json()).toMatchObject({ code })
  })

  it('takes any text, and keeps it text', async () => {
    const note = '<script>alert(1)</script> 🎉\r\nBcc: eve@evil.example'
    const token = await make({
      clientName: '<b>Äcme</b>\r\nBcc: eve@evil.example',
      note,
      email: CLIENT,
    })
    const opened = await ask('client', 'POST', `${API}/open`, { token })
    expect(await opened.json()).toMatchObject({
      purpose: '<script>alert(1)</script> 🎉 Bcc: eve@evil.example',
    })
    expect(sink.letters[0]?.raw.split('\r\n\r\n')[0]).not.toMatch(/^Bcc:/m)
  })

  it('is nowhere kept as it is', async () => {
    const token = await make()
    await submit(token)
    const audit = JSON.stringify(await workspace.audit.list({ limit: 100 }))
    expect(audit).not.toContain(token)
    for (const name of readdirSync(folder)) {
      expect(readFileSync(join(folder, name), 'latin1')).not.toContain(token)
    }
  })
})

/** Quoted-printable lines of a letter, joined again. */
function bodyOf(raw = ''): string {
  return raw.replaceAll('=\r\n', '').replaceAll('=3D', '=')
}
