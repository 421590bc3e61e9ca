import { useState } from 'react'

/**
 * The one-time token of a link, out of the part of the address that browsers do not send: `#abc` or
 * `#token=abc`; null when the link had none. It stays in the address until it is used, so that a
 * reload of the page loses nothing.
 */
export function useLinkToken(): string | null {
  const [token] = useState(() => {
    const text = globalThis.location.hash.slice(1)
    const token = new URLSearchParams(text).get('token') ?? text
    return token === '' ? null : token
  })
  return token
}
