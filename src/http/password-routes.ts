import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { AppError } from '../kernel/app-error.ts'
import { askerOf } from './asker-of.ts'
import type { HttpParts } from './build-http-app.ts'
import { jsonBody, limitBody, NOTHING } from './json-body.ts'
import { visitOf } from './session-routes.ts'

const Forgotten = z.object({ email: z.string() })
const Reset = z.object({ token: z.string(), password: z.string() })

/** `/password/forgotten` and `/password/reset`: back in by mail. */
export function passwordRoutes({ workspace, mailer = null }: HttpParts): OpenAPIHono {
  const { people, audit } = workspace
  const app = new OpenAPIHono()
  app.use('/password/*', limitBody)
  app.openapi(
    createRoute({
      method: 'post',
      path: '/password/forgotten',
      request: jsonBody(Forgotten),
      responses: NOTHING,
    }),
    async (c) => {
      if (mailer === null) throw noMail()
      const reset = await people.forgotPassword(c.req.valid('json').email, visitOf(c))
      if (reset !== null) {
        const link = `${c.get('caller').origin}/password/reset#token=${reset.token}`
        const letter = {
          to: reset.person.email,
          subject: 'A new password for Cloud Briefing',
          text: `Choose a new password:\n\n${link}\n\nThe link works once, for an hour. If you did not ask for it, nothing has changed.\n`,
        }
        // Not awaited: the time that sending takes would tell that there is such an account.
        void mailer
          .send(letter)
          .catch(() => audit.record({ actor: 'system', action: 'mail.failed', subject: letter.to }))
      }
      return c.body(null, 204)
    },
  )
  app.openapi(
    createRoute({
      method: 'post',
      path: '/password/reset',
      request: jsonBody(Reset),
      responses: NOTHING,
    }),
    async (c) => {
      const person = await people.resetPassword(c.req.valid('json'))
      const actor = person.email
      await audit.record({ ...askerOf(c), actor, action: 'person.password-reset' })
      return c.body(null, 204)
    },
  )
  return app
}

function noMail(): AppError {
  return new AppError('Mail is not set up here, so that no link can be sent.', {
    code: 'mail-not-set-up',
    remedy: 'reconfigure',
    hint: 'Ask whoever runs the server for a link: briefing user reset EMAIL.',
  })
}
