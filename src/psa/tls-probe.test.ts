import { createServer as createTcp } from 'node:net'
import type { TlsOptions } from 'node:tls'
import { createServer as createTls } from 'node:tls'
import { afterEach, describe, expect, it } from 'vitest'
import type { CertificateWish, TestCertificate } from './certificate.test-kit.ts'
import { makeCertificate } from './certificate.test-kit.ts'
import type { Loopback } from './loopback.test-kit.ts'
import { listen } from './loopback.test-kit.ts'
import { readSiteAddress } from './site-address.ts'
import type { ServerHandshake } from './tls-probe.ts'
import { shakeHands } from './tls-probe.ts'

const open: Loopback[] = []
afterEach(async () => {
  while (open.length > 0) await open.pop()?.close()
})

const root = makeCertificate({ name: 'Test Root', isAuthority: true })
const leaf = (wish: Partial<CertificateWish> = {}): TestCertificate =>
  makeCertificate({ name: 'psa.test', signedBy: root, ...wish })

async function probe(options: TlsOptions, hostname = 'psa.test'): Promise<ServerHandshake> {
  const server = createTls(options, (socket) => socket.on('error', () => undefined))
  server.on('tlsClientError', () => undefined)
  return probeServer(await listen(server), hostname)
}

function probeServer(server: Loopback, hostname: string): Promise<ServerHandshake> {
  open.push(server)
  const host = `${hostname}:${server.port}`
  return shakeHands({
    site: readSiteAddress(`https://${host}`, [host]),
    addresses: [{ address: '127.0.0.1', family: 4 }],
    timeoutMs: 300,
    extraCa: root.pem,
  })
}

const pair = (certificate: TestCertificate): TlsOptions => ({
  cert: certificate.pem,
  key: certificate.keyPem,
})

const DAY = 86_400_000

describe('looking at a server’s certificate', () => {
  it('accepts a trusted one and tells its protocol, issuer and last day', async () => {
    const until = new Date('2040-05-06T00:00:00Z')
    expect(await probe(pair(leaf({ until })))).toEqual({
      protocol: 'TLSv1.3',
      certificateUntil: until,
      issuer: 'Test Root',
    })
  })

  it.each<[string, () => TlsOptions, { code: string; message: string; hostname?: string }]>([
    [
      'vouches for itself',
      () => pair(makeCertificate({ name: 'psa.test' })),
      { code: 'TLS-SELF', message: 'The certificate of psa.test is not from a trusted authority' },
    ],
    [
      'comes with an unknown root',
      () => {
        const unknown = makeCertificate({ name: 'Acme Internal CA', isAuthority: true })
        const own = leaf({ signedBy: unknown })
        return { cert: own.pem + unknown.pem, key: own.keyPem }
      },
      { code: 'TLS-SELF', message: 'The certificate of psa.test is not from a trusted authority' },
    ],
    [
      'lacks its intermediate',
      () => {
        const between = makeCertificate({ name: 'Between', isAuthority: true, signedBy: root })
        return pair(leaf({ signedBy: between }))
      },
      { code: 'TLS-CHAIN', message: 'psa.test does not send its intermediate certificate' },
    ],
    [
      'is for other names',
      () => pair(leaf({ names: ['a.test', 'b.test'] })),
      { code: 'TLS-NAME', message: 'The certificate is for another name than psa.test' },
    ],
    [
      'has expired',
      () => pair(leaf({ from: new Date('2020-01-01'), until: new Date('2021-02-03') })),
      { code: 'TLS-EXPIRED', message: 'The certificate of psa.test expired on 2021-02-03' },
    ],
    [
      'lies in the future',
      () => pair(leaf({ from: new Date('2044-01-01'), until: new Date('2045-01-01') })),
      { code: 'TLS-NOTYET', message: 'The certificate of psa.test is valid only from 2044-01-01' },
    ],
    [
      'was made by an inspection device',
      () => {
        const device = makeCertificate({ name: 'Fortinet CA SN 42', isAuthority: true })
        return pair(leaf({ signedBy: device }))
      },
      { code: 'TLS-MITM', message: 'Something on the way opens the connection to psa.test' },
    ],
    [
      'comes over TLS 1.1 at best',
      () => ({
        ...pair(leaf()),
        minVersion: 'TLSv1',
        maxVersion: 'TLSv1.1',
        ciphers: 'DEFAULT@SECLEVEL=0',
      }),
      { code: 'TLS-PROTO', message: 'psa.test and this installation share no modern encryption' },
    ],
  ])('refuses one that %s', async (_name, options, expected) => {
    await expect(probe(options())).rejects.toMatchObject(expected)
  })

  it('names the names that the certificate has', async () => {
    const error = await probe(pair(leaf({ names: ['a.test', 'b.test'] }))).catch((e: unknown) => e)
    expect(error).toMatchObject({
      finding: {
        explanation: 'The server answers and encrypts; its certificate names a.test, b.test.',
        remedies: [
          'Enter one of the names of the certificate: a.test, b.test.',
          'Or install a certificate that names psa.test.',
        ],
      },
    })
  })

  it('refuses a name in the certificate that only looks alike', async () => {
    const names = ['psa.test.evil.test', '*.test.evil', 'xpsa.test']
    await expect(probe(pair(leaf({ names })))).rejects.toMatchObject({ code: 'TLS-NAME' })
  })

  it('tells a server that speaks no TLS, one that hangs up and one that says nothing apart', async () => {
    const plain = await listen(
      createTcp((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')),
    )
    await expect(probeServer(plain, 'psa.test')).rejects.toMatchObject({ code: 'TLS-PROTO' })
    const closing = await listen(createTcp((socket) => socket.resetAndDestroy()))
    await expect(probeServer(closing, 'psa.test')).rejects.toMatchObject({ code: 'NET-RESET' })
    const silent = await listen(createTcp())
    await expect(probeServer(silent, 'psa.test')).rejects.toMatchObject({
      code: 'NET-TIMEOUT',
      finding: { explanation: expect.stringContaining('did not begin the encryption') as string },
    })
  })

  it('warns of nothing by itself: a certificate of tomorrow’s end is still good', async () => {
    const until = new Date(Date.now() + DAY)
    const { certificateUntil } = await probe(pair(leaf({ until })))
    expect(certificateUntil?.getTime()).toBe(Math.floor(until.getTime() / 1000) * 1000)
  })
})
