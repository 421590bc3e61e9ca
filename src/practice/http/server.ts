import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { setTimeout as sleep } from 'node:timers/promises'
import { answerDoor } from './control-door.ts'
import { answerPsa, streamOf } from './psa-api.ts'
import type { PsaRequest, Reply, Trace } from './psa-api.ts'
import { Query } from './query.ts'
import { JSON_TYPE, Refusal } from './refusal.ts'
import { send } from './send.ts'
import type { Site } from './site.ts'

/** A certificate with its key, PEM. */
export interface Tls {
  readonly key: string
  readonly cert: string
}

/** The HTTP server of a site, not yet listening. */
export function serverOf(site: Site, tls: Tls | null): Server {
  const scheme = tls ? 'https' : 'http'
  const listener = (message: IncomingMessage, response: ServerResponse) => {
    const request = requestOf(message, scheme)
    const isDoor = request.segments[0] === '_practice'
    const answered = isDoor
      ? answerDoor(site, request, response)
      : answerAndRecord(site, request, response)
    answered.catch((error: unknown) => {
      site.log.error({ err: error, path: request.rawPath }, 'the practice PSA failed to answer')
      response.destroy()
    })
  }
  // Longer than clients keep idle connections: the one who waits longer never meets a closed one.
  const options = { keepAliveTimeout: 120_000 }
  return tls ? createTlsServer({ ...options, ...tls }, listener) : createServer(options, listener)
}

function requestOf(message: IncomingMessage, scheme: string): PsaRequest {
  const [rawPath = '/', ...search] = (message.url ?? '/').split('?')
  const { host = '' } = message.headers
  const { localPort = 0 } = message.socket
  // Echoed in links, so that a client meets the address that it knows.
  const address = /^[\w.[\]:-]+$/.test(host) ? host : `127.0.0.1:${localPort}`
  return {
    message,
    method: message.method ?? 'GET',
    rawPath,
    segments: rawPath
      .split('/')
      .filter((part) => part !== '')
      .map(decoded),
    query: new Query(search.join('?')),
    origin: `${scheme}://${address}`,
  }
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}

async function answerAndRecord(
  site: Site,
  request: PsaRequest,
  response: ServerResponse,
): Promise<void> {
  const { faults } = site
  const stream = streamOf(site, request)
  const fault = faults.next(stream)
  const trace: Trace = { member: null, path: '(no such path)' }
  const record = (status: number) => {
    const { method, query } = request
    site.journal.add({ ...trace, method, query: query.toString(), status, fault })
  }
  if (faults.plan.latencyMs !== undefined && faults.reaches(stream)) {
    await sleep(faults.plan.latencyMs, undefined, { ref: false })
  }
  if (fault === 'reset' || fault === 'halfOpen') {
    record(0)
    // A half-open connection is simply never answered; the client's patience ends it.
    if (fault === 'reset') reset(request.message)
    return
  }
  const reply = await replyTo(site, request, trace, () => {
    faults.throwIfTooMany(stream, site.nowMs())
    faults.throwIfRefused(fault)
    return answerPsa(site, request, fault, trace)
  })
  record(reply.status)
  const dateMs = site.nowMs() + (faults.plan.clockSkewSeconds ?? 0) * 1000
  await send(response, { reply, fault, draw: faults.draw(), dateMs })
}

/** Turns what was thrown into ConnectWise's answer. */
async function replyTo(
  site: Site,
  request: PsaRequest,
  trace: Trace,
  answer: () => Promise<Reply>,
): Promise<Reply> {
  try {
    return await answer()
  } catch (error) {
    if (error instanceof Refusal) return error
    site.log.error({ err: error, path: trace.path }, 'the practice PSA failed')
    const body = '{"code":"ConnectWiseApi","message":"An error has occurred."}'
    return { status: 500, contentType: JSON_TYPE, headers: {}, body }
  } finally {
    // A body nobody read would keep the connection from being used again.
    request.message.resume()
  }
}

function reset({ socket }: IncomingMessage): void {
  if ('encrypted' in socket) socket.destroy()
  else socket.resetAndDestroy()
}
