import type { Context } from 'hono'
import { createMiddleware } from 'hono/factory'
import { matchedRoutes } from 'hono/route'
import { SCOPES } from '../accounts/people/role.ts'
import { AppError } from '../kernel/app-error.ts'
import { askerOf } from './asker-of.ts'
import { type Access, accessOf, decide } from './authorisation.ts'
import type { HttpParts } from './build-http-app.ts'
import { type Caller, signInRequired } from './caller.ts'
import { refuseForeigners } from './local-only.ts'
import { changesSomething, ownOrigin, refuseOtherBodies, refuseOtherSites } from './own-origin.ts'
import { readSessionCookie } from './session-cookie.ts'

/**
 * The door of every route: finds out who asks, and lets in whom the table of authorisation.ts says.
 * Before there is an owner, only this machine's own programs may ask at all. `webPaths` are the
 * addresses of the web app. Throws `not-local`, `host-unknown`, `foreign-origin`, `json-only`,
 * `sign-in-required`, `not-allowed`.
 */
export function admit({ workspace, config }: HttpParts, webPaths: readonly string[]) {
  return createMiddleware(async (c, next) => {
    const isOpen = !(await workspace.people.hasOwner())
    if (isOpen) refuseForeigners(c)
    const origin = isOpen ? new URL(c.req.url).origin : ownOrigin(c, config.baseUrl)
    const caller = await findCaller(c, workspace, { isOpen, origin })
    c.set('caller', caller)
    const route = routeOf(c)
    const access = route && accessOf(route.method, route.path, webPaths)
    if (changesSomething(c.req.method)) refuseForged(c, caller, access)
    await authorise(c, caller, access, route, workspace)
    await next()
    if (c.req.path.startsWith('/api/') && !c.res.headers.has('cache-control')) {
      c.header('cache-control', 'no-store')
    }
    if (origin.startsWith('https:')) c.header('strict-transport-security', 'max-age=31536000')
  })
}

async function findCaller(
  c: Context,
  { people }: HttpParts['workspace'],
  { isOpen, origin }: Pick<Caller, 'isOpen' | 'origin'>,
): Promise<Caller> {
  const address = addressOf(c)
  const nobody = {
    person: null,
    sessionId: null,
    token: null,
    scopes: isOpen ? ['read' as const] : [],
    isOpen,
    origin,
    ...(address !== undefined && { address }),
  }
  const bearer = bearerOf(c)
  if (bearer !== null) {
    const token = await people.tokenHolder(bearer)
    if (token === null) throw tokenRefused()
    return { ...nobody, token, scopes: token.scopes }
  }
  const cookie = readSessionCookie(c, origin)
  const owner = cookie === null ? null : await people.sessionOwner(cookie)
  if (owner === null) return nobody
  return { ...nobody, person: owner.person, sessionId: owner.sessionId, scopes: SCOPES }
}

/** A program's token is not sent by a browser on its own, so that no site can borrow it. */
function refuseForged(c: Context, caller: Caller, access: Access | undefined): void {
  refuseOtherBodies(c)
  const isOpenToPrograms = caller.isOpen && access?.open === true
  if (caller.token === null && !isOpenToPrograms) refuseOtherSites(c, caller.origin)
}

async function authorise(
  c: Context,
  caller: Caller,
  access: Access | undefined,
  route: Route | undefined,
  workspace: HttpParts['workspace'],
): Promise<void> {
  // What is not there is not there for those who are in; strangers are not told.
  if (route === undefined && (caller.person ?? caller.token) === null && !caller.isOpen) {
    throw signInRequired()
  }
  if (route === undefined) return
  const verdict = access ? decide(caller, access, route.method) : 'refuse'
  if (verdict === 'allow') return
  if (verdict === 'sign-in') throw signInRequired()
  const subject = `${route.method} ${route.path}`
  await workspace.audit.record({ ...askerOf(c), action: 'access.denied', subject })
  throw new AppError('You may not do this here.', {
    code: 'not-allowed',
    remedy: 'correct-input',
    hint: 'Ask an administrator for another role, or for a token with another scope.',
  })
}

interface Route {
  readonly method: string
  readonly path: string
}

/** The route that will answer; middleware answers to every method and is none. */
function routeOf(c: Context): Route | undefined {
  return matchedRoutes(c).find((route) => route.method !== 'ALL')
}

function bearerOf(c: Context): string | null {
  const header = c.req.header('authorization')
  if (header === undefined) return null
  // Whoever sends this header means to use a token: anything else in it is a refused token.
  return /^Bearer +(\S+) *$/i.exec(header)?.[1] ?? ''
}

/** Undefined without a socket. A proxy's word for it is not taken: anybody could send it. */
function addressOf(c: Context): string | undefined {
  const env = c.env as { incoming?: { socket?: { remoteAddress?: string } } } | undefined
  return env?.incoming?.socket?.remoteAddress
}

function tokenRefused(): AppError {
  return new AppError('This API token is unknown, over, or was ended.', {
    code: 'token-refused',
    remedy: 'sign-in',
    hint: 'Make a new one under Admin → API tokens.',
  })
}
