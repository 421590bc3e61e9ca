import { createServer } from 'node:http'
import { gzipSync } from 'node:zlib'
import { afterEach, describe, expect, it } from 'vitest'
import type { Http } from './http.ts'
import { createHttp } from './http.ts'
import type { Loopback } from './loopback.test-kit.ts'
import { listen } from './loopback.test-kit.ts'
import { createPinnedLookup } from './pinned-lookup.ts'
import { networkError } from './network-errors.ts'

const open: { close(): Promise<void> }[] = []
afterEach(async () => {
  while (open.length > 0) await open.pop()?.close()
})

async function server(listener: Parameters<typeof createServer>[1]): Promise<Loopback> {
  const started = await listen(createServer(listener))
  open.push(started)
  return started
}

function client(lookup = createPinnedLookup({ mayBePrivate: () => true })): Http {
  const http = createHttp({ lookup })
  open.push(http)
  return http
}

describe('the door to the network', () => {
  it('never follows a redirect, so that no header reaches another server', async () => {
    let seen = 0
    const other = await server((_request, response) => {
      seen += 1
      response.end()
    })
    const first = await server((_request, response) => {
      response.writeHead(307, { location: `http://${other.host}/` }).end()
    })
    const reply = await client().get({
      url: `http://${first.host}/`,
      headers: { authorization: 'x' },
    })
    expect([reply.status, reply.headers['location'], seen]).toEqual([
      307,
      `http://${other.host}/`,
      0,
    ])
  })

  it('unpacks gzip, takes off a byte order mark and counts the unpacked bytes', async () => {
    const { host } = await server((request, response) => {
      expect(request.headers['accept-encoding']).toBe('gzip')
      response
        .writeHead(200, { 'content-encoding': 'gzip' })
        .end(gzipSync('\ufeff[{"name":"Müller"}]'))
    })
    const reply = await client().get({ url: `http://${host}/a?b=c` })
    expect(reply).toMatchObject({ text: '[{"name":"Müller"}]', url: `http://${host}/a` })
  })

  it('refuses addresses given as literals, which no lookup ever sees', async () => {
    const { host } = await server((_request, response) => response.end('in'))
    const http = client(createPinnedLookup({ mayBePrivate: () => false }))
    await expect(http.get({ url: `http://${host}/` })).rejects.toMatchObject({ code: 'EPRIVATE' })
    await expect(http.get({ url: 'http://[::1]/' })).rejects.toMatchObject({ code: 'EPRIVATE' })
  })

  it('stops waiting when it is told to', async () => {
    const { host } = await server(() => undefined)
    const stop = new AbortController()
    const asked = client().get({ url: `http://${host}/`, signal: stop.signal })
    setImmediate(() => stop.abort(new Error('enough')))
    await expect(asked).rejects.toThrow('enough')
  })
})

describe('a pinned lookup', () => {
  it('asks once for a burst, again after a minute, and judges every answer', async () => {
    let now = 0
    const answers = ['8.8.8.8', '127.0.0.1']
    const lookup = createPinnedLookup({
      mayBePrivate: () => false,
      clock: { now: () => new Date(now) },
      resolve: () => Promise.resolve([{ address: answers.shift() ?? '', family: 4 }]),
    })
    const burst = await Promise.all([lookup.addressesOf('a.test'), lookup.addressesOf('a.test')])
    expect(burst.flat().map(({ address }) => address)).toEqual(['8.8.8.8', '8.8.8.8'])
    now = 60_000
    await expect(lookup.addressesOf('a.test')).rejects.toMatchObject({ code: 'EPRIVATE' })
  })

  it('forgets a failure, so that the next request asks again', async () => {
    let tries = 0
    const lookup = createPinnedLookup({
      mayBePrivate: () => true,
      resolve: () => {
        tries += 1
        return tries === 1
          ? Promise.reject(Object.assign(new Error('no'), { code: 'EAI_AGAIN' }))
          : Promise.resolve([{ address: '127.0.0.1', family: 4 }])
      },
    })
    await expect(lookup.addressesOf('a.test')).rejects.toThrow('no')
    expect(await lookup.addressesOf('a.test')).toHaveLength(1)
  })

  it('hands sockets the checked address', async () => {
    const { port } = await server((_request, response) => response.end('reached'))
    const http = client(
      createPinnedLookup({
        mayBePrivate: (hostname) => hostname === 'cw.test',
        resolve: () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]),
      }),
    )
    expect((await http.get({ url: `http://cw.test:${port}/` })).text).toBe('reached')
    await expect(http.get({ url: `http://other.test:${port}/` })).rejects.toMatchObject({
      code: 'EPRIVATE',
    })
  })
})

describe('network faults in words', () => {
  it.each([
    ['ENODATA', 'NET-DNS', true],
    ['ESERVFAIL', 'NET-DNS-TMP', true],
    ['EHOSTUNREACH', 'NET-UNREACH', true],
    ['ENETUNREACH', 'NET-UNREACH', true],
    ['ETIMEDOUT', 'NET-TIMEOUT', true],
    ['EPIPE', 'NET-RESET', true],
    ['UND_ERR_HEADERS_TIMEOUT', 'API-SLOW', true],
    ['HPE_INVALID_CONSTANT', 'FMT-JSON', true],
    ['ERR_SSL_NO_SHARED_CIPHER', 'TLS-PROTO', false],
    ['CERT_HAS_EXPIRED', 'TLS-EXPIRED', false],
    ['EPRIVATE', 'NET-PRIVATE', false],
    ['ENEVERSEEN', 'NET-RESET', true],
  ])('%s is %s', (code, diagnosis, retryable) => {
    const fault = Object.assign(new Error(code), { code })
    const context = { url: 'https://cw.test/x?secret=1' }
    expect(networkError(fault, context)).toMatchObject({
      code: diagnosis,
      retryable,
      evidence: { url: 'https://cw.test/x', fault: code },
    })
    expect(networkError(new AggregateError([fault], 'all failed'), context)).toMatchObject({
      code: diagnosis,
    })
    expect(networkError(new TypeError('terminated', { cause: fault }), context)).toMatchObject({
      code: diagnosis,
    })
  })
})
