import { generateKeyPairSync, sign } from 'node:crypto'

/**
 * A certificate for 127.0.0.1 that signs itself, with its key, both PEM. Written as DER by hand (RFC
 * 5280), because Node makes keys but no certificates.
 */
export function selfSigned(): { readonly key: string; readonly cert: string } {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const name = sequence(set(sequence(COMMON_NAME, utf8('practice'))))
  const validity = sequence(utcTime('200101000000Z'), utcTime('491231235959Z'))
  const body = sequence(
    tagged(0xa0, tagged(0x02, Buffer.from([2]))),
    tagged(0x02, Buffer.from([1])),
    ECDSA_SHA256,
    name,
    validity,
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    tagged(0xa3, sequence(sequence(ALTERNATIVE_NAME, tagged(0x04, sequence(LOOPBACK))))),
  )
  const signature = Buffer.concat([Buffer.from([0]), sign('sha256', body, privateKey)])
  const certificate = sequence(body, ECDSA_SHA256, tagged(0x03, signature))
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${certificate.toString('base64')}\n-----END CERTIFICATE-----\n`,
  }
}

function tagged(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts)
  const { length } = content
  const size = length < 0x80 ? [length] : [0x82, length >> 8, length & 0xff]
  return Buffer.concat([Buffer.from([tag, ...size]), content])
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return tagged(0x30, ...parts)
}

function set(part: Buffer): Buffer {
  return tagged(0x31, part)
}

function utf8(text: string): Buffer {
  return tagged(0x0c, Buffer.from(text))
}

function utcTime(text: string): Buffer {
  return tagged(0x17, Buffer.from(text))
}

function identifier(...bytes: readonly number[]): Buffer {
  return tagged(0x06, Buffer.from(bytes))
}

/** 2.5.4.3, 2.5.29.17 and 1.2.840.10045.4.3.2. */
const COMMON_NAME = identifier(0x55, 0x04, 0x03)
const ALTERNATIVE_NAME = identifier(0x55, 0x1d, 0x11)
const ECDSA_SHA256 = sequence(identifier(0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02))

/** An IP address among the alternative names. */
const LOOPBACK = tagged(0x87, Buffer.from([127, 0, 0, 1]))
