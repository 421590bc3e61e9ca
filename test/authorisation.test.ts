import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openAccounts } from '../src/accounts/open-accounts.ts'
import { ROLES, SCOPES } from '../src/accounts/people/role.ts'
import { accessOf } from '../src/http/authorisation.ts'
import { WEB_PATHS } from '../src/http/web-routes.ts'
import { systemClock } from '../src/kernel/clock.ts'
import { openStage, routesOf, type Stage } from './signing-in.ts'

/** The roles that may, where this one is the least. */
const MAY: Readonly<Record<string, readonly string[]>> = {
  owner: ['owner'],
  administrator: ['owner', 'administrator'],
  analyst: ['owner', 'administrator', 'analyst'],
  reader: ['owner', 'administrator', 'analyst', 'reader'],
  'signed-in': ['owner', 'administrator', 'analyst', 'reader'],
}

interface Asking {
  readonly name: string
  readonly role: string | null
  readonly scope: string | null
  readonly headers: Readonly<Record<string, string>>
}

describe('who may use which route', () => {
  let stage: Stage
  const everybody: Asking[] = [{ name: 'nobody', role: null, scope: null, headers: {} }]

  beforeAll(async () => {
    stage = await openStage({ clock: systemClock })
    const { people } = stage.workspace
    for (const role of ROLES) {
      const headers = { cookie: `session=${await stage.signIn(role)}` }
      everybody.push({ name: role, role, scope: null, headers })
    }
    const bearer = (token: string) => ({ authorization: `Bearer ${token}` })
    for (const scope of SCOPES) {
      const { token } = await people.makeToken({ name: scope, scopes: [scope] }, null)
      everybody.push({ name: `token ${scope}`, role: 'owner', scope, headers: bearer(token) })
    }
    const all = await people.list()
    const analyst = all.find(({ role }) => role === 'analyst')
    if (!analyst) throw new Error('no analyst')
    const made = await people.makeToken({ name: 'analyst’s', scopes: ['read'] }, analyst)
    const headers = bearer(made.token)
    everybody.push({ name: 'token of an analyst', role: 'analyst', scope: 'read', headers })
  })
  afterAll(() => stage.close())

  it('is decided for every route, with the web app and without', async () => {
    const withWeb = await openStage({ clock: systemClock, web: true })
    for (const [each, webPaths] of [
      [stage, []],
      [withWeb, WEB_PATHS],
    ] as const) {
      const routes = routesOf(each)
      expect(routes.length).toBeGreaterThan(40)
      const forgotten = routes.filter(({ method, path }) => !accessOf(method, path, webPaths))
      expect(forgotten.map(({ method, path }) => `${method} ${path}`)).toEqual([])
    }
    await withWeb.close()
  })

  it('holds for every route, role and scope, and every denial is in the audit log', async () => {
    const wrong: string[] = []
    let denials = 0
    // The sessions have to last until the end.
    const routes = routesOf(stage).filter(({ path }) => path !== '/api/v1/sign-out')
    for (const { method, path } of routes) {
      const access = accessOf(method, path, [])
      if (!access) throw new Error(path)
      for (const asking of everybody) {
        const isRight =
          access.least === 'anyone' ||
          (MAY[access.least]?.includes(asking.role ?? '') === true &&
            (!asking.name.startsWith('token') ||
              (access.scope === asking.scope && access.least !== 'signed-in')))
        const verdict = await outcome(method, path, asking)
        const expected = isRight ? 'allowed' : asking.role === null ? 'sign-in' : 'refused'
        if (expected === 'refused') denials += 1
        if (verdict !== expected) {
          wrong.push(`${method} ${path} for ${asking.name}: ${verdict}, not ${expected}`)
        }
      }
    }
    expect(wrong).toEqual([])
    expect(denials).toBeGreaterThan(100)
    const denied = { action: 'access.denied', limit: 10_000 }
    expect(await stage.workspace.audit.list(denied)).toHaveLength(denials)
    const accounts = await openAccounts({
      dataDir: stage.folder,
      keyFile: `${stage.folder}/key`,
      clock: systemClock,
    })
    expect(await accounts.audit.verify()).toMatchObject({ ok: true })
    await accounts.close()
  }, 120_000)

  it('keeps a reader from keys, people and the log, and every token from making tokens', () => {
    for (const route of [
      'POST /api/v1/connections',
      'GET /api/v1/people',
      'PATCH /api/v1/people/:id',
      'GET /api/v1/audit',
      'PUT /api/v1/settings',
    ]) {
      const [method = '', path = ''] = route.split(' ')
      expect(accessOf(method, path, [])).toEqual({ least: 'administrator', scope: 'admin' })
    }
    expect(accessOf('POST', '/api/v1/tokens', [])?.scope).toBeNull()
  })

  it('is nobody for a route that the table does not know', () => {
    expect(accessOf('POST', '/api/v1/anything', [])).toBeUndefined()
    expect(accessOf('POST', '/api/v1/session', [])).toBeUndefined()
  })

  it('tells a stranger the same of what is not there and what is not theirs', async () => {
    for (const path of ['/api/v1/connections', '/api/v1/nothing-at-all', '/api/v1/reports/none']) {
      const response = await stage.app.request(`http://127.0.0.1${path}`)
      expect(response.status).toBe(401)
      expect(await response.json()).toMatchObject({ code: 'sign-in-required', remedy: 'sign-in' })
    }
  })

  async function outcome(method: string, path: string, { headers }: Asking): Promise<string> {
    const url = `http://127.0.0.1${path.replaceAll(/:\w+/g, 'none')}`
    const changes = method !== 'GET'
    const response = await stage.app.request(url, {
      method,
      headers: {
        ...headers,
        ...(changes && { 'content-type': 'application/json', origin: 'http://127.0.0.1' }),
      },
      ...(changes && { body: '{}' }),
    })
    const isProblem = response.headers.get('content-type')?.includes('problem') === true
    const { code } = isProblem ? ((await response.json()) as { code: string }) : { code: '' }
    await response.body?.cancel().catch(() => undefined)
    if (response.status === 401 && code === 'sign-in-required') return 'sign-in'
    return response.status === 403 ? 'refused' : 'allowed'
  }
})

describe('without signing in', () => {
  it('these routes answer, and no others', async () => {
    const stage = await openStage({ clock: systemClock, web: true })
    const open = routesOf(stage)
      .filter(({ method, path }) => accessOf(method, path, WEB_PATHS)?.least === 'anyone')
      .map(({ method, path }) => `${method} ${path}`)
      .filter((route) => !WEB_PATHS.includes(route.slice(4)))
    expect(open.toSorted()).toMatchInlineSnapshot(`
      [
        "GET /api/openapi.json",
        "GET /api/v1/session",
        "GET /fonts/:file",
        "GET /healthz",
        "GET /readyz",
        "POST /api/v1/intake/open",
        "POST /api/v1/intake/submit",
        "POST /api/v1/invitations/accept",
        "POST /api/v1/password/forgotten",
        "POST /api/v1/password/reset",
        "POST /api/v1/set-up",
        "POST /api/v1/sign-in",
        "POST /api/v1/sign-out",
      ]
    `)
    await stage.close()
  })

  it('nothing is told but that people sign in here', async () => {
    const stage = await openStage({ clock: systemClock })
    await stage.signIn('owner')
    const session = await stage.app.request('http://127.0.0.1/api/v1/session')
    expect(await session.json()).toEqual({
      state: 'signed-out',
      person: null,
      workspace: { name: 'Cloud Briefing' },
    })
    for (const path of ['/', '/reports', '/reports/open-tickets', '/briefing.pdf']) {
      expect((await stage.app.request(`http://127.0.0.1${path}`)).status).toBe(401)
    }
    await stage.close()
  })
})
