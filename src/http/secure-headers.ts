import { createMiddleware } from 'hono/factory'

// Pages carry their own style and no script at all. The app's page brings a policy of its own.
const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; font-src 'self' data:; img-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

/** What every answer says about how it may be used. */
export const secureHeaders = createMiddleware(async (c, next) => {
  await next()
  if (!c.res.headers.has('content-security-policy')) c.header('content-security-policy', POLICY)
  c.header('x-content-type-options', 'nosniff')
  c.header('referrer-policy', 'no-referrer')
  c.header('cross-origin-resource-policy', 'same-origin')
})
