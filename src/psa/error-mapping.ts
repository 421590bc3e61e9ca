import type { DiagnosisCode, DiagnosisValues } from './diagnose.ts'
import type { HttpReply } from './http.ts'
import { secondsOf } from './network-errors.ts'
import type { Evidence } from './psa-error.ts'
import { PsaError } from './psa-error.ts'
import type { Redact } from './redact.ts'
import { safeMessage } from './redact.ts'
import { isCloudHost } from './site-address.ts'

export interface ReplyContext {
  readonly redact: Redact
  /** For a `Retry-After` that is a date. */
  readonly now: Date
  /** True when the request named an API version in `Accept`. */
  readonly pinned?: boolean
  /** Further values for the message: company, version, member. */
  readonly values?: DiagnosisValues
}

/**
 * Puts a reply that is not what was asked for into words, whatever its body: ConnectWise's JSON
 * (with `code` or, when throttled, `error`), plain text, a web page, nothing. Facts: Developer
 * Guide, "Status codes", and the recorded bodies of connectwise-api.md part 3.
 */
export function replyError(reply: HttpReply, context: ReplyContext): PsaError {
  const body = readErrorBody(reply, context.redact)
  const verdict = verdictOf(reply, body, context)
  return new PsaError(verdict.code, {
    values: { ...valuesOf(reply, body), ...verdict.values, ...context.values },
    evidence: evidenceOf(reply, body),
    retryable: verdict.retryable ?? false,
    ...(verdict.retryAfterMs === undefined ? {} : { retryAfterMs: verdict.retryAfterMs }),
  })
}

/** A reply of the right status whose body cannot be used: a page, half a document, nothing. */
export function unreadableReply(reply: HttpReply, context: ReplyContext): PsaError {
  const body = readErrorBody(reply, context.redact)
  return new PsaError(body.isPage ? 'FMT-HTML' : 'FMT-JSON', {
    values: { ...valuesOf(reply, body), ...context.values },
    evidence: evidenceOf(reply, body),
    retryable: true,
  })
}

/** What was seen on the wire when all went well. */
export function evidenceOf(reply: HttpReply, body: Partial<ErrorBody> = {}): Evidence {
  const contentType = reply.headers['content-type']
  const date = reply.headers['date']
  const requestId = reply.headers['x-cw-request-id']
  return {
    url: reply.url,
    httpStatus: reply.status,
    ...(contentType === undefined ? {} : { contentType: contentType.slice(0, 100) }),
    ...(body.code ? { cwCode: body.code } : {}),
    ...(body.message ? { cwMessage: body.message } : {}),
    requestMs: reply.requestMs,
    ...(requestId === undefined ? {} : { requestId: requestId.slice(0, 60) }),
    ...(date === undefined ? {} : { date: date.slice(0, 40) }),
  }
}

/** An error body as far as it could be understood; texts are redacted and short. */
interface ErrorBody {
  readonly isJson: boolean
  readonly isPage: boolean
  /** `code`, or `error` in the body of a 429. */
  readonly code: string
  readonly message: string
  /** Of a page. */
  readonly title: string
}

function readErrorBody(reply: HttpReply, redact: Redact): ErrorBody {
  const text = reply.text.trimStart()
  const type = (reply.headers['content-type'] ?? '').toLowerCase()
  if (text.startsWith('<') || (type.includes('text/html') && !text.startsWith('{'))) {
    const title = /<title[^>]*>([^<]{0,500})/i.exec(text)?.[1] ?? ''
    return { isJson: false, isPage: true, code: '', message: '', title: safeMessage(title, redact) }
  }
  const parsed = parsedObject(text)
  if (parsed === null) {
    return { isJson: false, isPage: false, code: '', message: safeMessage(text, redact), title: '' }
  }
  const code = textOf(parsed['code']) || textOf(parsed['error'])
  const message = [textOf(parsed['message']), ...detailsOf(parsed['errors'])].join(' ')
  return {
    isJson: true,
    isPage: false,
    code: safeMessage(code, redact).slice(0, 60),
    message: safeMessage(message, redact),
    title: '',
  }
}

interface Verdict {
  readonly code: DiagnosisCode
  readonly retryable?: boolean
  readonly retryAfterMs?: number
  readonly values?: DiagnosisValues
}

/** In order of how much a sign proves: what the body says outright, then the status. */
function verdictOf(reply: HttpReply, body: ErrorBody, context: ReplyContext): Verdict {
  const { status } = reply
  if (status >= 300 && status < 400) return redirectVerdict(reply)
  if (status === 407) return { code: 'NET-PROXY' }
  if (status === 429) return throttledVerdict(reply, context.now)
  if (/cannot route/i.test(body.message)) return { code: 'FMT-TEXT' }
  if (/ssl is required/i.test(body.message)) return { code: 'API-SSL' }
  if (status >= 500) return serverVerdict(body)
  if (body.isPage) return { code: isBlockPage(reply, body) ? 'WAF-403' : 'FMT-HTML' }
  if (/client ?id/i.test(body.message) && [400, 401, 403].includes(status)) {
    return { code: 'API-CLIENTID' }
  }
  if (/incorrect public\/private key/i.test(body.message) || body.code === 'Unauthorized') {
    return { code: 'AUTH-401' }
  }
  return statusVerdict(status, body, context)
}

function statusVerdict(status: number, body: ErrorBody, context: ReplyContext): Verdict {
  const aboutVersion =
    status === 406 || status === 415 || /accept header|version/i.test(body.message)
  if (context.pinned && [400, 406, 415].includes(status) && aboutVersion) {
    return { code: 'VER-ACCEPT' }
  }
  if (status === 401 || /UserNotAuthenticated/i.test(body.message)) return { code: 'AUTH-401' }
  if (status === 403) return { code: body.isJson ? 'PERM-READ' : 'WAF-403' }
  if (status === 404) return { code: 'API-404' }
  if (status === 405) return { code: 'API-405' }
  if (status === 409) return { code: 'API-409' }
  if (status === 415) return { code: 'API-415' }
  if (status < 300) return { code: 'FMT-JSON', retryable: true }
  return { code: 'API-400' }
}

/** Signs of a page made by a firewall or content network and not by ConnectWise. */
function isBlockPage(reply: HttpReply, body: ErrorBody): boolean {
  if (reply.status === 403) return true
  const named = /access denied|attention required|blocked|forbidden|just a moment/i.test(body.title)
  return named || reply.headers['cf-mitigated'] !== undefined
}

/** Bodies of a 500 that come back the same however often one asks. */
const LASTING_FAULT = /error converting value|string was not recognized as a valid/i

function serverVerdict(body: ErrorBody): Verdict {
  if (/time(d )?[ -]?out/i.test(body.message)) return { code: 'API-500T', retryable: true }
  return { code: 'API-5xx', retryable: !LASTING_FAULT.test(body.message) }
}

function throttledVerdict(reply: HttpReply, now: Date): Verdict {
  const retryAfterMs = retryAfter(reply.headers['retry-after'], now)
  return {
    code: 'API-429',
    retryable: true,
    ...(retryAfterMs === null ? {} : { retryAfterMs, values: { wait: secondsOf(retryAfterMs) } }),
  }
}

/** Seconds or an HTTP date; null when absent or unreadable. */
function retryAfter(header: string | undefined, now: Date): number | null {
  if (header === undefined) return null
  const seconds = Number(header.trim() || Number.NaN)
  const ms = Number.isNaN(seconds) ? Date.parse(header) - now.getTime() : seconds * 1000
  return Number.isFinite(ms) ? Math.max(0, ms) : null
}

const SIGN_IN = /log-?[io]n|sign-?in|sso|saml|oauth|authorize|adfs|account/i

function redirectVerdict(reply: HttpReply): Verdict {
  const from = new URL(reply.url)
  const location = reply.headers['location'] ?? ''
  if (!URL.canParse(location, reply.url)) return { code: 'FMT-JSON', retryable: true }
  const to = new URL(location, reply.url)
  const values = { target: to.host.slice(0, 100) }
  if (from.protocol === 'https:' && to.protocol === 'http:') return { code: 'RDR-HTTP', values }
  return { code: isMove(from, to) ? 'RDR-HOST' : 'RDR-LOGIN', values }
}

/** To the same path on another server, or to another cloud host that is not a sign-in page. */
function isMove(from: URL, to: URL): boolean {
  if (to.host === from.host) return false
  if (to.pathname.toLowerCase() === from.pathname.toLowerCase()) return true
  return isCloudHost(to.hostname) && !SIGN_IN.test(to.host + to.pathname)
}

function valuesOf(reply: HttpReply, body: ErrorBody): DiagnosisValues {
  const { host, pathname } = new URL(reply.url)
  return {
    host,
    path: pathname.replace(/^.*\/apis\/3\.0/, ''),
    status: reply.status,
    message: body.message,
    title: body.title || undefined,
    bytes: reply.body.length,
    type: (reply.headers['content-type'] ?? 'no stated type').slice(0, 60),
  }
}

function parsedObject(text: string): Record<string, unknown> | null {
  if (!text.startsWith('{')) return null
  try {
    return JSON.parse(text) as Record<string, unknown>
  } catch {
    return null
  }
}

function detailsOf(errors: unknown): string[] {
  if (!Array.isArray(errors)) return []
  return errors.slice(0, 3).map((error: unknown) => {
    return typeof error === 'object' && error !== null && 'message' in error
      ? textOf(error.message)
      : ''
  })
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
