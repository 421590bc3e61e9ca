import type { Clock } from '../kernel/clock.ts'
import type { Log } from '../kernel/log.ts'
import { RequestBudget } from './budget.ts'
import type { Credentials } from './credentials.ts'
import type { Finding } from './diagnose.ts'
import { diagnose } from './diagnose.ts'
import { evidenceOf } from './error-mapping.ts'
import type { Http } from './http.ts'
import type { Evidence } from './psa-error.ts'
import { PsaError } from './psa-error.ts'
import type { ApiBase, PsaRequests } from './psa-requests.ts'
import { API_VERSION, createPsaRequests } from './psa-requests.ts'
import type { JsonObject } from './read-json.ts'
import { objectOf } from './read-json.ts'
import { readCount, readDocument } from './read-reply.ts'
import { INTERACTIVE } from './retry.ts'
import type { SiteAddress } from './site-address.ts'
import { readSiteAddress } from './site-address.ts'

export interface SignInOptions {
  readonly http: Http
  readonly site: SiteAddress
  readonly base: ApiBase
  readonly credentials: Credentials
  readonly allowedHosts: readonly string[]
  readonly clock: Clock
  readonly log: Log
  readonly signal: AbortSignal
  readonly timeoutMs: number
}

/** The API with keys that it accepts. */
export interface SignedIn {
  readonly requests: PsaRequests
  /** As given, or its `api-` form where the server insisted on that. */
  readonly site: SiteAddress
  /** `/system/info`; empty where the role or an old server hides it. */
  readonly info: JsonObject
  readonly evidence: Evidence
  readonly warnings: readonly Finding[]
}

/**
 * Stage S5: the first authenticated request. A server that wants its `api-` name gets it, once.
 * Throws `PsaError` with the reason why the keys, the client ID or the address are refused.
 */
export async function signIn(options: SignInOptions): Promise<SignedIn> {
  try {
    return await identify(options)
  } catch (error) {
    if (!(error instanceof PsaError) || error.code !== 'API-SSL') throw error
    const site = apiForm(options.site, options.allowedHosts)
    if (site === null) throw error
    const root = options.base.root.replace(/^https?:\/\/[^/]+/, site.origin)
    return identify({ ...options, site, base: { ...options.base, root } })
  }
}

async function identify(options: SignInOptions): Promise<SignedIn> {
  const { site, signal, timeoutMs } = options
  const requests = createPsaRequests({
    ...options,
    budget: new RequestBudget({}, { clock: options.clock }),
    policy: INTERACTIVE,
    random: Math.random,
  })
  const { info, evidence } = await readInfo(requests, signal, timeoutMs, options)
  const version = options.base.company?.version ?? 'another version'
  const warnings = requests.refusedVersion()
    ? [diagnose('VER-ACCEPT', { pin: API_VERSION, version })]
    : []
  return { requests, site, info, evidence, warnings }
}

async function readInfo(
  requests: PsaRequests,
  signal: AbortSignal,
  timeoutMs: number,
  { base }: SignInOptions,
): Promise<Pick<SignedIn, 'info' | 'evidence'>> {
  try {
    return await requests.ask({ path: '/system/info', signal, timeoutMs }, (reply, context) => ({
      info: objectOf(readDocument(reply, context)),
      evidence: evidenceOf(reply),
    }))
  } catch (error) {
    if (!(error instanceof PsaError) || !MAY_BE_ABOUT_INFO.has(error.code)) throw error
    const second = await countCompanies(requests, signal, timeoutMs)
    if (second === null) return { info: {}, evidence: error.evidence }
    throw moreTelling(error, second, base)
  }
}

/**
 * Refusals that may concern `/system/info` alone: some servers answer `UserNotAuthenticated` there
 * to keys that work elsewhere (ConnectWiseManageAPI issue 18).
 */
const MAY_BE_ABOUT_INFO: ReadonlySet<string> = new Set(['AUTH-401', 'PERM-READ', 'API-404'])

/** Null when the keys are accepted, even by a role that may not read companies. */
async function countCompanies(
  requests: PsaRequests,
  signal: AbortSignal,
  timeoutMs: number,
): Promise<PsaError | null> {
  try {
    await requests.ask({ path: '/company/companies/count', signal, timeoutMs }, readCount)
    return null
  } catch (error) {
    if (!(error instanceof PsaError)) throw error
    return error.code === 'PERM-READ' ? null : error
  }
}

/** Two 404s for paths that every PSA has: the cloud hides refused keys so, an old edition its API. */
function moreTelling(first: PsaError, second: PsaError, base: ApiBase): PsaError {
  if (first.code !== 'API-404' || second.code !== 'API-404') return second
  const code = base.company?.isCloud ? 'AUTH-404MASK' : 'EDITION'
  return new PsaError(code, { values: first.values, evidence: first.evidence })
}

/** The same server under its `api-` name, when it may be called. */
function apiForm(site: SiteAddress, allowedHosts: readonly string[]): SiteAddress | null {
  const { protocol, host } = new URL(site.origin)
  if (host.startsWith('api-')) return null
  try {
    const form = readSiteAddress(`${protocol}//api-${host}`, allowedHosts)
    const text = `${host} became api-${host}: the server asked for it.`
    return { ...form, changes: [...site.changes, { code: 'CFG-FORM', text }] }
  } catch {
    return null
  }
}
