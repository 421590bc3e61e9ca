import { createServer } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemClock } from '../kernel/clock.ts'
import { silentLog } from '../kernel/log.ts'
import { testConnection } from './connection-test.ts'
import type { Loopback } from './loopback.test-kit.ts'
import { KEYS, listen } from './loopback.test-kit.ts'
import { kindOfAddress } from './network-address.ts'

/*
 * The site address is a way into our own network for whoever may type one. Nothing here may be
 * connected to, and no name outside the cloud and the operator's list may even be looked up.
 */

const ADDRESSES = listed(`
  127.0.0.1 127.1 127.255.255.254 0x7f.0.0.1 0x7f000001 2130706433 0177.0.0.1 017700000001
  127.0.0.1. 0.0.0.0 0 0x0 127。0。0。1 ①②⑦.⓪.⓪.① １２７.0.0.1 [::1] [::] [0:0:0:0:0:0:0:1]
  [::ffff:127.0.0.1] [::ffff:7f00:1] [0:0:0:0:0:ffff:7f00:1] [::127.0.0.1] [::7f00:1]
  [64:ff9b::7f00:1] [64:ff9b::127.0.0.1] [64:ff9b:1::7f00:1] [2002:7f00:1::]
  [2001:0:0:0:0:0:80ff:fffe] [2001:0:4136:e378:8000:63bf:3fff:fdd2] [fe80::1] [fec0::1]
  [fc00::1] [fd12:3456::1] [ff02::1] [2001:db8::1] [100::1] 10.0.0.1 10.255.255.255 172.16.0.1
  172.31.255.255 192.168.0.1 0xc0a80001 3232235521 012.0.0.1 10.1 192.168.1 100.64.0.1
  100.127.255.255 [::ffff:10.0.0.1] [::ffff:c0a8:1] [2002:a00:1::] [64:ff9b::a00:1]
  169.254.169.254 169.254.0.1 0xa9fea9fe 2852039166 0251.0376.0251.0376
  [::ffff:169.254.169.254] [::ffff:a9fe:a9fe] [2002:a9fe:a9fe::] [fd00:ec2::254]
  100.100.100.200 168.63.129.16 192.0.0.192 192.0.2.1 192.88.99.1 198.18.0.1 198.51.100.1
  203.0.113.1 224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.255 8.8.8.8 [2606:4700::1111]
`)

const NAMES = listed(`
  localhost LOCALHOST localhost. x.localhost localhost.localdomain ip6-localhost metadata
  metadata.google.internal instance-data instance-data.ec2.internal intranet db router.lan
  printer.local vault.internal dc01.corp nas.home 127.0.0.1.nip.io localtest.me
  spoofed.burpcollaborator.net evil.test xn--e1afmkfd.test evilmyconnectwise.net
  myconnectwise.net myconnectwise.net.evil.test na.myconnectwise.net.evil.test
  na.myconnеctwise.net na.myconnectwise.netevil na-myconnectwise.net myconnectwise.net.
`)

const TRICKS = [
  'na.myconnectwise.net@HOST',
  'na.myconnectwise.net:443@HOST',
  'user:pw@HOST',
  'HOST#na.myconnectwise.net',
  'HOST?na.myconnectwise.net',
  'HOST/na.myconnectwise.net',
  'HOST\\@na.myconnectwise.net',
  'HOST/..;/',
  'HOST#@na.myconnectwise.net',
  'na.myconnectwise.net%2f@HOST',
  'na.myconnectwise.net%00.evil.test',
  'HOST%23.myconnectwise.net',
  'HOST%2f.myconnectwise.net',
  '\tHOST',
  'ht\ntp://HOST',
  'http:HOST',
  'https:/HOST',
  '///HOST',
  '\u200bHOST\u200b',
  'x@y@HOST',
]

const SCHEMES = [
  'file',
  'gopher',
  'ftp',
  'dict',
  'ldap',
  'ws',
  'unix',
  'jar',
  'data',
  'tftp',
  'sftp',
  'smb',
]
const PORTS = [22, 25, 80, 3306, 5432, 6379, 8080, 8443, 9200]

let canary: Loopback
let connections = 0
const lookedUp: string[] = []

beforeAll(async () => {
  canary = await listen(createServer(() => (connections += 1)))
})
afterAll(() => canary.close())

async function codeOf(
  siteUrl: string,
  addresses: readonly string[] = ['127.0.0.1'],
): Promise<string> {
  const result = await testConnection(
    { ...KEYS, siteUrl },
    {
      clock: systemClock,
      log: silentLog,
      streams: [],
      // The port is listed for another host: only host and port together open the way.
      allowedHosts: [`cw.yourmsp.com:${canary.port}`],
      resolve: (hostname) => {
        lookedUp.push(hostname)
        return Promise.resolve(
          addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
        )
      },
    },
  )
  return result.ok ? 'OK' : result.code
}

const corpus = [
  ...[...ADDRESSES, ...NAMES].flatMap((host) => [host, `http://${host}:PORT`]),
  ...TRICKS.map((trick) => trick.replace('HOST', '127.0.0.1:PORT')),
  ...SCHEMES.map((scheme) => `${scheme}://127.0.0.1:PORT`),
  ...PORTS.map((port) => `https://na.myconnectwise.net:${port}`),
]

describe('the site address as a way into our own network', () => {
  it(`is shut for all ${corpus.length} of the corpus, without a lookup or a connection`, async () => {
    expect(corpus.length).toBeGreaterThanOrEqual(120)
    const codes: Record<string, string> = {}
    for (const entry of corpus) {
      const typed = entry.replace('PORT', String(canary.port))
      codes[entry] = await codeOf(typed)
    }
    const strange = Object.entries(codes).filter(
      ([, code]) => !['NET-PRIVATE', 'CFG-HOST', 'CFG-URL', 'CFG-PORTAL'].includes(code),
    )
    expect(strange).toEqual([])
    expect(lookedUp).toEqual([])
    expect(connections).toBe(0)
  })

  it('is shut when a ConnectWise name leads to any address that is not public', async () => {
    const literals = ADDRESSES.map((host) =>
      new URL(`http://${host}`).hostname.replace(/^\[|\]$/g, ''),
    )
    const closed = literals.filter((address) => kindOfAddress(address) !== 'public')
    expect(closed.length).toBe(ADDRESSES.length - 2)
    for (const address of closed) {
      expect(await codeOf('na.myconnectwise.net', [address]), address).toBe('NET-PRIVATE')
      expect(await codeOf('na.myconnectwise.net', ['8.8.8.8', address]), address).toBe(
        'NET-PRIVATE',
      )
    }
    expect(connections).toBe(0)
  })

  it('is shut towards cloud metadata even for a host that the operator listed', async () => {
    for (const address of ['169.254.169.254', 'fd00:ec2::254', '100.100.100.200', '0.0.0.0']) {
      expect(await codeOf(`cw.yourmsp.com:${canary.port}`, [address]), address).toBe('NET-PRIVATE')
    }
  })
})

function listed(text: string): readonly string[] {
  return text.trim().split(/\s+/)
}
