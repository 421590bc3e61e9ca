import type { IncomingHttpHeaders } from 'node:http'
import { rootCertificates } from 'node:tls'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { Agent } from 'undici'
import { createBodyBuffers } from './body-buffers.ts'
import type { PinnedLookup } from './pinned-lookup.ts'

/** Names in lower case; a header that came twice is joined with a comma. */
export type HttpHeaders = Readonly<Record<string, string | undefined>>

/** A reply, whatever its status: the caller decides what it means. */
export interface HttpReply {
  /** Without query. */
  readonly url: string
  readonly status: number
  readonly headers: HttpHeaders
  /** After decompression, without a byte order mark. */
  readonly body: Buffer
  /** The body as text, made when it is asked for: pages go to the store as they are. */
  readonly text: string
  /** Gives the memory of the body back, which is not to be read any more; saves work, nothing else. */
  readonly release: () => void
  /** From asking to the last byte. */
  readonly requestMs: number
}

interface HttpRequest {
  readonly url: string
  readonly headers?: Readonly<Record<string, string>>
  readonly signal?: AbortSignal
  /** Instead of the default of the client. */
  readonly timeoutMs?: number
  /** Called as soon as status and headers are there, before the body. */
  readonly onHead?: (status: number, headers: HttpHeaders) => void
}

/** GET over HTTP/1.1, nothing else: no redirect is followed, no cookie kept, no proxy used. */
export interface Http {
  get(request: HttpRequest): Promise<HttpReply>
  close(): Promise<void>
}

export interface HttpOptions {
  readonly lookup: PinnedLookup
  /** PEM of an authority to trust beside the built-in ones. */
  readonly extraCa?: string
  readonly connectTimeoutMs?: number
  /** Until the headers, and between two pieces of a body. Default: 60 s, for slow on-premises servers. */
  readonly timeoutMs?: number
}

const DEFAULT_TIMEOUT_MS = 60_000

/** Five seconds for TCP and five for TLS (connection.md, stage S2). */
const CONNECT_TIMEOUT_MS = 10_000

/** A page of 1,000 full tickets is 12 MB; ten times that is no answer to anything we ask. */
const MAX_BODY_BYTES = 128 * 1024 * 1024

/**
 * The one door to the network. Errors are Node's and undici's own; `network-errors.ts` puts them
 * into words. Addresses given as literals are checked here too, because sockets look up only names.
 */
export function createHttp(options: HttpOptions): Http {
  const { lookup, extraCa, connectTimeoutMs = CONNECT_TIMEOUT_MS } = options
  const defaultTimeoutMs = options.timeoutMs ?? DEFAULT_TIMEOUT_MS
  const buffers = createBodyBuffers()
  const agent = new Agent({
    allowH2: false,
    maxResponseSize: MAX_BODY_BYTES,
    keepAliveTimeout: 30_000,
    connect: {
      lookup: lookup.lookup,
      timeout: connectTimeoutMs,
      minVersion: 'TLSv1.2',
      // Stated, because an environment variable can turn the default off.
      rejectUnauthorized: true,
      ...(extraCa === undefined ? {} : { ca: [...rootCertificates, extraCa] }),
    },
  })

  return {
    async get({ url, headers = {}, signal, timeoutMs = defaultTimeoutMs, onHead }) {
      const startedAt = performance.now()
      const { origin, hostname, pathname, search } = new URL(url)
      await lookup.addressesOf(hostname.replace(/^\[|\]$/g, ''))
      const deadline = createDeadline(signal)
      try {
        const response = await agent.request({
          origin,
          path: pathname + search,
          method: 'GET',
          headers: { accept: 'application/json', 'accept-encoding': 'gzip', ...headers },
          headersTimeout: timeoutMs,
          bodyTimeout: timeoutMs,
          signal: deadline.signal,
        })
        const replyHeaders = flattened(response.headers)
        onHead?.(response.statusCode, replyHeaders)
        const expected = Number(replyHeaders['content-length'] ?? 0)
        const raw = await buffers.read(response.body, expected)
        const decodedBody = await decoded(raw, replyHeaders['content-encoding'])
        if (decodedBody !== raw) buffers.giveBack(raw)
        const body = withoutMark(decodedBody)
        return {
          url: origin + pathname,
          status: response.statusCode,
          headers: replyHeaders,
          body,
          release: () => buffers.giveBack(body),
          get text() {
            return body.toString('utf8')
          },
          requestMs: Math.round(performance.now() - startedAt),
        }
      } finally {
        deadline.clear()
      }
    },
    close: () => agent.destroy(),
  }
}

/** A server that sends a byte now and then satisfies every other limit; this one ends it. */
const LONGEST_REQUEST_MS = 300_000

function createDeadline(signal: AbortSignal | undefined): {
  readonly signal: AbortSignal
  readonly clear: () => void
} {
  const late = new AbortController()
  const expire = (): void => late.abort(new DOMException('The reply took too long', 'TimeoutError'))
  const timer = setTimeout(expire, LONGEST_REQUEST_MS).unref()
  return {
    signal: signal ? AbortSignal.any([signal, late.signal]) : late.signal,
    clear: () => clearTimeout(timer),
  }
}

function flattened(headers: IncomingHttpHeaders): HttpHeaders {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : value,
    ]),
  )
}

const gunzipped = promisify(gunzip)

async function decoded(raw: Buffer, encoding: string | undefined): Promise<Buffer> {
  const zipped = (encoding ?? '').toLowerCase().includes('gzip')
  // Some proxies name an encoding on an empty body.
  return zipped && raw.length > 0 ? gunzipped(raw, { maxOutputLength: MAX_BODY_BYTES }) : raw
}

const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf])

function withoutMark(body: Buffer): Buffer {
  return body.subarray(0, 3).equals(BYTE_ORDER_MARK) ? body.subarray(3) : body
}
