import { BlockList, isIP } from 'node:net'

/**
 * What kind of place an IP address is. `public` may be called; `loopback` and `private` only when
 * the operator listed the host; `forbidden` never: link-local and cloud metadata, multicast,
 * documentation and benchmark ranges, and every form of IPv6 that carries an IPv4 address inside
 * (mapped, compatible, NAT64, 6to4, Teredo), because it would slip past the checks on the inner one.
 */
export type AddressKind = 'public' | 'loopback' | 'private' | 'forbidden'

/** Classifies an IP literal without brackets; text that is none is `forbidden`. */
export function kindOfAddress(address: string): AddressKind {
  const family = isIP(address)
  if (family === 0) return 'forbidden'
  const type = family === 4 ? 'ipv4' : 'ipv6'
  if (forbidden.check(address, type)) return 'forbidden'
  if (loopback.check(address, type)) return 'loopback'
  if (privateUse.check(address, type)) return 'private'
  // Everything that IANA has given out for the public IPv6 Internet lies in 2000::/3. Mapped IPv4
  // (::ffff:a.b.c.d) was judged by its inner address above; a public one ends here.
  if (family === 6 && !globalUnicast.check(address, type)) return 'forbidden'
  return 'public'
}

const loopback = ranges(['127.0.0.0/8', '::1/128'])

const privateUse = ranges([
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  // Carrier-grade NAT; VPNs of one company use it too, hence listable.
  '100.64.0.0/10',
  'fc00::/7',
])

const globalUnicast = ranges(['2000::/3'])

/** IANA special-purpose registries, and the metadata addresses of clouds that lie outside them. */
const forbidden = ranges([
  '0.0.0.0/8',
  '169.254.0.0/16',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
  // Alibaba's and Azure's metadata, inside CGNAT and public space.
  '100.100.100.200/32',
  '168.63.129.16/32',
  '::/128',
  // NAT64, both prefixes.
  '64:ff9b::/96',
  '64:ff9b:1::/48',
  // Teredo and its neighbours, documentation, 6to4.
  '2001::/23',
  '2001:db8::/32',
  '2002::/16',
  '3fff::/20',
  // Amazon's metadata inside the private range.
  'fd00:ec2::254/128',
])

function ranges(list: readonly string[]): BlockList {
  const block = new BlockList()
  for (const range of list) {
    const [network = '', bits] = range.split('/')
    block.addSubnet(network, Number(bits), isIP(network) === 4 ? 'ipv4' : 'ipv6')
  }
  return block
}
