import { replyError, unreadableReply } from './error-mapping.ts'
import type { Http, HttpReply } from './http.ts'
import { networkError } from './network-errors.ts'
import { PsaError } from './psa-error.ts'
import type { Redact } from './redact.ts'

/** What `/login/companyinfo/{company}` tells about a company, without any credentials. */
export interface CompanyInfo {
  readonly companyName: string
  /** First part of every API path, with its slash: `v2025_1/`, on premises `v4_6_release/`. */
  readonly codebase: string
  /** `v2025.1`; absent on some servers. */
  readonly version: string | null
  readonly isCloud: boolean
  /** Host of the API as ConnectWise sees it: `api-na.myconnectwise.net`. */
  readonly siteUrl: string | null
}

export interface CompanyLookup {
  readonly http: Http
  readonly origin: string
  readonly companyId: string
  readonly redact: Redact
  readonly now: () => Date
  readonly signal?: AbortSignal
  readonly timeoutMs?: number
}

/** The codebase of every server that does not name another. */
export const ON_PREMISES_CODEBASE = 'v4_6_release/'

/** A lookup and the reply it came from, for evidence and the server's clock. */
export interface FoundCompany {
  /** `null`: the server is a PSA and knows no such company (it answers 200 `null`). */
  readonly company: CompanyInfo | null
  readonly reply: HttpReply
}

/**
 * Asks a server about a company. Throws `PsaError`: `CO-404` where the document is hidden (very old
 * servers, proxies), network, redirect and format codes otherwise.
 */
export async function lookUpCompany(lookup: CompanyLookup): Promise<FoundCompany> {
  const reply = await ask(lookup)
  const context = { redact: lookup.redact, now: lookup.now() }
  if (reply.status === 404 || (reply.status === 403 && reply.text.trimStart().startsWith('<'))) {
    const { evidence } = replyError(reply, context)
    throw new PsaError('CO-404', { evidence })
  }
  if (reply.status !== 200) throw replyError(reply, context)
  const document = parsed(reply.text)
  if (document === null) return { company: null, reply }
  const company = readCompany(document)
  if (company === null) throw unreadableReply(reply, context)
  return { company, reply }
}

/** The first of these servers that knows the company; all are asked at once, faults count as no. */
export async function findRegion(
  lookup: CompanyLookup,
  origins: readonly string[],
): Promise<string | null> {
  const others = origins.filter((origin) => origin !== lookup.origin)
  const found = await Promise.all(
    others.map(async (origin) => {
      try {
        const { company } = await lookUpCompany({ ...lookup, origin })
        return company === null ? null : origin
      } catch {
        return null
      }
    }),
  )
  return found.find((origin) => origin !== null) ?? null
}

async function ask({
  http,
  origin,
  companyId,
  signal,
  timeoutMs,
}: CompanyLookup): Promise<HttpReply> {
  const url = `${origin}/login/companyinfo/${encodeURIComponent(companyId)}`
  try {
    return await http.get({
      url,
      ...(signal ? { signal } : {}),
      ...(timeoutMs === undefined ? {} : { timeoutMs }),
    })
  } catch (error) {
    throw networkError(error, { url, ...(timeoutMs === undefined ? {} : { timeoutMs }) })
  }
}

function readCompany(document: unknown): CompanyInfo | null {
  if (typeof document !== 'object' || document === null) return null
  const fields = new Map(
    Object.entries(document).map(([name, value]: [string, unknown]) => [name.toLowerCase(), value]),
  )
  const codebase = text(fields.get('codebase'))?.replace(/\/*$/, '/')
  // The codebase becomes part of every address: nothing but a plain name may.
  if (codebase === undefined || !/^v[0-9a-z._]{1,40}\/$/i.test(codebase)) return null
  return {
    companyName: text(fields.get('companyname')) ?? '',
    codebase,
    version: text(fields.get('versioncode')) ?? text(fields.get('versionnumber')) ?? null,
    isCloud: String(fields.get('iscloud')).toLowerCase() === 'true',
    siteUrl: text(fields.get('siteurl')) ?? null,
  }
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value.slice(0, 200) : undefined
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}
