import type { KeyObject } from 'node:crypto'
import { createPublicKey, generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { isIPv4 } from 'node:net'

/** A certificate made for a test, with its key; PEM. */
export interface TestCertificate {
  readonly pem: string
  readonly keyPem: string
  readonly name: string
  readonly key: KeyObject
}

export interface CertificateWish {
  /** Common name; also the only subject alternative name unless `names` says otherwise. */
  readonly name: string
  readonly names?: readonly string[]
  readonly isAuthority?: boolean
  /** Default: itself. */
  readonly signedBy?: TestCertificate
  readonly from?: Date
  readonly until?: Date
}

/** Writes an X.509 certificate (RFC 5280) by hand: no tool is needed on the machine that tests. */
export function makeCertificate(wish: CertificateWish): TestCertificate {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { name, names = [name], isAuthority = false, signedBy } = wish
  const day = 86_400_000
  const { from = new Date(Date.now() - day), until = new Date(Date.now() + 365 * day) } = wish
  const spki = createPublicKey(privateKey).export({ type: 'spki', format: 'der' })
  const body = sequence(
    tagged(0xa0, integer(Buffer.from([2]))),
    integer(Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    ECDSA_WITH_SHA256,
    distinguishedName(signedBy?.name ?? name),
    sequence(time(from), time(until)),
    distinguishedName(name),
    spki,
    tagged(0xa3, sequence(constraints(isAuthority), alternativeNames(names))),
  )
  const signature = sign('sha256', body, signedBy?.key ?? privateKey)
  const certificate = sequence(
    body,
    ECDSA_WITH_SHA256,
    tagged(0x03, Buffer.concat([Buffer.from([0]), signature])),
  )
  const base64 = certificate
    .toString('base64')
    .replaceAll(/(.{64})/g, '$1\n')
    .trimEnd()
  return {
    pem: `-----BEGIN CERTIFICATE-----\n${base64}\n-----END CERTIFICATE-----\n`,
    keyPem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    name,
    key: privateKey,
  }
}

function tagged(tag: number, content: Buffer): Buffer {
  const { length } = content
  const size =
    length < 0x80
      ? [length]
      : length < 0x100
        ? [0x81, length]
        : [0x82, Math.floor(length / 0x100), length % 0x100]
  return Buffer.concat([Buffer.from([tag, ...size]), content])
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return tagged(0x30, Buffer.concat(parts))
}

function integer(bytes: Buffer): Buffer {
  return tagged(0x02, bytes)
}

/** An object identifier, already encoded. */
function oid(hex: string): Buffer {
  return tagged(0x06, Buffer.from(hex, 'hex'))
}

const ECDSA_WITH_SHA256 = sequence(oid('2a8648ce3d040302'))

function distinguishedName(commonName: string): Buffer {
  const pair = sequence(oid('550403'), tagged(0x0c, Buffer.from(commonName, 'utf8')))
  return sequence(tagged(0x31, pair))
}

/** UTCTime: good for the years 1950 to 2049. */
function time(instant: Date): Buffer {
  const digits = instant.toISOString().replaceAll(/[-:T]/g, '').slice(2, 14)
  return tagged(0x17, Buffer.from(`${digits}Z`, 'ascii'))
}

function constraints(isAuthority: boolean): Buffer {
  const value = isAuthority ? sequence(tagged(0x01, Buffer.from([0xff]))) : sequence()
  return sequence(oid('551d13'), tagged(0x01, Buffer.from([0xff])), tagged(0x04, value))
}

function alternativeNames(names: readonly string[]): Buffer {
  const entries = names.map((name) =>
    isIPv4(name)
      ? tagged(0x87, Buffer.from(name.split('.').map(Number)))
      : tagged(0x82, Buffer.from(name, 'ascii')),
  )
  return sequence(oid('551d11'), tagged(0x04, sequence(...entries)))
}
