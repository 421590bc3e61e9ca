import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { Person } from '../accounts/people/person.ts'
import { type Role, ROLES } from '../accounts/people/role.ts'
import type { Letter, Mailer } from '../delivery/mailer.ts'
import { askerOf } from './asker-of.ts'
import type { HttpParts } from './build-http-app.ts'
import { signInRequired } from './caller.ts'
import { jsonAnswer } from './json-answer.ts'
import { jsonBody, limitBody } from './json-body.ts'

const PersonDocument = z
  .object({
    id: z.string(),
    email: z.string(),
    name: z.string(),
    role: z.enum(ROLES),
    twoFactor: z.boolean(),
    disabled: z.boolean(),
    createdAt: z.string(),
  })
  .openapi('Person')

const People = z.object({ people: z.array(PersonDocument) })
const Invitation = z.object({ email: z.string(), role: z.enum(ROLES) })
const Invited = z.object({ mailed: z.boolean(), link: z.string().nullable() }).openapi('Invitation')
const Change = z.object({ role: z.enum(ROLES).optional(), disabled: z.boolean().optional() })

/** `/people`: who may sign in, inviting the next, changing what somebody may do. */
export function peopleRoutes({ workspace, mailer = null }: HttpParts): OpenAPIHono {
  const { people, audit } = workspace
  const app = new OpenAPIHono()
  app.use('/people/*', limitBody)
  app.openapi(
    createRoute({
      method: 'get',
      path: '/people',
      responses: jsonAnswer<{ people: Person[] }>(People, 'Everybody with an account'),
    }),
    async (c) => c.json({ people: [...(await people.list())] }, 200),
  )
  app.openapi(
    createRoute({
      method: 'post',
      path: '/people/invitations',
      request: jsonBody(Invitation),
      responses: jsonAnswer<z.output<typeof Invited>>(
        Invited,
        'Mailed, or a link to pass on where no mail is set up',
      ),
    }),
    async (c) => {
      const input = c.req.valid('json')
      const { email, token } = await people.invite(input, roleOf(c))
      const detail = { role: input.role }
      await audit.record({ ...askerOf(c), action: 'person.invited', subject: email, detail })
      // Behind the # it stays in the browser: no log on the way ever sees it.
      const link = `${c.get('caller').origin}/invitation#token=${token}`
      if (mailer === null) return c.json({ mailed: false, link }, 200)
      const { name } = await workspace.about()
      const mailed = await isSent(mailer, {
        to: email,
        subject: `You are invited to Cloud Briefing of ${name}`,
        text: `Choose a password, and you are in:\n\n${link}\n\nThe link works once, for a week.\n`,
      })
      return c.json({ mailed, link: mailed ? null : link }, 200)
    },
  )
  app.openapi(
    createRoute({
      method: 'patch',
      path: '/people/{id}',
      request: { params: z.object({ id: z.string() }), ...jsonBody(Change) },
      responses: jsonAnswer<Person>(PersonDocument, 'The person as they are now'),
    }),
    async (c) => {
      const by = { id: c.get('caller').person?.id ?? null, role: roleOf(c) }
      const person = await people.change(c.req.valid('param').id, c.req.valid('json'), by)
      const detail = { role: person.role, disabled: person.disabled }
      const subject = person.email
      await audit.record({ ...askerOf(c), action: 'person.changed', subject, detail })
      return c.json(person, 200)
    },
  )
  return app
}

/** A mail server that is down must not cost the invitation: then the link is passed on by hand. */
async function isSent(mailer: Mailer, letter: Letter): Promise<boolean> {
  try {
    await mailer.send(letter)
    return true
  } catch {
    return false
  }
}

function roleOf(c: Context): Role {
  const { person, token } = c.get('caller')
  const role = person?.role ?? token?.role
  if (role === undefined) throw signInRequired()
  return role
}
