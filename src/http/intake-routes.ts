import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { IntakeLink, IntakeMaker, IntakeResult } from '../workspace/intake.ts'
import { askerOf } from './asker-of.ts'
import type { HttpParts } from './build-http-app.ts'
import { ConnectionInput, ConnectionTest } from './connection-documents.ts'
import { jsonAnswer } from './json-answer.ts'
import { jsonBody, limitBody, NOTHING } from './json-body.ts'

const LinkDocument = z
  .object({
    id: z.string(),
    clientName: z.string(),
    email: z.string().nullable(),
    note: z.string().nullable(),
    askedBy: z.string(),
    state: z.enum(['open', 'used', 'expired', 'revoked']),
    createdAt: z.string(),
    expiresAt: z.string(),
    lastTestCode: z.string().nullable(),
  })
  .openapi('IntakeLink')

const Links = z.object({ links: z.array(LinkDocument) })
const Request = z.object({
  clientName: z.string(),
  email: z.string().optional(),
  note: z.string().optional(),
})
const Made = z.object({ link: z.string(), mailed: z.boolean() }).openapi('MadeIntakeLink')
const Token = z.object({ token: z.string() })
const Invitation = z.object({ askedBy: z.string(), purpose: z.string(), expiresAt: z.string() })
const Submission = ConnectionInput.extend({ token: z.string() }).openapi('IntakeSubmission')
const Result = z
  .object({
    test: ConnectionTest,
    letter: z.object({ mailed: z.boolean(), subject: z.string(), text: z.string() }),
  })
  .openapi('IntakeResult')

/** `/intake`: one-time links with which a client, who has no account, hands over its keys. */
export function intakeRoutes({ workspace, config, mailer = null }: HttpParts): OpenAPIHono {
  const { intake } = workspace
  const app = new OpenAPIHono()
  app.use('/intake/*', limitBody)
  app.openapi(
    createRoute({
      method: 'get',
      path: '/intake',
      responses: jsonAnswer<{ links: z.output<typeof LinkDocument>[] }>(Links, 'Newest first'),
    }),
    async (c) => c.json({ links: (await intake.list()).map(describeLink) }, 200),
  )
  app.openapi(
    createRoute({
      method: 'post',
      path: '/intake',
      request: jsonBody(Request),
      responses: jsonAnswer<z.output<typeof Made>>(Made, 'The link, shown this once'),
    }),
    async (c) => {
      const maker = makerOf(c, (await workspace.about()).name)
      const { link, token } = await intake.make(c.req.valid('json'), maker, askerOf(c))
      // Behind the # it stays in the browser: no log on the way ever sees it.
      const address = `${c.get('caller').origin}/intake#token=${token}`
      let mailed = false
      if (mailer !== null && link.email !== null) {
        const letter = letterOf(link, address)
        // The link is made: a letter that cannot be sent does not undo it, for it can be passed on.
        mailed = await mailer.send({ to: link.email, ...letter }).then(
          () => true,
          () => false,
        )
      }
      return c.json({ link: address, mailed }, 200)
    },
  )
  app.openapi(
    createRoute({
      method: 'delete',
      path: '/intake/{id}',
      request: { params: z.object({ id: z.string() }) },
      responses: NOTHING,
    }),
    async (c) => {
      await intake.revoke(c.req.valid('param').id, askerOf(c))
      return c.body(null, 204)
    },
  )
  app.openapi(
    createRoute({
      method: 'post',
      path: '/intake/open',
      request: jsonBody(Token),
      responses: jsonAnswer<z.output<typeof Invitation>>(Invitation, 'Who asks, and for what'),
    }),
    async (c) => c.json(await intake.open(c.req.valid('json').token), 200),
  )
  app.openapi(
    createRoute({
      method: 'post',
      path: '/intake/submit',
      request: jsonBody(Submission),
      responses: jsonAnswer<IntakeResult>(Result, 'What the test found; saved when all is well'),
    }),
    async (c) => {
      const { token, clientId, ...values } = c.req.valid('json')
      const input = { ...values, clientId: clientId || (config.psa.clientId ?? '') }
      return c.json(await intake.submit(token, input, mailer, c.get('caller').address), 200)
    },
  )
  return app
}

function makerOf(c: Context, workspaceName: string): IntakeMaker {
  const { person } = c.get('caller')
  if (person !== null) return { name: `${person.name}, ${workspaceName}`, email: person.email }
  return { name: workspaceName, email: null }
}

function describeLink(link: IntakeLink): z.output<typeof LinkDocument> {
  const { askedByEmail: _, ...shown } = link
  return shown
}

function letterOf(link: IntakeLink, address: string) {
  const { askedBy, clientName, note, expiresAt } = link
  return {
    subject: `${askedBy} asks for access to the ConnectWise of ${clientName}`,
    text: [
      `${askedBy} asks you to connect your ConnectWise to Cloud Briefing.${note === null ? '' : ` ${note}`}`,
      `The page behind this link says how, step by step, and takes the values:\n\n${address}`,
      `It works once, until ${expiresAt.slice(0, 10)}. Send keys to nobody by mail.`,
    ].join('\n\n'),
  }
}
