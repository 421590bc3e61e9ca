import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'

/** As long as a session may last at most; the server decides when it is over. */
const LASTS_SECONDS = 30 * 24 * 60 * 60

/** The session's token that the browser sent; null when it sent none. */
export function readSessionCookie(c: Context, origin: string): string | null {
  return getCookie(c, nameFor(origin)) ?? null
}

/** Gives the browser a session: out of reach for scripts, and never sent along from another site. */
export function writeSessionCookie(c: Context, origin: string, token: string): void {
  setCookie(c, nameFor(origin), token, { ...attributes(origin), maxAge: LASTS_SECONDS })
}

export function clearSessionCookie(c: Context, origin: string): void {
  deleteCookie(c, nameFor(origin), attributes(origin))
}

/**
 * Behind TLS the name itself makes browsers insist on Secure, on this host and on the whole site; plain
 * HTTP exists on loopback only, where they would refuse such a cookie.
 */
function nameFor(origin: string): string {
  return isSecure(origin) ? '__Host-session' : 'session'
}

function attributes(origin: string) {
  return { path: '/', httpOnly: true, sameSite: 'Lax', secure: isSecure(origin) } as const
}

function isSecure(origin: string): boolean {
  return origin.startsWith('https:')
}
