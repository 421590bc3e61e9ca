import type { Clock } from '../kernel/clock.ts'
import type { Log } from '../kernel/log.ts'
import type { RequestBudget } from './budget.ts'
import type { CompanyInfo } from './company-info.ts'
import { lookUpCompany } from './company-info.ts'
import type { Credentials } from './credentials.ts'
import type { ReplyContext } from './error-mapping.ts'
import { replyError } from './error-mapping.ts'
import { apiBaseOf } from './find-company.ts'
import type { Http, HttpHeaders, HttpReply } from './http.ts'
import { networkError } from './network-errors.ts'
import { PsaError } from './psa-error.ts'
import type { PsaUsage } from './psa.ts'
import { createRedact } from './redact.ts'
import type { RetryPolicy } from './retry.ts'
import { withRetries } from './retry.ts'
import type { SiteAddress } from './site-address.ts'

/** Where the API of a company is. */
export interface ApiBase {
  /** `https://api-na.myconnectwise.net/v2025_1/apis/3.0` */
  readonly root: string
  /** Null where the server hides its company information and is taken for an on-premises one. */
  readonly company: CompanyInfo | null
}

export interface PsaRequestsOptions {
  readonly http: Http
  readonly site: SiteAddress
  readonly credentials: Credentials
  readonly allowedHosts: readonly string[]
  readonly budget: RequestBudget
  readonly policy: RetryPolicy
  readonly clock: Clock
  readonly log: Log
  readonly random: () => number
  /** A base that is known already; spares the lookup. */
  readonly base?: ApiBase
}

export interface PsaRequest {
  /** Below `/apis/3.0`, with its slash. */
  readonly path: string
  readonly query?: Readonly<Record<string, string | undefined>>
  readonly headers?: Readonly<Record<string, string>>
  readonly signal?: AbortSignal
  readonly timeoutMs?: number
  /** Called with the headers of a good reply before its body has come. */
  readonly onHead?: (headers: HttpHeaders) => void
}

/** What a reader of replies gets to judge them with. */
export type ReplyReader<T> = (reply: HttpReply, context: ReplyContext) => T

/** Authenticated GET requests to one company's API, with budget, retries and rediscovery. */
export interface PsaRequests {
  /**
   * Asks and reads. `read` may throw a retryable `PsaError` for a body that came broken: it is part
   * of the try. Throws `PsaError`.
   */
  ask<T>(request: PsaRequest, read: ReplyReader<T>): Promise<T>
  base(): Promise<ApiBase>
  usage(): PsaUsage
  /** True once the server has refused the API version that is asked for. */
  refusedVersion(): boolean
}

/**
 * The model of the API that this product was written against; ConnectWise keeps a model for twelve
 * months after a breaking change (Developer Guide, "Versioning"). A server that does not know it
 * is asked without.
 */
export const API_VERSION = '2025.1'

const PINNED_ACCEPT = `application/vnd.connectwise.com+json; version=${API_VERSION}`

/** ConnectWise advises 2,000 characters for a whole address. */
export const URL_LIMIT = 2000

export function createPsaRequests(options: PsaRequestsOptions): PsaRequests {
  const { http, site, credentials, budget, policy, clock, log, random } = options
  const redact = createRedact(credentials.secrets())
  const auth = credentials.headers()
  let requests = 0
  let retries = 0
  let pinned = true
  let known: Promise<ApiBase> | null = options.base ? Promise.resolve(options.base) : null

  const base = (): Promise<ApiBase> => {
    known ??= repeated(discover).catch((error: unknown) => {
      known = null
      throw error
    })
    return known
  }

  const discover = async (): Promise<ApiBase> => {
    requests += 1
    return apiBaseOf(await knownCompany(), site, options.allowedHosts)
  }

  const knownCompany = async (): Promise<CompanyInfo | null> => {
    const { companyId } = credentials
    const host = new URL(site.origin).host
    try {
      const now = (): Date => clock.now()
      const { company } = await lookUpCompany({ http, origin: site.origin, companyId, redact, now })
      if (company === null) {
        throw new PsaError('CO-NULL', { values: { host, company: companyId } })
      }
      return company
    } catch (error) {
      if (error instanceof PsaError && error.code === 'CO-404' && site.kind === 'listed')
        return null
      throw error
    }
  }

  /** True when the API has moved since `root`: the caller may ask once more. */
  const hasMovedFrom = async (root: string): Promise<boolean> => {
    const current = await base()
    if (current.root !== root) return true
    known = null
    const { root: fresh } = await base()
    if (fresh !== root) log.info({ root: fresh }, 'ConnectWise moved its API; going on there')
    return fresh !== root
  }

  const repeated = <T>(request: () => Promise<T>, signal?: AbortSignal): Promise<T> =>
    withRetries(
      request,
      {
        budget,
        policy,
        random,
        onRetry: ({ code, evidence, message }, tries) => {
          retries += 1
          log.debug({ code, tries, path: evidence.url }, `asking again: ${message}`)
        },
      },
      signal,
    )

  const once = async <T>(
    { root, company }: ApiBase,
    request: PsaRequest,
    read: ReplyReader<T>,
  ): Promise<T> => {
    const { path, query = {}, headers, signal, timeoutMs, onHead } = request
    const url = apiUrl(root, path, query)
    const isPinned = pinned
    requests += 1
    const reply = await http
      .get({
        url,
        headers: { accept: isPinned ? PINNED_ACCEPT : 'application/json', ...auth, ...headers },
        ...(signal ? { signal } : {}),
        ...(timeoutMs === undefined ? {} : { timeoutMs }),
        ...(onHead ? { onHead: (status, head) => status === 200 && onHead(head) } : {}),
      })
      .catch((error: unknown) => {
        throw networkError(error, { url, ...(timeoutMs === undefined ? {} : { timeoutMs }) })
      })
    const context: ReplyContext = {
      redact,
      now: clock.now(),
      pinned: isPinned,
      values: {
        company: credentials.companyId,
        known: company === null ? undefined : company.companyName || credentials.companyId,
        version: company?.version ?? undefined,
        pin: API_VERSION,
        lookup: company === null ? 'did not work' : 'worked',
        companyFirst: company === null ? 'Check company ID and region first.' : undefined,
      },
    }
    if (reply.status !== 200) throw replyError(reply, context)
    return read(reply, context)
  }

  const ask = async <T>(request: PsaRequest, read: ReplyReader<T>): Promise<T> => {
    const current = await base()
    try {
      return await repeated(() => once(current, request, read), request.signal)
    } catch (error) {
      if (!(error instanceof PsaError)) throw error
      // Comes of requests with a version only: the second time there is none.
      if (error.code === 'VER-ACCEPT') {
        if (pinned) log.warn({ pin: API_VERSION }, 'The server does not know this API version')
        pinned = false
        return ask(request, read)
      }
      const mayHaveMoved = error.code === 'API-404' && error.evidence.cwCode !== 'NotFound'
      if (!mayHaveMoved || !(await hasMovedFrom(current.root))) throw error
      const moved = await base()
      return repeated(() => once(moved, request, read), request.signal)
    }
  }

  return {
    ask,
    base,
    refusedVersion: () => !pinned,
    usage: () => ({ requests, retries, waitedMs: budget.waitedMs }),
  }
}

/** Address of a request; slashes and commas of `fields` stay readable and short. */
function apiUrl(
  root: string,
  path: string,
  query: Readonly<Record<string, string | undefined>>,
): string {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${encoded(value)}`],
  )
  return pairs.length === 0 ? root + path : `${root}${path}?${pairs.join('&')}`
}

/** As the Developer Guide wants it: `'` and `*` encoded too. */
function encoded(value: string): string {
  return encodeURIComponent(value)
    .replaceAll('%2F', '/')
    .replaceAll('%2C', ',')
    .replaceAll("'", '%27')
    .replaceAll('*', '%2A')
}
