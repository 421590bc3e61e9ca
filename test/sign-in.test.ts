import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startMailSink } from '../src/delivery/mail.test-kit.ts'
import { mailerOf } from '../src/delivery/mail.ts'
import { openStage, PASSWORD, routesOf, type Stage, type StageOptions } from './signing-in.ts'

const LOCAL = 'http://127.0.0.1'
const PUBLIC = 'https://briefing.acme.example'

let stage: Stage
let now: number
const opened: Stage[] = []
const clock = { now: () => new Date(now) }

async function open(options: Partial<StageOptions> = {}): Promise<Stage> {
  const made = await openStage({ clock, ...options })
  opened.push(made)
  return made
}

beforeEach(async () => {
  now = Date.parse('2026-11-23T06:00:00Z')
  stage = await open()
})
afterEach(async () => {
  for (const each of opened.splice(0).toReversed()) await each.close()
})

interface Extra {
  readonly cookie?: string | null
  readonly origin?: string
  readonly headers?: Record<string, string>
  readonly on?: Stage
}

async function ask(method: string, path: string, body?: unknown, extra: Extra = {}) {
  const { cookie, origin = LOCAL, headers = {}, on = stage } = extra
  return on.app.request(`${origin}/api/v1${path}`, {
    method,
    headers: {
      ...(method === 'GET' ? {} : { origin }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(cookie ? { cookie } : {}),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
}

const codeOf = async (response: Response): Promise<string> =>
  ((await response.json()) as { code: string }).code

/** What the browser keeps of an answer: `session=…`. */
function cookieOf(response: Response): string {
  return response.headers.get('set-cookie')?.split(';')[0] ?? ''
}

const stateOf = async (cookie: string, extra: Extra = {}) =>
  (await (await ask('GET', '/session', undefined, { cookie, ...extra })).json()) as {
    state: string
    person: { email: string } | null
  }

async function signIn(email: string, cookie: string | null = null): Promise<string> {
  const response = await ask('POST', '/sign-in', { email, password: PASSWORD }, { cookie })
  expect(response.status).toBe(200)
  return cookieOf(response)
}

describe('the first minutes', () => {
  const input = { name: 'Ann', email: 'ann@acme.example', password: PASSWORD }

  it('are open to this machine for reading, until the owner is there', async () => {
    expect(await stateOf('')).toMatchObject({ state: 'open', person: null })
    expect((await ask('GET', '/reports')).status).toBe(200)
    expect(await codeOf(await ask('POST', '/connections', {}))).toBe('sign-in-required')
    const foreign = { headers: { host: 'evil.example' } }
    expect((await ask('GET', '/reports', undefined, foreign)).status).toBe(403)

    const token = await stage.workspace.people.newSetUpToken()
    const made = await ask('POST', '/set-up', { ...input, token })
    expect(await made.json()).toEqual({ state: 'signed-in' })
    expect(await stateOf(cookieOf(made))).toMatchObject({
      state: 'signed-in',
      person: { email: 'ann@acme.example', role: 'owner', twoFactor: false },
    })
    expect((await ask('GET', '/reports')).status).toBe(401)
    const again = await ask('POST', '/set-up', { ...input, email: 'b@acme.example', token })
    expect(await codeOf(again)).toBe('link-spent')
  })

  it('are over for a token that came too late or was guessed', async () => {
    const token = await stage.workspace.people.newSetUpToken()
    expect(await codeOf(await ask('POST', '/set-up', { ...input, token: 'guess' }))).toBe(
      'link-spent',
    )
    now += 30 * 60_000
    expect(await codeOf(await ask('POST', '/set-up', { ...input, token }))).toBe('link-spent')
    expect(await stage.workspace.people.hasOwner()).toBe(false)
  })
})

describe('a session', () => {
  it('is a cookie out of reach of scripts and of other sites', async () => {
    await stage.signIn('owner')
    const local = await ask('POST', '/sign-in', { email: 'owner@acme.example', password: PASSWORD })
    expect(local.headers.get('set-cookie')).toMatch(
      /^session=[\w-]{43}; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax$/,
    )
    expect(local.headers.get('cache-control')).toBe('no-store')
    expect(local.headers.get('strict-transport-security')).toBeNull()

    const behindTls = await open({ baseUrl: PUBLIC })
    await behindTls.signIn('owner')
    const credentials = { email: 'owner@acme.example', password: PASSWORD }
    const there = { origin: PUBLIC, on: behindTls }
    const secure = await ask('POST', '/sign-in', credentials, there)
    expect(secure.headers.get('set-cookie')).toMatch(
      /^__Host-session=[\w-]{43}; Max-Age=2592000; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    )
    expect(secure.headers.get('strict-transport-security')).toBe('max-age=31536000')
    expect(await stateOf(cookieOf(secure), there)).toMatchObject({ state: 'signed-in' })
    // The same token under the plain name is not taken there.
    const plain = cookieOf(secure).replace('__Host-', '')
    expect(await stateOf(plain, there)).toMatchObject({ state: 'signed-out' })
  })

  it('is a new one with every sign-in: a planted or earlier one is worth nothing', async () => {
    await stage.signIn('owner')
    const planted = `session=${'A'.repeat(43)}`
    const first = await signIn('owner@acme.example', planted)
    expect(first).not.toBe(planted)
    expect(await stateOf(planted)).toMatchObject({ state: 'signed-out' })
    const second = await signIn('owner@acme.example', first)
    expect(await stateOf(first)).toMatchObject({ state: 'signed-out' })
    expect(await stateOf(second)).toMatchObject({ state: 'signed-in' })
  })

  it('ends on the server, for a copy of the cookie too', async () => {
    await stage.signIn('owner')
    const cookie = await signIn('owner@acme.example')
    const response = await ask('POST', '/sign-out', undefined, { cookie })
    expect(response.status).toBe(204)
    expect(response.headers.get('set-cookie')).toContain('Max-Age=0')
    expect(await stateOf(cookie)).toMatchObject({ state: 'signed-out' })
  })

  it('ends when its person is disabled, and others’ when a password changes', async () => {
    const owner = `session=${await stage.signIn('owner')}`
    const reader = `session=${await stage.signIn('reader')}`
    const elsewhere = await signIn('owner@acme.example')
    const change = { current: PASSWORD, next: 'quite another long one' }
    expect((await ask('POST', '/account/password', change, { cookie: owner })).status).toBe(204)
    expect(await stateOf(elsewhere)).toMatchObject({ state: 'signed-out' })
    expect(await stateOf(owner)).toMatchObject({ state: 'signed-in' })

    const list = await (await ask('GET', '/people', undefined, { cookie: owner })).json()
    const { people } = list as { people: { id: string; role: string }[] }
    const { id = '' } = people.find(({ role }) => role === 'reader') ?? {}
    const off = await ask('PATCH', `/people/${id}`, { disabled: true }, { cookie: owner })
    expect(await off.json()).toMatchObject({ disabled: true })
    expect((await ask('GET', '/reports', undefined, { cookie: reader })).status).toBe(401)
    const credentials = { email: 'reader@acme.example', password: PASSWORD }
    expect(await codeOf(await ask('POST', '/sign-in', credentials))).toBe('sign-in-refused')
  })

  it('is seen and ended by its person only', async () => {
    const owner = `session=${await stage.signIn('owner')}`
    const reader = `session=${await stage.signIn('reader')}`
    const list = async (cookie: string) => {
      const response = await ask('GET', '/account/sessions', undefined, { cookie })
      return (await response.json()) as { sessions: { id: string; current: boolean }[] }
    }
    const [mine] = (await list(reader)).sessions
    expect(mine?.current).toBe(true)
    const path = `/account/sessions/${mine?.id}`
    expect((await ask('DELETE', path, undefined, { cookie: owner })).status).toBe(404)
    expect((await ask('DELETE', path, undefined, { cookie: reader })).status).toBe(204)
    expect(await stateOf(reader)).toMatchObject({ state: 'signed-out' })
  })

  it('of one workspace opens nothing of another, though both are in one store', async () => {
    const owner = `session=${await stage.signIn('owner')}`
    const other = await open({ folder: stage.folder, slug: 'other' })
    await other.signIn('owner')
    expect(await stateOf(owner, { on: other })).toMatchObject({ state: 'signed-out' })
    const { token } = await stage.workspace.people.makeToken({ name: 'a', scopes: ['read'] }, null)
    const headers = { authorization: `Bearer ${token}` }
    expect((await ask('GET', '/reports', undefined, { headers, on: other })).status).toBe(401)
    const cookie = `session=${(await other.workspace.people.makeToken({ name: 'b', scopes: ['read'] }, null)).token}`
    expect(await stateOf(cookie, { on: other })).toMatchObject({ state: 'signed-out' })
    const [theirs] = await other.workspace.people.list()
    const change = await ask(
      'PATCH',
      `/people/${theirs?.id}`,
      { role: 'reader' },
      { cookie: owner },
    )
    expect(change.status).toBe(404)
  })
})

describe('signing in', () => {
  it('answers the same for an unknown account and a wrong password, then asks to wait', async () => {
    await stage.signIn('owner')
    for (const email of ['owner@acme.example', 'nobody@acme.example']) {
      const answers = new Set<string>()
      for (let attempt = 0; attempt < 10; attempt += 1) {
        const response = await ask('POST', '/sign-in', { email, password: 'not the password' })
        expect(response.headers.get('set-cookie')).toBeNull()
        answers.add(`${response.status} ${await response.text()}`)
      }
      expect([...answers]).toEqual([expect.stringContaining('401')])
      expect(JSON.parse([...answers][0]?.slice(4) ?? '')).toMatchObject({
        code: 'sign-in-refused',
        remedy: 'sign-in',
      })
      const late = await ask('POST', '/sign-in', { email, password: PASSWORD })
      expect(late.status).toBe(429)
    }
    const mistyped = { email: 'my secret password', password: 'owner@acme.example' }
    expect((await ask('POST', '/sign-in', mistyped)).status).toBe(401)
    const { audit } = stage.workspace
    expect(await audit.list({ action: 'session.refused', limit: 50 })).toHaveLength(21)
    const log = JSON.stringify(await audit.list({ limit: 50 }))
    expect(log).not.toContain('not the password')
    expect(log).not.toContain('my secret password')
  }, 60_000)

  it('takes a program’s token for what it may do, and no token that is not whole', async () => {
    const owner = await stage.signIn('owner')
    const made = await ask(
      'POST',
      '/tokens',
      { name: 'Power BI', scopes: ['read'] },
      { cookie: `session=${owner}` },
    )
    const { token } = (await made.json()) as { token: string }
    const bearer = (text: string) => ({ headers: { authorization: text } })
    expect((await ask('GET', '/reports', undefined, bearer(`Bearer ${token}`))).status).toBe(200)
    expect((await ask('GET', '/people', undefined, bearer(`Bearer ${token}`))).status).toBe(403)
    for (const text of ['', 'Bearer', 'Bearer x', `Basic ${token}`, token, `Bearer ${token}x`]) {
      const both = { cookie: `session=${owner}`, ...bearer(text) }
      const response = await ask('GET', '/reports', undefined, both)
      expect(`${text}: ${response.status}`).toBe(`${text}: 401`)
    }
    const inAddress = await ask('GET', `/reports?token=${token}&access_token=${token}`)
    expect(inAddress.status).toBe(401)
  })
})

describe('mail', () => {
  it('brings an invitation and a way back in, and nothing to an address that is not known', async () => {
    const sink = await startMailSink()
    const setup = { smtpUrl: `smtp://127.0.0.1:${sink.port}`, from: 'Briefing <b@acme.example>' }
    const on = await open({ baseUrl: PUBLIC, mailer: mailerOf(setup) })
    const cookie = `__Host-session=${await on.signIn('owner')}`
    const there = { on, origin: PUBLIC, cookie }
    const invitation = { email: 'bob@acme.example', role: 'reader' }
    const invited = await ask('POST', '/people/invitations', invitation, there)
    expect(await invited.json()).toEqual({ mailed: true, link: null })
    const tokenIn = (raw: string) =>
      /#token=3D([\w-]+)|#token=([\w-]+)/.exec(raw.replace(/=\r\n/g, ''))
    const [, quoted, plain] = tokenIn(sink.letters[0]?.raw ?? '') ?? []
    const joining = { token: quoted ?? plain, name: 'Bob', password: PASSWORD }
    const joined = await ask('POST', '/invitations/accept', joining, { on, origin: PUBLIC })
    expect(joined.status).toBe(200)

    for (const email of ['bob@acme.example', 'nobody@acme.example']) {
      const forgotten = await ask('POST', '/password/forgotten', { email }, { on, origin: PUBLIC })
      expect([forgotten.status, await forgotten.text()]).toEqual([204, ''])
    }
    await expect.poll(() => sink.letters.length).toBe(2)
    expect(sink.letters[1]?.to).toEqual(['bob@acme.example'])
    const [, q, p] = tokenIn(sink.letters[1]?.raw ?? '') ?? []
    const reset = { token: q ?? p, password: 'quite another long one' }
    const done = await ask('POST', '/password/reset', reset, { on, origin: PUBLIC })
    expect(done.status).toBe(204)
    expect(await stateOf(cookieOf(joined), { on, origin: PUBLIC })).toMatchObject({
      state: 'signed-out',
    })
    await sink.close()
  })

  it('is not needed: an invitation is a link to pass on, and a lost password says so', async () => {
    const cookie = `session=${await stage.signIn('owner')}`
    const invitation = { email: 'bob@acme.example', role: 'reader' }
    const { link, mailed } = (await (
      await ask('POST', '/people/invitations', invitation, { cookie })
    ).json()) as { link: string; mailed: boolean }
    expect(mailed).toBe(false)
    expect(link).toMatch(/^http:\/\/127\.0\.0\.1\/invitation#token=[\w-]{43}$/)
    const forgotten = await ask('POST', '/password/forgotten', { email: 'owner@acme.example' })
    expect(await codeOf(forgotten)).toBe('mail-not-set-up')
  })

  it('that cannot be sent leaves the invitation as a link', async () => {
    const setup = { smtpUrl: 'smtp://127.0.0.1:1', from: 'Briefing <b@acme.example>' }
    const on = await open({ mailer: mailerOf(setup) })
    const cookie = `session=${await on.signIn('owner')}`
    const invitation = { email: 'bob@acme.example', role: 'reader' }
    const response = await ask('POST', '/people/invitations', invitation, { cookie, on })
    expect(await response.json()).toMatchObject({ mailed: false, link: expect.stringMatching('#') })
  })
})

describe('another site', () => {
  const KINDS: Readonly<Record<string, Record<string, string>>> = {
    'another origin': { origin: 'https://evil.example', 'content-type': 'application/json' },
    'no origin of its own': { origin: 'null', 'content-type': 'application/json' },
    'the same host by TLS': { origin: 'https://127.0.0.1', 'content-type': 'application/json' },
    'another port': { origin: 'http://127.0.0.1:81', 'content-type': 'application/json' },
    'a name that begins like ours': {
      origin: 'http://127.0.0.1.evil.example',
      'content-type': 'application/json',
    },
    'no word of where it comes from': { 'content-type': 'application/json' },
    'a site beside ours': { 'sec-fetch-site': 'same-site', 'content-type': 'application/json' },
    'a link in a mail': { 'sec-fetch-site': 'none', 'content-type': 'application/json' },
    'text that is JSON': { origin: LOCAL, 'content-type': 'text/plain' },
    'a form': { origin: LOCAL, 'content-type': 'application/x-www-form-urlencoded' },
    'a form with files': { origin: LOCAL, 'content-type': 'multipart/form-data; boundary=x' },
  }

  it.each(Object.entries(KINDS))('changes nothing: %s', async (_kind, headers) => {
    const owner = `session=${await stage.signIn('owner')}`
    await stage.signIn('reader')
    const { people } = stage.workspace
    const [reader] = (await people.list()).filter(({ role }) => role === 'reader')
    const state = async () =>
      JSON.stringify([
        await people.list(),
        await people.tokens(null),
        await people.sessionsOf(reader?.id ?? ''),
        await stage.workspace.connections(),
        await stage.workspace.audit.list({ limit: 500 }),
      ])
    const before = await state()
    const aboutPeople = { email: 'reader@acme.example', role: 'owner', disabled: true }
    const aboutKeys = { name: 'x', scopes: ['admin'], siteUrl: 'x', companyId: 'x', clientId: 'x' }
    const secrets = { password: PASSWORD, current: PASSWORD, next: 'quite another long one' }
    const body = JSON.stringify({ ...aboutPeople, ...aboutKeys, ...secrets })
    const changing = routesOf(stage).filter(({ method }) => method !== 'GET')
    expect(changing.length).toBeGreaterThan(15)
    for (const { method, path } of changing) {
      const url = LOCAL + path.replaceAll(/:\w+/g, reader?.id ?? '')
      const init = { method, headers: { ...headers, cookie: owner }, body }
      const response = await stage.app.request(url, init)
      expect([path, response.status]).toEqual([path, expect.toBeOneOf([403, 415])])
      expect(response.headers.get('access-control-allow-origin')).toBeNull()
      expect(response.headers.get('set-cookie')).toBeNull()
    }
    expect(await state()).toBe(before)
  })

  it('gets nothing that can be changed by following a link', async () => {
    const owner = `session=${await stage.signIn('owner')}`
    for (const { path } of routesOf(stage).filter(({ method }) => method !== 'GET')) {
      const url = LOCAL + path.replaceAll(/:\w+/g, 'none')
      const response = await stage.app.request(url, { headers: { cookie: owner } })
      const isReading = routesOf(stage).some((each) => each.method === 'GET' && each.path === path)
      if (!isReading) expect([path, response.status]).toEqual([path, 404])
      await response.body?.cancel()
    }
  })

  it('that points its own name at us is not answered', async () => {
    const cookie = `session=${await stage.signIn('owner')}`
    const headers = { host: 'evil.example' }
    const response = await ask('GET', '/reports', undefined, { cookie, headers })
    expect(response.status).toBe(403)
    expect(await codeOf(response)).toBe('host-unknown')
  })

  it('cannot smuggle members into what is read', async () => {
    const cookie = `session=${await stage.signIn('owner')}`
    const body =
      '{"email":"x@acme.example","role":"reader","__proto__":{"role":"owner"},"constructor":{"prototype":{"isAdmin":true}}}'
    const headers = { cookie, origin: LOCAL, 'content-type': 'application/json' }
    const url = `${LOCAL}/api/v1/people/invitations?role=owner&role=administrator`
    const response = await stage.app.request(url, { method: 'POST', headers, body })
    const { link } = (await response.json()) as { link: string }
    expect(({} as Record<string, unknown>)['isAdmin']).toBeUndefined()
    const joining = { token: link.split('=')[1], name: 'X', password: PASSWORD }
    await ask('POST', '/invitations/accept', joining)
    const people = await stage.workspace.people.list()
    expect(people.find(({ email }) => email === 'x@acme.example')?.role).toBe('reader')
  })
})
