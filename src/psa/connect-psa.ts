import type { Clock } from '../kernel/clock.ts'
import type { Log } from '../kernel/log.ts'
import type { BudgetOptions, Sleep } from './budget.ts'
import { RequestBudget } from './budget.ts'
import type { CredentialInput } from './credentials.ts'
import { Credentials, readCredentials } from './credentials.ts'
import { createHttp } from './http.ts'
import { listPages, unknownManners } from './list-pages.ts'
import type { Resolve } from './pinned-lookup.ts'
import { createPinnedLookup } from './pinned-lookup.ts'
import { PsaError } from './psa-error.ts'
import { createPsaRequests } from './psa-requests.ts'
import { readCount, readDocument, readGreatestId } from './read-reply.ts'
import type { Psa } from './psa.ts'
import type { RetryPolicy } from './retry.ts'
import { BACKGROUND } from './retry.ts'
import { readSiteAddress } from './site-address.ts'

export interface ConnectPsaOptions {
  /** As typed or as normalised; see `site-address.ts`. */
  readonly site: string
  readonly credentials: Credentials | CredentialInput
  readonly clock: Clock
  readonly log: Log
  /** Servers beyond the ConnectWise cloud, `host:port`. */
  readonly allowedHosts?: readonly string[]
  readonly budget?: BudgetOptions
  /** Default: patient, as for syncing. */
  readonly retry?: Partial<RetryPolicy>
  /** Until headers and between pieces of a body. Default: 60 s. */
  readonly timeoutMs?: number
  readonly random?: () => number
  readonly sleep?: Sleep
  readonly resolve?: Resolve
  /** PEM of an authority to trust beside the built-in ones. */
  readonly extraCa?: string
}

/**
 * A client for one company's ConnectWise. Nothing is sent before the first call; that one finds the
 * API through company information. Throws `PsaError` at once for values that cannot be right.
 */
export function connectPsa(options: ConnectPsaOptions): Psa {
  const { clock, log, allowedHosts = [], random = Math.random } = options
  const site = readSiteAddress(options.site, allowedHosts)
  const credentials =
    options.credentials instanceof Credentials
      ? options.credentials
      : readCredentials(options.credentials)
  const http = createHttp({
    lookup: createPinnedLookup({
      mayBePrivate: (hostname) => site.kind === 'listed' && hostname === site.hostname,
      clock,
      ...(options.resolve ? { resolve: options.resolve } : {}),
    }),
    ...(options.extraCa === undefined ? {} : { extraCa: options.extraCa }),
    ...(options.timeoutMs === undefined ? {} : { timeoutMs: options.timeoutMs }),
  })
  const budget = new RequestBudget(options.budget, {
    clock,
    ...(options.sleep ? { sleep: options.sleep } : {}),
  })
  const policy = { ...BACKGROUND, ...options.retry }
  const requests = createPsaRequests({
    http,
    site,
    credentials,
    allowedHosts,
    budget,
    policy,
    clock,
    log,
    random,
  })
  const manners = unknownManners()

  return {
    pages: (endpoint, list = {}) => listPages(requests, manners, endpoint, list),

    count: (endpoint, conditions) =>
      requests.ask({ path: `${endpoint}/count`, query: { conditions } }, readCount),

    greatestId: (endpoint, conditions) =>
      requests.ask(
        {
          path: endpoint,
          query: { pageSize: '1', fields: 'id', orderBy: 'id desc', conditions },
        },
        readGreatestId,
      ),

    async get(path, query = {}) {
      try {
        return await requests.ask({ path, query }, readDocument)
      } catch (error) {
        const isGone = error instanceof PsaError && error.evidence.cwCode === 'NotFound'
        if (isGone && error.evidence.httpStatus === 404) return null
        throw error
      }
    },

    usage: () => requests.usage(),
    close: () => http.close(),
  }
}
