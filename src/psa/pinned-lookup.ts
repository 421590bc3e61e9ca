import { lookup as systemLookup } from 'node:dns/promises'
import type { LookupFunction } from 'node:net'
import { isIP } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { callbackify } from 'node:util'
import type { Clock } from '../kernel/clock.ts'
import { systemClock } from '../kernel/clock.ts'
import { kindOfAddress } from './network-address.ts'

export interface ResolvedAddress {
  readonly address: string
  readonly family: 4 | 6
}

/** Finds the addresses of a name; rejects with an error whose `code` is the resolver's. */
export type Resolve = (hostname: string) => Promise<readonly ResolvedAddress[]>

/** The machine's own resolver, hosts file included. */
const systemResolve: Resolve = async (hostname) => {
  const found = await systemLookup(hostname, { all: true, order: 'ipv4first' })
  return found.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }))
}

/** A host stands on an address that must not be called; `code` is `EPRIVATE`. */
class PrivateAddressError extends Error {
  override readonly name = 'PrivateAddressError'
  readonly code = 'EPRIVATE'
}

export interface PinnedLookupOptions {
  readonly resolve?: Resolve
  /** True for a host that the operator listed: it may stand on a private or loopback address. */
  readonly mayBePrivate: (hostname: string) => boolean
  readonly clock?: Clock
}

export interface PinnedLookup {
  /** The checked addresses of a host, from the pin while it lasts. */
  addressesOf(hostname: string): Promise<readonly ResolvedAddress[]>
  /** The same for `net.connect`: the socket goes to the checked address, never to a second answer. */
  readonly lookup: LookupFunction
}

/** How long a name may take (connection.md, stage S1). */
const DNS_TIMEOUT_MS = 3000

/**
 * Long enough for one burst of connections to share an answer, short enough to follow a cloud host
 * that moves. Safety does not rest on it: every answer is checked before it is used.
 */
const PIN_MS = 60_000

/**
 * Resolves names once, refuses any that stands on an address we must not call, and hands the socket
 * exactly the addresses that were checked, so that a second DNS answer cannot differ (rebinding).
 * One bad address among good ones refuses the whole name.
 */
export function createPinnedLookup(options: PinnedLookupOptions): PinnedLookup {
  const { resolve = systemResolve, mayBePrivate, clock = systemClock } = options
  const pins = new Map<string, { addresses: Promise<readonly ResolvedAddress[]>; until: number }>()

  const addressesOf = (hostname: string): Promise<readonly ResolvedAddress[]> => {
    const now = clock.now().getTime()
    const pin = pins.get(hostname)
    if (pin && pin.until > now) return pin.addresses
    const addresses = resolveChecked(hostname, resolve, mayBePrivate(hostname))
    pins.set(hostname, { addresses, until: now + PIN_MS })
    addresses.catch(() => pins.delete(hostname))
    return addresses
  }

  const byCallback = callbackify(addressesOf)
  const lookup: LookupFunction = (hostname, lookupOptions, callback) => {
    byCallback(hostname, (error, addresses) => {
      const [first] = addresses ?? []
      if (error || !first) callback(error, '', 0)
      else if (lookupOptions.all) callback(null, [...addresses])
      else callback(null, first.address, first.family)
    })
  }
  return { addressesOf, lookup }
}

async function resolveChecked(
  hostname: string,
  resolve: Resolve,
  mayBePrivate: boolean,
): Promise<readonly ResolvedAddress[]> {
  const family = isIP(hostname)
  const addresses =
    family === 0
      ? await withTimeout(resolve(hostname))
      : [{ address: hostname, family: family === 6 ? (6 as const) : (4 as const) }]
  if (addresses.length === 0) throw dnsError('ENODATA', `no address for ${hostname}`)
  for (const { address } of addresses) {
    const kind = kindOfAddress(address)
    if (kind === 'forbidden' || (kind !== 'public' && !mayBePrivate)) {
      throw new PrivateAddressError(`${hostname} stands on an address that is not called`)
    }
  }
  return addresses
}

async function withTimeout<T>(promise: Promise<T>): Promise<T> {
  const timer = new AbortController()
  const late = sleep(DNS_TIMEOUT_MS, undefined, { signal: timer.signal, ref: false }).then(() => {
    throw dnsError('ETIMEOUT', 'the name server did not answer')
  })
  late.catch(() => undefined)
  try {
    return await Promise.race([promise, late])
  } finally {
    timer.abort()
  }
}

function dnsError(code: string, message: string): NodeJS.ErrnoException {
  return Object.assign(new Error(message), { code })
}
