import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import type { Session } from '../accounts/people/sessions.ts'
import type { TwoFactorStart } from '../accounts/people/two-factor.ts'
import { askerOf } from './asker-of.ts'
import type { HttpParts } from './build-http-app.ts'
import { signedIn } from './caller.ts'
import { jsonAnswer } from './json-answer.ts'
import { jsonBody, limitBody, NOTHING } from './json-body.ts'

const PasswordChange = z.object({ current: z.string(), next: z.string() })
const Code = z.object({ code: z.string() })

const Sessions = z.object({
  sessions: z.array(
    z.object({
      id: z.string(),
      createdAt: z.string(),
      lastUsedAt: z.string(),
      expiresAt: z.string(),
      address: z.string().nullable(),
      userAgent: z.string().nullable(),
      current: z.boolean(),
    }),
  ),
})

const TwoFactor = z
  .object({ uri: z.string(), recoveryCodes: z.array(z.string()) })
  .openapi('TwoFactor')

type SessionList = { sessions: (Session & { current: boolean })[] }

/** `/account/…`: what people do with their own account: password, sessions, second factor. */
export function accountRoutes({ workspace }: HttpParts): OpenAPIHono {
  const { people, audit } = workspace
  const app = new OpenAPIHono()
  app.use('/account/*', limitBody)
  app.openapi(
    createRoute({
      method: 'post',
      path: '/account/password',
      request: jsonBody(PasswordChange),
      responses: NOTHING,
    }),
    async (c) => {
      const { person, sessionId } = signedIn(c)
      await people.changePassword({ personId: person.id, sessionId }, c.req.valid('json'))
      await audit.record({ ...askerOf(c), action: 'person.password-changed' })
      return c.body(null, 204)
    },
  )
  app.openapi(
    createRoute({
      method: 'get',
      path: '/account/sessions',
      responses: jsonAnswer<SessionList>(Sessions, 'Where one is signed in'),
    }),
    async (c) => {
      const { person, sessionId } = signedIn(c)
      const sessions = await people.sessionsOf(person.id)
      const marked = sessions.map((each) => ({ ...each, current: each.id === sessionId }))
      return c.json({ sessions: marked }, 200)
    },
  )
  app.openapi(
    createRoute({
      method: 'delete',
      path: '/account/sessions/{id}',
      request: { params: z.object({ id: z.string() }) },
      responses: NOTHING,
    }),
    async (c) => {
      await people.endSession(signedIn(c).person.id, c.req.valid('param').id)
      await audit.record({ ...askerOf(c), action: 'session.ended' })
      return c.body(null, 204)
    },
  )
  app.openapi(
    createRoute({
      method: 'post',
      path: '/account/two-factor',
      responses: jsonAnswer<TwoFactorStart>(TwoFactor, 'To set it up with; shown once'),
    }),
    async (c) => c.json(await people.beginTwoFactor(signedIn(c).person.id), 200),
  )
  app.openapi(
    createRoute({
      method: 'post',
      path: '/account/two-factor/confirm',
      request: jsonBody(Code),
      responses: NOTHING,
    }),
    async (c) => {
      await people.confirmTwoFactor(signedIn(c).person.id, c.req.valid('json').code)
      await audit.record({ ...askerOf(c), action: 'person.two-factor-on' })
      return c.body(null, 204)
    },
  )
  app.openapi(
    createRoute({
      method: 'delete',
      path: '/account/two-factor',
      request: jsonBody(Code),
      responses: NOTHING,
    }),
    async (c) => {
      await people.endTwoFactor(signedIn(c).person.id, c.req.valid('json').code)
      await audit.record({ ...askerOf(c), action: 'person.two-factor-off' })
      return c.body(null, 204)
    },
  )
  return app
}
