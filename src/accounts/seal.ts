import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { AppError } from '../kernel/app-error.ts'
import { conceal } from '../kernel/conceal.ts'

/** 256 bits that seal, and the name under which sealed text refers to them. The bits never print. */
export type SealingKey = Readonly<{ id: string; bytes: Buffer }>

/** Bytes of an AES-256 key. */
export const KEY_BYTES = 32

/** The nonce length that GCM is made for. */
const NONCE_BYTES = 12
const TAG_BYTES = 16
const VERSION = 'v1'

/** A key whose id follows from its bits without telling anything of them. */
export function sealingKey(bytes: Buffer): SealingKey {
  const id = Buffer.from(hkdfSync('sha256', bytes, '', 'cloud-briefing key id', 6)).toString('hex')
  return conceal({ id }, { bytes })
}

/** A new random key. */
export function newSealingKey(): SealingKey {
  return sealingKey(randomBytes(KEY_BYTES))
}

/**
 * Encrypts with AES-256-GCM and binds the result to its place: workspace, record, field. The same text
 * moved to another place does not open. Format: `v1:key id:nonce:ciphertext:tag`, base64url.
 */
export function seal(key: SealingKey, place: readonly string[], plain: Buffer): string {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key.bytes, nonce, { authTagLength: TAG_BYTES })
  cipher.setAAD(bound(key, place))
  const parts = [nonce, Buffer.concat([cipher.update(plain), cipher.final()]), cipher.getAuthTag()]
  return [VERSION, key.id, ...parts.map((part) => part.toString('base64url'))].join(':')
}

/**
 * The plain bytes, all of them or an error: `key-wrong` when another key sealed it, `seal-broken` when
 * the text was changed, cut short or moved here from another place.
 */
export function unseal(key: SealingKey, place: readonly string[], sealed: string): Buffer {
  const { keyId, nonce, ciphertext, tag } = parse(sealed)
  if (keyId !== key.id) throw wrongKey()
  try {
    const decipher = createDecipheriv('aes-256-gcm', key.bytes, nonce, { authTagLength: TAG_BYTES })
    decipher.setAAD(bound(key, place))
    decipher.setAuthTag(tag)
    return Buffer.concat([decipher.update(ciphertext), decipher.final()])
  } catch (cause) {
    throw broken(cause)
  }
}

/** The id of the key that sealed it. Throws `seal-broken` for what is no sealed value. */
export function sealedWith(sealed: string): string {
  return parse(sealed).keyId
}

/** Another key than those at hand sealed it. */
export function wrongKey(): AppError {
  return new AppError(
    'The stored keys were sealed with another key than the one in the key file.',
    {
      code: 'key-wrong',
      remedy: 'reconfigure',
      hint: 'Point BRIEFING_KEY_FILE to the key that this data was made with.',
    },
  )
}

/** Version, key and place, in a form in which no two places look alike. */
function bound(key: SealingKey, place: readonly string[]): Buffer {
  return Buffer.from(JSON.stringify([VERSION, key.id, ...place]))
}

interface Sealed {
  readonly keyId: string
  readonly nonce: Buffer
  readonly ciphertext: Buffer
  readonly tag: Buffer
}

function parse(sealed: string): Sealed {
  const [version, keyId, ...parts] = sealed.split(':')
  const [nonce, ciphertext, tag] = parts.map(bytesOf)
  const isWhole =
    version === VERSION &&
    parts.length === 3 &&
    nonce?.length === NONCE_BYTES &&
    tag?.length === TAG_BYTES
  if (!isWhole || !keyId || !ciphertext) throw broken()
  return { keyId, nonce, ciphertext, tag }
}

/** Strict: the decoder skips what it does not know, and then two texts would be one value. */
function bytesOf(base64url: string): Buffer | undefined {
  const bytes = Buffer.from(base64url, 'base64url')
  return bytes.toString('base64url') === base64url ? bytes : undefined
}

function broken(cause?: unknown): AppError {
  return new AppError('A sealed value in the control store was changed and cannot be opened.', {
    code: 'seal-broken',
    remedy: 'reconfigure',
    hint: 'Give the ConnectWise keys again with `briefing connect save`, or restore a backup.',
    ...(cause === undefined ? {} : { cause }),
  })
}
