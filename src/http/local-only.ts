import type { Context } from 'hono'
import { AppError } from '../kernel/app-error.ts'

const LOCAL = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/

/**
 * Before people sign in, only this machine's own programs may ask. The socket is bound to loopback;
 * this also refuses a web page that points its own name at loopback (DNS rebinding) and a form or
 * script of another origin that posts here. Throws `not-local`.
 */
export function refuseForeigners(c: Context): void {
  const host = c.req.header('host') ?? ''
  const origin = c.req.header('origin')
  // Without a socket there is no Host; the address has it.
  const own = `http://${host === '' ? new URL(c.req.url).host : host}`
  const isForeign = origin !== undefined && origin !== own
  if ((host !== '' && !LOCAL.test(host)) || isForeign) {
    throw new AppError('This server answers to its own machine only.', {
      code: 'not-local',
      remedy: 'correct-input',
      hint: 'Open it as http://127.0.0.1 with its port.',
    })
  }
}
