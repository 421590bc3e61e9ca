import { plural } from '../kernel/words.ts'
import type { DiagnosisCode, DiagnosisValues } from './diagnose.ts'
import { PsaError } from './psa-error.ts'
import { nearestCloudHost } from './site-address.ts'

export interface NetworkContext {
  /** With or without a query; only what comes before it is kept. */
  readonly url: string
  /** How long was waited, for the message of a timeout. */
  readonly timeoutMs?: number
  /** Further values for the message, such as what is known of a certificate. */
  readonly values?: DiagnosisValues
}

/**
 * Puts a fault of name service, socket, TLS or HTTP parser into words. An abort by the caller is
 * handed back as it is.
 */
export function networkError(error: unknown, context: NetworkContext): unknown {
  if (error instanceof PsaError) return error
  const fault = faultOf(error)
  if (fault === 'ABORT_ERR' || fault === 'UND_ERR_ABORTED') return error
  const url = new URL(context.url)
  const code = diagnosisOf(fault)
  const port = url.port || (url.protocol === 'http:' ? '80' : '443')
  const hostname = url.hostname.replace(/^\[|\]$/g, '')
  return new PsaError(code, {
    values: {
      host: hostname,
      port,
      hostport: port === '443' ? hostname : `${hostname}:${port}`,
      wait: context.timeoutMs === undefined ? 'the time allowed' : secondsOf(context.timeoutMs),
      suggestion: nearestCloudHost(hostname),
      phase: 'without a reply',
      step: 'took no connection',
      ...context.values,
    },
    evidence: { url: url.origin + url.pathname, fault },
    retryable: RETRYABLE.has(code),
    cause: error,
  })
}

/** `5 seconds`. */
export function secondsOf(ms: number): string {
  return plural(Math.max(1, Math.round(ms / 1000)), 'second')
}

const RETRYABLE: ReadonlySet<DiagnosisCode> = new Set([
  'NET-DNS',
  'NET-DNS-TMP',
  'NET-REFUSED',
  'NET-TIMEOUT',
  'NET-RESET',
  'NET-UNREACH',
  'API-SLOW',
  'FMT-JSON',
])

/** Node's and undici's fault codes, by what they mean to the reader. */
const DIAGNOSIS_OF_FAULT: Readonly<Record<string, DiagnosisCode>> = {
  ENOTFOUND: 'NET-DNS',
  ENODATA: 'NET-DNS',
  EAI_AGAIN: 'NET-DNS-TMP',
  EAI_FAIL: 'NET-DNS-TMP',
  ESERVFAIL: 'NET-DNS-TMP',
  ETIMEOUT: 'NET-DNS-TMP',
  EREFUSED: 'NET-DNS-TMP',
  EPRIVATE: 'NET-PRIVATE',
  ECONNREFUSED: 'NET-REFUSED',
  ETIMEDOUT: 'NET-TIMEOUT',
  UND_ERR_CONNECT_TIMEOUT: 'NET-TIMEOUT',
  EHOSTUNREACH: 'NET-UNREACH',
  ENETUNREACH: 'NET-UNREACH',
  EADDRNOTAVAIL: 'NET-UNREACH',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'TLS-SELF',
  SELF_SIGNED_CERT_IN_CHAIN: 'TLS-SELF',
  CERT_UNTRUSTED: 'TLS-SELF',
  CERT_SIGNATURE_FAILURE: 'TLS-SELF',
  UNABLE_TO_GET_ISSUER_CERT: 'TLS-CHAIN',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'TLS-CHAIN',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'TLS-CHAIN',
  ERR_TLS_CERT_ALTNAME_INVALID: 'TLS-NAME',
  HOSTNAME_MISMATCH: 'TLS-NAME',
  CERT_HAS_EXPIRED: 'TLS-EXPIRED',
  CERT_NOT_YET_VALID: 'TLS-NOTYET',
  EPROTO: 'TLS-PROTO',
  UND_ERR_HEADERS_TIMEOUT: 'API-SLOW',
  UND_ERR_BODY_TIMEOUT: 'API-SLOW',
  TIMEOUT_ERR: 'API-SLOW',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'FMT-JSON',
  UND_ERR_RES_EXCEEDED_MAX_SIZE: 'FMT-JSON',
  UND_ERR_HEADERS_OVERFLOW: 'FMT-JSON',
  ERR_BUFFER_TOO_LARGE: 'FMT-JSON',
}

function diagnosisOf(fault: string): DiagnosisCode {
  const known = DIAGNOSIS_OF_FAULT[fault]
  if (known) return known
  if (fault.startsWith('ERR_SSL_')) return 'TLS-PROTO'
  // zlib and the HTTP parser: the bytes are not what they claim to be.
  if (/^(Z_|HPE_)/.test(fault)) return 'FMT-JSON'
  return 'NET-RESET'
}

function faultOf(error: unknown): string {
  if (!(error instanceof Error)) return 'UNKNOWN'
  if (error.name === 'TimeoutError') return 'TIMEOUT_ERR'
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  // Several addresses were tried: the first one's fault speaks for them.
  if (error instanceof AggregateError && error.errors.length > 0) {
    return code === 'ETIMEDOUT' ? code : faultOf(error.errors[0])
  }
  if (code !== '') return code
  if (error.name === 'AbortError') return 'ABORT_ERR'
  return error.cause === undefined ? 'UNKNOWN' : faultOf(error.cause)
}
