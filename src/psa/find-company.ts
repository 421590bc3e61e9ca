import type { Clock } from '../kernel/clock.ts'
import { plural } from '../kernel/words.ts'
import { RequestBudget } from './budget.ts'
import type { CompanyInfo, CompanyLookup, FoundCompany } from './company-info.ts'
import { findRegion, lookUpCompany, ON_PREMISES_CODEBASE } from './company-info.ts'
import type { Credentials } from './credentials.ts'
import type { Finding } from './diagnose.ts'
import { diagnose } from './diagnose.ts'
import { evidenceOf } from './error-mapping.ts'
import type { Http } from './http.ts'
import type { Evidence } from './psa-error.ts'
import { PsaError } from './psa-error.ts'
import type { ApiBase } from './psa-requests.ts'
import { createRedact } from './redact.ts'
import { INTERACTIVE, withRetries } from './retry.ts'
import type { SiteAddress } from './site-address.ts'
import { trustedSiteUrl } from './site-address.ts'

export interface CompanySearch {
  readonly http: Http
  readonly site: SiteAddress
  readonly credentials: Credentials
  readonly clock: Clock
  /** API origins of the cloud's regions: where a company may live that this one misses. */
  readonly regions: readonly string[]
  readonly timeoutMs: number
  readonly signal: AbortSignal
}

/** A company as its server knows it. */
export interface KnownCompany {
  /** Null where the server hides its company information. */
  readonly company: CompanyInfo | null
  /** Server minus this machine; 0 where the server sent no date. */
  readonly clockSkewSeconds: number
  readonly evidence: Evidence
  readonly warnings: readonly Finding[]
}

/** More than this and ages in minutes look wrong (connection.md, `CLK-SKEW`). */
const SKEW_LIMIT_SECONDS = 120

/**
 * Stage S3: asks for the company without credentials. Throws `CO-NULL`, naming the region that does
 * know it, and whatever else the server answered.
 */
export async function findCompany(search: CompanySearch): Promise<KnownCompany> {
  const { http, site, credentials, clock, timeoutMs, signal } = search
  const lookup: CompanyLookup = {
    http,
    origin: site.origin,
    companyId: credentials.companyId,
    redact: createRedact(credentials.secrets()),
    now: () => clock.now(),
    signal,
    timeoutMs,
  }
  try {
    const found = await patiently(() => lookUpCompany(lookup), clock, signal)
    if (found.company === null) throw await unknownCompany(search, lookup, found)
    const skew = skewSeconds(found, clock)
    return {
      company: found.company,
      clockSkewSeconds: skew,
      evidence: evidenceOf(found.reply),
      warnings: skewWarnings(skew),
    }
  } catch (error) {
    if (!(error instanceof PsaError) || error.code !== 'CO-404') throw error
    const { evidence } = error
    return { company: null, clockSkewSeconds: 0, evidence, warnings: [diagnose('CO-404')] }
  }
}

/**
 * Stage S4: where the API is. Throws `CO-VERSION` for a server that is too old for it.
 */
export function apiBaseOf(
  company: CompanyInfo | null,
  site: SiteAddress,
  allowedHosts: readonly string[],
): ApiBase {
  const version = company?.version ?? null
  if (version !== null && isOlderThanFloor(version)) {
    throw new PsaError('CO-VERSION', { values: { version: bare(version), floor: bare(FLOOR) } })
  }
  const origin = trustedSiteUrl(company?.siteUrl, site, allowedHosts) ?? site.origin
  return { root: `${origin}/${company?.codebase ?? ON_PREMISES_CODEBASE}apis/3.0`, company }
}

/** `v2025.1` as people say it. */
export function bare(version: string): string {
  return version.replace(/^v(?=\d)/i, '')
}

async function unknownCompany(
  { site, regions }: CompanySearch,
  lookup: CompanyLookup,
  { reply }: FoundCompany,
): Promise<PsaError> {
  // Only a region's company can live in another region; a server of one's own is asked alone.
  const mayBeElsewhere = site.kind === 'cloud' || regions.includes(site.origin)
  const origin = mayBeElsewhere ? await findRegion(lookup, regions) : null
  const nowhere = 'No other ConnectWise region knows it either.'
  return new PsaError('CO-NULL', {
    values: {
      host: new URL(site.origin).host,
      company: lookup.companyId,
      found: origin === null ? undefined : new URL(origin).host,
      elsewhere: mayBeElsewhere && origin === null ? nowhere : undefined,
    },
    evidence: evidenceOf(reply),
  })
}

function patiently<T>(request: () => Promise<T>, clock: Clock, signal: AbortSignal): Promise<T> {
  const budget = new RequestBudget({}, { clock })
  return withRetries(request, { budget, policy: INTERACTIVE, random: Math.random }, signal)
}

function skewSeconds({ reply }: FoundCompany, clock: Clock): number {
  const server = Date.parse(reply.headers['date'] ?? '')
  return Number.isNaN(server) ? 0 : Math.round((server - clock.now().getTime()) / 1000)
}

function skewWarnings(skew: number): readonly Finding[] {
  const size = Math.abs(skew)
  if (size <= SKEW_LIMIT_SECONDS) return []
  const difference =
    size < 7200 ? plural(Math.round(size / 60), 'minute') : plural(Math.round(size / 3600), 'hour')
  return [diagnose('CLK-SKEW', { difference })]
}

/** The first version that knows client IDs; without them the API refuses every call. */
const FLOOR = 'v2019.3'

/** Versions are `v2019.3`; the numbers of the engine, `v4.6.…`, cannot be compared with them. */
function isOlderThanFloor(version: string): boolean {
  const [year, release] = yearAndRelease(version)
  const [floorYear, floorRelease] = yearAndRelease(FLOOR)
  return year >= 2000 && (year < floorYear || (year === floorYear && release < floorRelease))
}

function yearAndRelease(version: string): [number, number] {
  const match = /^v?(\d+)[._](\d+)/i.exec(version)
  return [Number(match?.[1] ?? 0), Number(match?.[2] ?? 0)]
}
