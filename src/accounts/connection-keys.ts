import { createHash } from 'node:crypto'
import { AppError } from '../kernel/app-error.ts'
import { seal, type SealingKey, unseal } from './seal.ts'

/** A connection's pair of API keys, in the clear. */
export interface KeyPair {
  readonly publicKey: string
  readonly privateKey: string
}

/** The pair as it is stored; all null when the keys must be given again. */
export interface SealedPair {
  readonly sealed_public_key: string | null
  readonly sealed_private_key: string | null
  readonly fingerprint: string | null
}

export const NO_KEYS: SealedPair = {
  sealed_public_key: null,
  sealed_private_key: null,
  fingerprint: null,
}

/** What sealed keys are bound to: the record, and where they would be sent. */
export interface KeyPlace {
  readonly workspaceId: string
  readonly connectionId: string
  readonly siteUrl: string
  readonly apiBase: string
  readonly companyId: string
}

/** Throws `keys-incomplete` when a pair is given by half; null when none is. */
export function pairOf(given: Partial<Record<keyof KeyPair, string | undefined>>): KeyPair | null {
  const { publicKey, privateKey } = given
  if (publicKey && privateKey) return { publicKey, privateKey }
  if (publicKey || privateKey) throw keysIncomplete()
  return null
}

/** Seals both keys for this place and no other. */
export function sealPair(key: SealingKey, place: KeyPlace, pair: KeyPair): SealedPair {
  const bound = boundTo(place)
  return {
    sealed_public_key: seal(key, [...bound, 'public_key'], Buffer.from(pair.publicKey)),
    sealed_private_key: seal(key, [...bound, 'private_key'], Buffer.from(pair.privateKey)),
    fingerprint: fingerprintOf(pair),
  }
}

/** Throws `key-wrong`, `seal-broken`; null when no keys are stored. */
export function unsealPair(key: SealingKey, place: KeyPlace, sealed: SealedPair): KeyPair | null {
  const { sealed_public_key: publicKey, sealed_private_key: privateKey } = sealed
  if (publicKey === null || privateKey === null) return null
  const bound = boundTo(place)
  return {
    publicKey: unseal(key, [...bound, 'public_key'], publicKey).toString(),
    privateKey: unseal(key, [...bound, 'private_key'], privateKey).toString(),
  }
}

/** True when keys sealed for one place may stay for the other. */
export function isSamePlace(one: KeyPlace, other: KeyPlace): boolean {
  return JSON.stringify(boundTo(one)) === JSON.stringify(boundTo(other))
}

function boundTo({ workspaceId, connectionId, siteUrl, apiBase, companyId }: KeyPlace): string[] {
  // An upgrade of ConnectWise moves the path of its API; the host stays.
  const host = URL.parse(apiBase)?.origin ?? apiBase
  return [workspaceId, connectionId, siteUrl, host, companyId]
}

/** 48 bits of a hash: enough to see a change, too few to check guesses of a key against. */
export function fingerprintOf({ publicKey, privateKey }: KeyPair): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([publicKey, privateKey]))
    .digest('hex')
  return [hash.slice(0, 4), hash.slice(4, 8), hash.slice(8, 12)].join('-')
}

function keysIncomplete(): AppError {
  return new AppError('Only one of the two keys was given.', {
    code: 'keys-incomplete',
    remedy: 'correct-input',
    hint: 'Give the public and the private key together; they belong to one pair.',
  })
}
