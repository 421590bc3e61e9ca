import { randomUUID } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { API_VERSION } from './documents.ts'
import type { Fault } from './fault-plan.ts'
import type { Reply } from './psa-api.ts'

export interface Delivery {
  readonly reply: Reply
  /** What happens to the reply on its way. */
  readonly fault: Fault | null
  /** Number from 0 to 1 that picks the form of a fault. */
  readonly draw: number
  /** What the Date header says; milliseconds since 1970. */
  readonly dateMs: number
}

/** Sends a reply with the headers that ConnectWise puts on every one, or spoils it as a fault says. */
export async function send(response: ServerResponse, delivery: Delivery): Promise<void> {
  const { reply, fault, draw, dateMs } = delivery
  const body = Buffer.isBuffer(reply.body) ? reply.body : Buffer.from(reply.body)
  response.statusCode = reply.status
  if (reply.reason !== undefined) response.statusMessage = reply.reason
  const headers = { ...COMMON_HEADERS, ...reply.headers, 'Content-Type': reply.contentType }
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
  response.setHeader('x-cw-request-id', randomUUID())
  response.setHeader('Date', new Date(dateMs).toUTCString())
  response.setHeader('Content-Length', body.length)
  if (fault === 'truncate') truncate(response, body, draw)
  else if (fault === 'gzipError') brokenGzip(response, body)
  else if (fault === 'slowDrip') await drip(response, body)
  else response.end(body)
}

const COMMON_HEADERS: Readonly<Record<string, string>> = {
  'api-current-version': API_VERSION,
  'x-server-name': 'PRACTICE01',
  'Cache-Control': 'no-cache',
  Pragma: 'no-cache',
  'Strict-Transport-Security': 'max-age=31536000; includeSubDomains',
  'X-Frame-Options': 'SAMEORIGIN',
}

/** Half the body: either with the connection cut, or, worse, as if it were all. */
function truncate(response: ServerResponse, body: Buffer, draw: number): void {
  const half = body.subarray(0, Math.floor(body.length / 2))
  if (draw < 0.5) {
    response.setHeader('Content-Length', half.length)
    response.end(half)
    return
  }
  response.write(half, () => response.destroy())
}

/** Says gzip and is not quite: the check sum is wrong. */
function brokenGzip(response: ServerResponse, body: Buffer): void {
  const packed = gzipSync(body, { level: 1 })
  // The last eight bytes of a gzip stream are its check sum and its length.
  for (let at = packed.length - 8; at < packed.length; at += 1) packed[at] = 0xff
  response.setHeader('Content-Encoding', 'gzip')
  response.setHeader('Content-Length', packed.length)
  response.end(packed)
}

/** Twenty pieces in a second: slow, complete, and right. */
async function drip(response: ServerResponse, body: Buffer): Promise<void> {
  const step = Math.ceil(body.length / 20)
  for (let from = 0; from < body.length; from += step) {
    if (response.destroyed) return
    response.write(body.subarray(from, from + step))
    await sleep(50, undefined, { ref: false })
  }
  response.end()
}
