import { isAtLeast, type Role, type Scope } from '../accounts/people/role.ts'
import type { Caller } from './caller.ts'

/** Who may use a route. */
export interface Access {
  /** The least powerful role that may; `signed-in` for what is a person's own. */
  readonly least: Role | 'signed-in' | 'anyone'
  /** The scope that an API token needs; null where no token may. */
  readonly scope: Scope | null
  /** A route that changes something, and is open to this machine before there is an owner. */
  readonly open?: true
}

const ANYONE: Access = { least: 'anyone', scope: null }
const OWN: Access = { least: 'signed-in', scope: null }
const READ: Access = { least: 'reader', scope: 'read' }
const LOOK: Access = { least: 'analyst', scope: 'read' }
const SYNC: Access = { least: 'administrator', scope: 'run' }
const ADMIN: Access = { least: 'administrator', scope: 'admin' }
const TOKENS: Access = { least: 'analyst', scope: null }

/**
 * Who may use which route: the one place that decides it. What is not here may be used by nobody, and
 * a test fails for a route without an entry.
 */
const ROUTES: Readonly<Record<string, Access>> = {
  'GET /healthz': ANYONE,
  'GET /readyz': ANYONE,
  'GET /fonts/:file': ANYONE,
  'GET /api/openapi.json': ANYONE,

  'GET /api/v1/session': ANYONE,
  'POST /api/v1/set-up': ANYONE,
  'POST /api/v1/sign-in': ANYONE,
  'POST /api/v1/sign-out': ANYONE,
  'POST /api/v1/invitations/accept': ANYONE,
  'POST /api/v1/password/forgotten': ANYONE,
  'POST /api/v1/password/reset': ANYONE,
  // Clients have no account: the link in their hands is what lets them in.
  'POST /api/v1/intake/open': ANYONE,
  'POST /api/v1/intake/submit': ANYONE,

  'POST /api/v1/account/password': OWN,
  'GET /api/v1/account/sessions': OWN,
  'DELETE /api/v1/account/sessions/:id': OWN,
  'POST /api/v1/account/two-factor': OWN,
  'POST /api/v1/account/two-factor/confirm': OWN,
  'DELETE /api/v1/account/two-factor': OWN,

  'GET /briefing.pdf': READ,
  'GET /print': READ,
  'GET /print/reports': READ,
  'GET /print/reports/:id': READ,
  'GET /api/v1/workspace': READ,
  'GET /api/v1/briefings/latest': READ,
  'GET /api/v1/reports': READ,
  'GET /api/v1/reports/:id': READ,
  'GET /api/v1/reports/:id/rows': READ,
  'GET /api/v1/reports/:id/export': READ,
  'GET /api/v1/streams': READ,
  'GET /api/v1/sync/runs': READ,
  'GET /api/v1/sync/runs/:id': READ,
  'GET /api/v1/sync/events': READ,

  'POST /api/v1/connections/:id/sync': SYNC,
  'POST /api/v1/connections/:id/sync/cancel': SYNC,

  'GET /api/v1/connections': LOOK,
  'POST /api/v1/connections': ADMIN,
  'PATCH /api/v1/connections/:id': ADMIN,
  'DELETE /api/v1/connections/:id': ADMIN,
  'POST /api/v1/connections/test': { ...ADMIN, open: true },
  'POST /api/v1/connections/test/stream': { ...ADMIN, open: true },
  'POST /api/v1/connections/:id/test': ADMIN,
  'GET /api/v1/settings/mappings': LOOK,
  'PUT /api/v1/settings': ADMIN,
  'POST /api/v1/settings/preview': ADMIN,
  'GET /api/v1/audit': ADMIN,
  'GET /api/v1/intake': ADMIN,
  'POST /api/v1/intake': ADMIN,
  'DELETE /api/v1/intake/:id': ADMIN,

  'GET /api/v1/people': ADMIN,
  'POST /api/v1/people/invitations': ADMIN,
  'PATCH /api/v1/people/:id': ADMIN,

  // A token that could make tokens would outlive its own end.
  'GET /api/v1/tokens': TOKENS,
  'POST /api/v1/tokens': TOKENS,
  'DELETE /api/v1/tokens/:id': TOKENS,
}

/** Without the web app its addresses show the pages to print, which hold data. */
const PAGES = ['/', '/reports', '/reports/:id']

/** The entry of a route; undefined for one that has none. `webPaths` hold the app and no data. */
export function accessOf(
  method: string,
  path: string,
  webPaths: readonly string[],
): Access | undefined {
  const isPage = method === 'GET'
  if (isPage && webPaths.includes(path)) return ANYONE
  if (isPage && webPaths.length === 0 && PAGES.includes(path)) return READ
  return ROUTES[`${method} ${path}`]
}

/** `sign-in` where nobody is signed in; `refuse` where somebody is who may not. */
export function decide(
  caller: Caller,
  access: Access,
  method: string,
): 'allow' | 'sign-in' | 'refuse' {
  const { least, scope, open = false } = access
  if (least === 'anyone') return 'allow'
  if (caller.token !== null) {
    const isAllowed =
      scope !== null &&
      caller.scopes.includes(scope) &&
      least !== 'signed-in' &&
      isAtLeast(caller.token.role, least)
    return isAllowed ? 'allow' : 'refuse'
  }
  if (caller.person !== null) {
    return least === 'signed-in' || isAtLeast(caller.person.role, least) ? 'allow' : 'refuse'
  }
  const isReading = method === 'GET' && least !== 'signed-in'
  return caller.isOpen && (isReading || open) ? 'allow' : 'sign-in'
}
