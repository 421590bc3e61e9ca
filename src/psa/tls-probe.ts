import { connect as connectTcp } from 'node:net'
import type { DetailedPeerCertificate, PeerCertificate, TLSSocket } from 'node:tls'
import { connect as connectTls, rootCertificates } from 'node:tls'
import type { DiagnosisCode, DiagnosisValues } from './diagnose.ts'
import { networkError } from './network-errors.ts'
import type { ResolvedAddress } from './pinned-lookup.ts'
import { PsaError } from './psa-error.ts'
import type { SiteAddress } from './site-address.ts'

/** What a server showed when it was connected to; nothing was sent to it beyond the handshake. */
export interface ServerHandshake {
  /** `TLSv1.3`; null on a listed loopback address without encryption. */
  readonly protocol: string | null
  readonly certificateUntil: Date | null
  readonly issuer: string | null
}

export interface HandshakeOptions {
  readonly site: SiteAddress
  /** Checked addresses; the first one is tried. */
  readonly addresses: readonly ResolvedAddress[]
  /** For TCP, and again for TLS. */
  readonly timeoutMs: number
  readonly extraCa?: string
}

/**
 * Connects, encrypts, looks at the certificate and hangs up. Throws `PsaError` `NET-…` or `TLS-…`
 * with the certificate's names, issuer and dates in its words.
 */
export async function shakeHands(options: HandshakeOptions): Promise<ServerHandshake> {
  const { site, timeoutMs } = options
  const values: { phase: string; step: string } = {
    phase: 'before the encryption was agreed',
    step: 'took no connection',
  }
  try {
    if (site.origin.startsWith('http:')) {
      await tcp(options)
      return { protocol: null, certificateUntil: null, issuer: null }
    }
    const socket = await tls(options, () => {
      values.step = 'did not begin the encryption'
    })
    try {
      return judge(socket, site)
    } finally {
      socket.destroy()
    }
  } catch (error) {
    throw networkError(error, { url: site.origin, timeoutMs, values })
  }
}

function tcp(options: HandshakeOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connectTcp(target(options))
    socket.setTimeout(options.timeoutMs, () => socket.destroy(fault('ETIMEDOUT')))
    socket.once('error', reject)
    socket.once('connect', () => {
      socket.destroy()
      resolve()
    })
  })
}

function tls(options: HandshakeOptions, onTcp: () => void): Promise<TLSSocket> {
  const { site, timeoutMs, extraCa } = options
  return new Promise((resolve, reject) => {
    const socket = connectTls({
      ...target(options),
      ...(/^[\d.]+$|:/.test(site.hostname) ? {} : { servername: site.hostname }),
      ...(extraCa === undefined ? {} : { ca: [...rootCertificates, extraCa] }),
      minVersion: 'TLSv1.2',
      // Only for looking: `judge` refuses what is not authorised, and nothing is ever sent on it.
      rejectUnauthorized: false,
    })
    const timer = { current: setTimeout(() => socket.destroy(fault('ETIMEDOUT')), timeoutMs) }
    const done = (): void => clearTimeout(timer.current)
    socket.once('connect', () => {
      onTcp()
      clearTimeout(timer.current)
      timer.current = setTimeout(() => socket.destroy(fault('ETIMEDOUT')), timeoutMs)
    })
    socket.once('close', done)
    socket.once('error', reject)
    socket.once('secureConnect', () => resolve(socket))
  })
}

function target({ site, addresses }: HandshakeOptions): { host: string; port: number } {
  return { host: addresses[0]?.address ?? site.hostname, port: site.port }
}

function judge(socket: TLSSocket, site: SiteAddress): ServerHandshake {
  const certificate = socket.getPeerCertificate(true)
  const issuer = nameOf(certificate.issuer)
  if (socket.authorized) {
    return {
      protocol: socket.getProtocol(),
      certificateUntil: dateOf(certificate.valid_to),
      issuer,
    }
  }
  // Typed as an Error, in truth the code of the fault as text.
  const code = String(socket.authorizationError)
  const inspected = issuer !== null && INSPECTORS.test(`${issuer} ${topIssuer(certificate) ?? ''}`)
  if (inspected && UNTRUSTED.has(code)) {
    throw certificateFault('TLS-MITM', code, certificate, site)
  }
  throw networkError(fault(code), {
    url: site.origin,
    values: certificateValues(code, certificate),
  })
}

/** Faults that say "not from an authority I know". */
const UNTRUSTED: ReadonlySet<string> = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
])

/** Makers of devices and programs that open TLS connections and sign with an authority of their own. */
const INSPECTORS =
  /zscaler|fortinet|fortigate|sophos|palo ?alto|netskope|blue ?coat|symantec web|cisco umbrella|check ?point|barracuda|forcepoint|watchguard|sonicwall|untangle|smoothwall|iboss|mcafee web|kaspersky|eset ssl|avast|bitdefender|squid|mitmproxy|portswigger|fiddler|charles proxy/i

function certificateFault(
  code: DiagnosisCode,
  faultCode: string,
  certificate: PeerCertificate,
  site: SiteAddress,
): PsaError {
  return new PsaError(code, {
    values: { host: site.hostname, ...certificateValues(faultCode, certificate) },
    evidence: { url: site.origin, fault: faultCode },
  })
}

function certificateValues(faultCode: string, certificate: PeerCertificate): DiagnosisValues {
  const date = faultCode === 'CERT_NOT_YET_VALID' ? certificate.valid_from : certificate.valid_to
  return {
    subject: nameOf(certificate.subject) ?? undefined,
    issuer: nameOf(certificate.issuer) ?? undefined,
    names: namesIn(certificate),
    date: dateOf(date)?.toISOString().slice(0, 10),
  }
}

function namesIn(certificate: PeerCertificate): string | undefined {
  const names = (certificate.subjectaltname ?? '')
    .split(/,\s*/)
    .map((entry) => entry.replace(/^(DNS|IP Address):/, ''))
    .filter((name) => name !== '')
    .slice(0, 5)
  return names.length > 0
    ? names.map(printable).join(', ')
    : (nameOf(certificate.subject) ?? undefined)
}

/** Issuer of the last certificate that the server sent. */
function topIssuer(certificate: DetailedPeerCertificate): string | null {
  let top = certificate
  // Ten is far beyond any real chain; a chain may loop onto its self-signed root.
  for (let depth = 0; depth < 10 && top.issuerCertificate; depth += 1) top = top.issuerCertificate
  return nameOf(top.issuer)
}

function nameOf(name: PeerCertificate['subject'] | undefined): string | null {
  const part = name?.CN ?? name?.O
  const text = Array.isArray(part) ? part[0] : part
  return text === undefined ? null : printable(text)
}

/** Certificates hold text of strangers. */
function printable(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}]/gu, ' ').slice(0, 80)
}

function dateOf(text: string | undefined): Date | null {
  const ms = Date.parse(text ?? '')
  return Number.isNaN(ms) ? null : new Date(ms)
}

function fault(code: string): NodeJS.ErrnoException {
  return Object.assign(new Error(code), { code })
}
