import type { Context } from 'hono'
import { AppError } from '../kernel/app-error.ts'

const LOCAL = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/

/**
 * The origin that this request was sent to: this machine by one of its own names, or the address that
 * people reach the app at (`BRIEFING_BASE_URL`). Any other Host is refused: it would be a page that
 * points its own name at us. Throws `host-unknown`.
 */
export function ownOrigin(c: Context, baseUrl: string): string {
  // A request without a socket, as tests make them, names its host in its address only.
  const host = c.req.header('host') ?? new URL(c.req.url).host
  if (LOCAL.test(host)) return `http://${host}`
  const base = new URL(baseUrl)
  if (host === base.host) return base.origin
  throw new AppError('This server does not go by this name.', {
    code: 'host-unknown',
    remedy: 'reconfigure',
    hint: 'Set BRIEFING_BASE_URL to the address that people open.',
  })
}

const CHANGES_NOTHING = new Set(['GET', 'HEAD', 'OPTIONS'])

export function changesSomething(method: string): boolean {
  return !CHANGES_NOTHING.has(method)
}

/**
 * A browser may be led by another site to send a request with our cookie; what it cannot be led to is
 * to lie about where the request comes from. Throws `foreign-origin`.
 */
export function refuseOtherSites(c: Context, origin: string): void {
  const given = c.req.header('origin')
  const isOurs =
    given === undefined ? c.req.header('sec-fetch-site') === 'same-origin' : given === origin
  if (isOurs) return
  throw new AppError('This request came from another site.', {
    code: 'foreign-origin',
    remedy: 'correct-input',
    hint: 'Use the app itself; a program sends an API token.',
  })
}

/** A form of another site can send text, and calls it so; it cannot send JSON. Throws `json-only`. */
export function refuseOtherBodies(c: Context): void {
  const type = c.req.header('content-type')
  if (type === undefined || /^application\/json\s*(;|$)/i.test(type)) return
  throw new AppError('The request is not JSON.', {
    code: 'json-only',
    remedy: 'correct-input',
    hint: 'Send it with content-type application/json.',
  })
}
