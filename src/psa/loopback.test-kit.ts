import { once } from 'node:events'
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo, Server, Socket } from 'node:net'

/** A real server on 127.0.0.1 for tests; `host` is `127.0.0.1:<port>`, fit for the allowed hosts. */
export interface Loopback {
  readonly host: string
  readonly port: number
  close(): Promise<void>
}

/** Starts any kind of server on a free port; closing it cuts every connection. */
export async function listen(server: Server): Promise<Loopback> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.once('close', () => sockets.delete(socket))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    host: `127.0.0.1:${port}`,
    port,
    async close() {
      const closed = once(server, 'close')
      server.close()
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}

/** What a test's PSA answers; a string is sent as JSON with status 200. */
export interface TestReply {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Buffer
}

export interface TestRequest {
  /** Below `/apis/3.0`, or from the root for anything else. */
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: IncomingMessage['headers']
  readonly response: ServerResponse
}

/** Answers a request; undefined when it has written to the response itself or means to hang. */
export type Answer = (request: TestRequest) => TestReply | undefined

export const COMPANY_INFO = {
  CompanyName: 'Practice MSP',
  Codebase: 'v2025_1/',
  VersionCode: 'v2025.1',
  VersionNumber: 'v4.6.90000',
  CompanyID: 'practice',
  IsCloud: 'True',
}

/** A PSA that knows the company `practice` and answers everything else as the test says. */
export function psaListener(answer: Answer): RequestListener {
  return (request, response) => {
    const url = new URL(request.url ?? '/', 'http://psa.test')
    const path = url.pathname.replace(/^.*\/apis\/3\.0/, '')
    const own = answer({ path, query: url.searchParams, headers: request.headers, response })
    if (own === undefined) return
    const body = own.body ?? ''
    response.writeHead(own.status ?? 200, {
      'content-type': 'application/json; charset=utf-8',
      'content-length': String(Buffer.byteLength(body)),
      ...own.headers,
    })
    response.end(body)
  }
}

/** Starts a PSA over plain http; company information is answered unless the test means to. */
export function startPsa(answer: Answer, ownCompanyInfo = false): Promise<Loopback> {
  return listen(createServer(psaListener(ownCompanyInfo ? answer : withCompanyInfo(answer))))
}

function withCompanyInfo(answer: Answer): Answer {
  return (request) =>
    request.path === '/login/companyinfo/practice'
      ? { body: JSON.stringify(COMPANY_INFO) }
      : answer(request)
}

export const KEYS = {
  companyId: 'practice',
  publicKey: 'practicePublic',
  privateKey: 'practicePrivate',
  clientId: '00000000-0000-4000-8000-000000000001',
}
