import { createHash, randomBytes } from 'node:crypto'

/** 256 bits cannot be guessed, so that a plain hash keeps them and no rate limit is needed. */
const TOKEN_BYTES = 32

/** Marks an API token wherever it turns up, for people and for scanners of leaked secrets. */
const API_PREFIX = 'cb_'

/** A random token for a cookie or a link. */
export function newToken(): string {
  return randomBytes(TOKEN_BYTES).toString('base64url')
}

/** A random token that programs sign in with. */
export function newApiToken(): string {
  return API_PREFIX + newToken()
}

/** The first characters of an API token: enough to recognise it, of no help in guessing the rest. */
export function recognisable(token: string): string {
  return token.slice(0, API_PREFIX.length + 6)
}

/** What is stored of a token, and what it is looked up by. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}
