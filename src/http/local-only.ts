import { createMiddleware } from 'hono/factory'
import { AppError } from '../kernel/app-error.ts'

const LOCAL = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/

/**
 * Until people sign in, only this machine's own programs may ask. The socket is bound to loopback; this
 * also refuses a web page that points its own name at loopback (DNS rebinding) and a form or script of
 * another origin that posts here.
 */
export const localOnly = createMiddleware(async (c, next) => {
  const host = c.req.header('host') ?? ''
  const origin = c.req.header('origin')
  const isForeign = origin !== undefined && origin !== `http://${host}`
  if ((host !== '' && !LOCAL.test(host)) || isForeign) {
    throw new AppError('This server answers to its own machine only.', {
      code: 'not-local',
      remedy: 'correct-input',
      hint: 'Open it as http://127.0.0.1 with its port.',
    })
  }
  await next()
})
