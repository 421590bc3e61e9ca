import { createServer as createHttps } from 'node:https'
import { connect, createServer as createTcp } from 'node:net'
import type { TlsOptions } from 'node:tls'
import { Worker } from 'node:worker_threads'
import { systemClock } from '../kernel/clock.ts'
import { silentLog } from '../kernel/log.ts'
import { makeCertificate } from './certificate.test-kit.ts'
import type {
  ConnectionInput,
  ConnectionTestDeps,
  ConnectionTestResult,
} from './connection-test.ts'
import { testConnection } from './connection-test.ts'
import type { Loopback, TestReply, TestRequest } from './loopback.test-kit.ts'
import { COMPANY_INFO, KEYS, listen, psaListener, startPsa } from './loopback.test-kit.ts'
import type { PermissionSubject } from './permissions.ts'
import type { Resolve } from './pinned-lookup.ts'

/** Replies of a test's PSA by path; what is not named is answered as all is well. */
export type Replies = Readonly<
  Record<string, TestReply | ((request: TestRequest) => TestReply | undefined)>
>

/** Values to type and surroundings to test in. */
export interface Setting {
  readonly input?: Partial<ConnectionInput>
  readonly deps?: Partial<ConnectionTestDeps>
}

const open: { close(): Promise<unknown> }[] = []

/** Stops everything that was started since the last time. */
export async function stopAll(): Promise<void> {
  while (open.length > 0) await open.pop()?.close()
}

export const root = makeCertificate({ name: 'Test Root', isAuthority: true })
export const certificate = makeCertificate({
  name: 'psa.test',
  names: ['psa.test', 'api-psa.test', '127.0.0.1'],
  signedBy: root,
})
const toLoopback: Resolve = () => Promise.resolve([{ address: '127.0.0.1', family: 4 }])
export const failsWith =
  (code: string): Resolve =>
  () =>
    Promise.reject(Object.assign(new Error(code), { code }))

const STREAMS: readonly PermissionSubject[] = [
  subject('companies', '/company/companies', 'Companies', 'Company Maintenance'),
  subject('agreements', '/finance/agreements', 'Finance', 'Agreements'),
  subject('boards', '/service/boards', 'System', 'Table Setup'),
]

function subject(name: string, endpoint: string, module: string, line: string): PermissionSubject {
  return { name, title: name, endpoint, permission: { module, function: line }, profile: 'core' }
}

export const line = (
  module: string,
  name: string,
  inquireLevel: string,
  customFlag = false,
): object => ({
  moduleName: module,
  moduleFunctionName: name,
  inquireLevel,
  addLevel: 'None',
  editLevel: 'None',
  deleteLevel: 'None',
  customFlag,
})

export const json = (value: unknown, status = 200): TestReply => ({
  status,
  body: JSON.stringify(value),
})
export const refusal = (status: number, code: string, message: string): TestReply =>
  json({ code, message, errors: null }, status)
export const page = (status: number, title: string): TestReply => ({
  status,
  headers: { 'content-type': 'text/html' },
  body: `<!doctype html><html><title>${title}</title></html>`,
})
export const NO_ACCESS = refusal(
  403,
  'Security',
  'You do not have security permission to perform this action.',
)
export const NO_ENDPOINT = refusal(404, 'ConnectWiseApi', 'The endpoint does not exist.')
export const ROLE = [
  line('Companies', 'Company Maintenance', 'All'),
  line('Finance', 'Agreements', 'All', true),
  line('System', 'Table Setup', 'All'),
]

/** A PSA where all is well. */
const HEALTHY: Replies = {
  '/login/companyinfo/practice': json(COMPANY_INFO),
  '/system/info': json({
    version: 'v2025.1.90000',
    isCloud: true,
    cloudRegion: 'NA',
    serverTimeZone: 'Eastern Standard Time',
  }),
  '/system/myMembers/info': json({
    id: 7,
    identifier: 'briefing',
    inactiveFlag: false,
    licenseClass: 'A',
    excludedServiceBoardIds: [],
    excludedProjectBoardIds: [],
  }),
  '/system/apiMembers': json([
    {
      id: 7,
      identifier: 'briefing',
      securityRole: { id: 3, name: 'Read only' },
      structureLevel: { id: 1, name: 'Corporate' },
    },
  ]),
  '/system/mySecurity': json(ROLE),
  '/company/companies/count': json({ count: 60 }),
  '/service/tickets/count': json({ count: 421 }),
  '/finance/agreements/count': json({ count: 1 }),
  '/company/configurations/count': json({ count: 4 }),
  '/time/entries/count': json({ count: 9 }),
}

function answering(replies: Replies): (request: TestRequest) => TestReply | undefined {
  const all = { ...HEALTHY, ...replies }
  return (request) => {
    const reply = all[request.path] ?? json([{ id: 1 }])
    return typeof reply === 'function' ? reply(request) : reply
  }
}

/** Over plain http on a listed loopback address. */
export async function psa(
  replies: Replies = {},
  deps: Partial<ConnectionTestDeps> = {},
): Promise<Setting> {
  const server = await startPsa(answering(replies), true)
  open.push(server)
  return { input: { siteUrl: server.host }, deps: { allowedHosts: [server.host], ...deps } }
}

/** Over https under a name that the test's own resolver knows. */
export async function tlsPsa(
  replies: Replies = {},
  { typed = 'https://psa.test', tls = {} }: { typed?: string; tls?: TlsOptions } = {},
): Promise<Setting> {
  const server = createHttps(
    { cert: certificate.pem, key: certificate.keyPem, ...tls },
    psaListener(answering(replies)),
  )
  server.on('tlsClientError', () => undefined)
  return named(await listen(server), typed)
}

/** Anything that listens, under the name `psa.test`. */
export function named(server: Loopback, typed = 'https://psa.test'): Setting {
  open.push(server)
  return {
    input: { siteUrl: typed.replace(/psa\.test/, `psa.test:${server.port}`) },
    deps: {
      allowedHosts: [`psa.test:${server.port}`, `api-psa.test:${server.port}`],
      resolve: toLoopback,
      extraCa: root.pem,
    },
  }
}

export function run({ input, deps }: Setting): Promise<ConnectionTestResult> {
  return testConnection(
    { ...KEYS, siteUrl: 'na.myconnectwise.net', ...input },
    { clock: systemClock, log: silentLog, streams: STREAMS, ...deps },
  )
}

/** A port that was free a moment ago and on which nothing listens. */
export async function deadPort(): Promise<Loopback> {
  const server = await listen(createTcp())
  await server.close()
  return server
}

/** A server whose queue is full and which never takes a connection from it: a firewall that drops. */
export async function deafServer(): Promise<Loopback> {
  const worker = new Worker(
    `const { createServer, connect } = require('node:net')
     const { parentPort } = require('node:worker_threads')
     const server = createServer().listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
       parentPort.postMessage(server.address().port)
       Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20_000)
     })`,
    { eval: true },
  )
  const port = await new Promise<number>((resolve) => {
    worker.once('message', resolve)
  })
  // The queue holds one more than its backlog; two or three make it full on any Linux.
  const waiting = [1, 2, 3].map(() => connect(port, '127.0.0.1').on('error', () => undefined))
  await new Promise((resolve) => {
    setTimeout(resolve, 30)
  })
  return {
    host: `127.0.0.1:${port}`,
    port,
    async close() {
      for (const socket of waiting) socket.destroy()
      await worker.terminate()
    },
  }
}
