import { isIP } from 'node:net'
import { kindOfAddress } from './network-address.ts'
import { PsaError } from './psa-error.ts'

/** One thing that was changed in what a person typed, for showing. */
export interface SiteChange {
  readonly code: 'CFG-HTTP' | 'CFG-PATH' | 'CFG-FORM'
  /** `The path /v2025_1/ConnectWise.aspx was left out.` */
  readonly text: string
}

/** The server of a PSA, normalised from whatever was typed or pasted. */
export interface SiteAddress {
  /** `https://api-na.myconnectwise.net`; plain http only on a listed loopback address. */
  readonly origin: string
  /** Without brackets around IPv6. */
  readonly hostname: string
  readonly port: number
  /** `cloud`: ConnectWise's own; `listed`: allowed by the operator of this installation. */
  readonly kind: 'cloud' | 'listed'
  readonly changes: readonly SiteChange[]
}

/**
 * The regions of ConnectWise's cloud by the name of their web host; the API answers on the same
 * name with `api-` in front (Developer Guide, "Cloud URL").
 */
const CLOUD_WEB_HOSTS = [
  'na.myconnectwise.net',
  'eu.myconnectwise.net',
  'au.myconnectwise.net',
  'aus.myconnectwise.net',
  'za.myconnectwise.net',
  'staging.connectwisedev.com',
] as const

/** Domains that ConnectWise owns and hosts PSAs in: regions, sandboxes, single-tenant hosting. */
const CLOUD_DOMAINS = ['myconnectwise.net', 'connectwisedev.com'] as const

/** API origins of the production regions: where a company that one of them misses may live. */
export const CLOUD_REGION_ORIGINS: readonly string[] = CLOUD_WEB_HOSTS.filter((host) =>
  host.endsWith('.myconnectwise.net'),
).map((host) => `https://api-${host}`)

/**
 * Reads the site address as people type or paste it: with or without scheme, path, user, capitals,
 * invisible characters; the web host of the cloud becomes its API host.
 *
 * `allowedHosts` are the servers beyond the cloud, `host` or `host:port` (443 when absent). Throws
 * `PsaError` `CFG-URL`, `CFG-PORTAL`, `CFG-HOST`, `NET-PRIVATE`. Nothing is looked up: an address
 * that is not allowed is refused before a name server could learn of it.
 */
export function readSiteAddress(typed: string, allowedHosts: readonly string[] = []): SiteAddress {
  const cleaned = cleanedText(typed)
  const { scheme, rest } = splitScheme(cleaned, typed)
  const url = parseUrl(rest, typed)
  const hostname = bareHostname(url)
  refusePortals(hostname)
  const port = Number(url.port || (scheme === 'http' ? 80 : 443))
  const listed = isListed(hostname, port, allowedHosts)
  const plain = listed && scheme !== 'https' && isLoopbackName(hostname)
  // Typed http on a server that must be https means the same server on its https port.
  const httpsPort = scheme === 'http' && !plain && port === 80 ? 443 : port
  const apiHost = apiHostOf(hostname)
  const changes = changesOf({ cleaned, url, scheme, hostname, apiHost, plain })
  if (listed || isListed(hostname, httpsPort, allowedHosts)) {
    return siteAddress(plain ? 'http' : 'https', hostname, httpsPort, 'listed', changes)
  }
  if (isCloudHost(hostname) && httpsPort === 443) {
    return siteAddress('https', apiHost, 443, 'cloud', changes)
  }
  throw refusal(hostname, httpsPort)
}

/** True for a host in a domain that ConnectWise owns. */
export function isCloudHost(hostname: string): boolean {
  return CLOUD_DOMAINS.some((domain) => hostname.endsWith(`.${domain}`))
}

/**
 * The API origin that company information names in `SiteUrl`, when it may be trusted with the keys:
 * the cloud may point to another of its hosts, a listed server only to itself.
 */
export function trustedSiteUrl(
  siteUrl: unknown,
  site: SiteAddress,
  allowedHosts: readonly string[],
): string | null {
  if (typeof siteUrl !== 'string' || siteUrl.trim() === '') return null
  try {
    const named = readSiteAddress(siteUrl, allowedHosts)
    const trusted = named.kind === site.kind && (site.kind === 'cloud' || sameServer(named, site))
    return trusted ? named.origin : null
  } catch {
    return null
  }
}

/** The known cloud address most like a host that does not exist, when it is close enough. */
export function nearestCloudHost(hostname: string): string | undefined {
  const name = hostname.replace(/^api-/, '')
  const [best] = CLOUD_WEB_HOSTS.map((host) => ({ host, distance: editDistance(name, host) })).sort(
    (a, b) => a.distance - b.distance,
  )
  // Four edits cover a wrong region code or two typos; more is another name.
  return best && best.distance <= 4 ? best.host : undefined
}

function cleanedText(typed: string): string {
  return typed
    .replaceAll(INVISIBLE, '')
    .trim()
    .replace(/^[<"'“‘(]+/, '')
    .replace(/[>"'”’),;]+$/, '')
    .replaceAll('\\', '/')
    .trim()
}

/** Zero-width and direction marks, soft hyphens: what copying drags along. */
const INVISIBLE = /\p{Cf}/gu

function splitScheme(
  cleaned: string,
  typed: string,
): { scheme: 'http' | 'https' | null; rest: string } {
  const match = /^([a-z][a-z0-9+.-]*):\/+/i.exec(cleaned)
  const scheme = match?.[1]?.toLowerCase() ?? null
  const rest = cleaned.slice(match?.[0].length ?? 0).replace(/^\/+/, '')
  if (scheme !== null && scheme !== 'http' && scheme !== 'https') throw notAnAddress(typed)
  return { scheme, rest }
}

function parseUrl(rest: string, typed: string): URL {
  if (rest === '' || /\s/.test(rest)) throw notAnAddress(typed)
  // The scheme is always https here, so that the parser keeps every port but 443.
  const url = URL.canParse(`https://${rest}`) ? new URL(`https://${rest}`) : null
  if (url === null || url.hostname === '' || url.port === '0') throw notAnAddress(typed)
  if (isIP(bareHostname(url)) === 0 && !HOST_NAME.test(bareHostname(url))) throw notAnAddress(typed)
  return url
}

const HOST_NAME = /^(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]{0,62})(\.[a-z0-9_][a-z0-9_-]{0,62})*$/

/** Lower case, without brackets and without the root's trailing dot. */
function bareHostname(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '')
}

function refusePortals(hostname: string): void {
  const portal =
    /(^|\.)(connectwise\.com|connectwise\.net|myconnectwise\.com|screenconnect\.com)$/.test(
      hostname,
    ) ||
    /^(portal|support|docs|www|developer|home|marketplace|university|status)\.(?:.+\.)?(myconnectwise\.net|connectwisedev\.com)$/.test(
      hostname,
    )
  if (portal) throw new PsaError('CFG-PORTAL', { values: { host: hostname } })
}

/** `na.` becomes `api-na.`; everything else stays. */
function apiHostOf(hostname: string): string {
  return CLOUD_WEB_HOSTS.some((host) => host === hostname) ? `api-${hostname}` : hostname
}

/** True for a host that the operator listed, on whatever port: only those may be private. */
export function isListedHost(hostname: string, allowedHosts: readonly string[]): boolean {
  return allowedHosts.some((entry) => listedServer(entry)?.hostname === hostname)
}

function isListed(hostname: string, port: number, allowedHosts: readonly string[]): boolean {
  return allowedHosts.some((entry) => {
    const server = listedServer(entry)
    return server?.hostname === hostname && server.port === port
  })
}

function listedServer(entry: string): { hostname: string; port: number } | null {
  const text = entry.trim().replace(/^https?:\/\//i, '')
  if (!URL.canParse(`https://${text}`)) return null
  const url = new URL(`https://${text}`)
  return { hostname: bareHostname(url), port: Number(url.port || 443) }
}

function isLoopbackName(hostname: string): boolean {
  return hostname === 'localhost' || kindOfAddress(hostname) === 'loopback'
}

interface Typed {
  readonly cleaned: string
  readonly url: URL
  readonly scheme: 'http' | 'https' | null
  readonly hostname: string
  readonly apiHost: string
  readonly plain: boolean
}

function changesOf({ cleaned, url, scheme, hostname, apiHost, plain }: Typed): SiteChange[] {
  const changes: SiteChange[] = []
  if (scheme === null && !plain) changes.push({ code: 'CFG-FORM', text: 'https:// was added.' })
  if (scheme === 'http' && !plain) {
    changes.push({
      code: 'CFG-HTTP',
      text: 'http was changed to https; ConnectWise refuses plain http.',
    })
  }
  if (url.username !== '' || url.password !== '') {
    changes.push({ code: 'CFG-FORM', text: 'The user name in the address was left out.' })
  }
  const hasPath = url.pathname !== '/' || url.search !== '' || url.hash !== ''
  if (hasPath) {
    changes.push({
      code: 'CFG-PATH',
      // The path only: a pasted query can hold session keys.
      text: `The path ${url.pathname.slice(0, 80)} was left out; only the host is needed.`,
    })
  } else if (cleaned.endsWith('/')) {
    changes.push({ code: 'CFG-FORM', text: 'The trailing slash was left out.' })
  }
  if (apiHost !== hostname) {
    changes.push({
      code: 'CFG-FORM',
      text: `${hostname} became ${apiHost}, its address for programs.`,
    })
  }
  return changes
}

function siteAddress(
  scheme: 'http' | 'https',
  hostname: string,
  port: number,
  kind: SiteAddress['kind'],
  changes: readonly SiteChange[],
): SiteAddress {
  const host = hostname.includes(':') ? `[${hostname}]` : hostname
  return { origin: new URL(`${scheme}://${host}:${port}`).origin, hostname, port, kind, changes }
}

function sameServer(one: SiteAddress, other: SiteAddress): boolean {
  return one.hostname === other.hostname && one.port === other.port
}

/** Names that only mean something inside a network; told apart without asking a name server. */
const LOCAL_NAME =
  /^[^.]+$|(^|\.)(localhost|local|localdomain|internal|intranet|lan|home|corp|home\.arpa|in-addr\.arpa|ip6\.arpa)$/

function refusal(hostname: string, port: number): PsaError {
  const isPrivate =
    isIP(hostname) === 0 ? LOCAL_NAME.test(hostname) : kindOfAddress(hostname) !== 'public'
  const hostport = port === 443 ? hostname : `${hostname}:${port}`
  return new PsaError(isPrivate ? 'NET-PRIVATE' : 'CFG-HOST', {
    values: { host: hostname, hostport, suggestion: nearestCloudHost(hostname) },
  })
}

function notAnAddress(typed: string): PsaError {
  // Only the beginning: people paste whole key lists into the wrong field.
  return new PsaError('CFG-URL', { values: { typed: typed.trim().slice(0, 40) } })
}

function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i += 1) {
    const current = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const substituted = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      current.push(Math.min(substituted, (previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1))
    }
    previous = current
  }
  return previous.at(-1) ?? 0
}
