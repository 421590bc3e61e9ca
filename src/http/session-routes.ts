import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { SignedIn } from '../accounts/people/sign-in.ts'
import { AppError } from '../kernel/app-error.ts'
import type { HttpParts } from './build-http-app.ts'
import { jsonAnswer } from './json-answer.ts'
import { jsonBody, limitBody, NOTHING } from './json-body.ts'
import { clearSessionCookie, readSessionCookie, writeSessionCookie } from './session-cookie.ts'

const State = z.enum(['set-up-needed', 'signed-out', 'signed-in', 'open'])

const SessionDocument = z
  .object({
    state: State,
    person: z
      .object({
        id: z.string(),
        name: z.string(),
        email: z.string(),
        role: z.string(),
        twoFactor: z.boolean(),
      })
      .nullable(),
    workspace: z.object({ name: z.string() }),
  })
  .openapi('Session')

const SignInAnswer = z.object({ state: z.enum(['signed-in', 'second-factor']) }).openapi('SignIn')

const SetUp = z.object({
  token: z.string(),
  name: z.string(),
  email: z.string(),
  password: z.string(),
})
const Credentials = z.object({
  email: z.string(),
  password: z.string(),
  code: z.string().optional(),
})
const Acceptance = z.object({ token: z.string(), name: z.string(), password: z.string() })

/** `/session`, `/set-up`, `/sign-in`, `/sign-out`, `/invitations/accept`: coming in and going out. */
export function sessionRoutes({ workspace }: HttpParts): OpenAPIHono {
  const { people, audit } = workspace
  const app = new OpenAPIHono()
  for (const path of ['/set-up', '/sign-in', '/invitations/accept']) app.use(path, limitBody)
  app.openapi(
    createRoute({
      method: 'get',
      path: '/session',
      responses: jsonAnswer<z.output<typeof SessionDocument>>(SessionDocument, 'Who is here'),
    }),
    async (c) => {
      const { person, token, isOpen } = c.get('caller')
      if (person === null && token === null && !isOpen) {
        // Strangers are not told whose installation this is.
        const nobody = { state: 'signed-out' as const, person: null }
        return c.json({ ...nobody, workspace: { name: 'Cloud Briefing' } }, 200)
      }
      const { name } = await workspace.about()
      const state = person === null && token === null ? ('open' as const) : ('signed-in' as const)
      return c.json({ state, person: person && shown(person), workspace: { name } }, 200)
    },
  )

  const begin = async (c: Context, action: string, { token, person }: SignedIn) => {
    const { origin } = c.get('caller')
    writeSessionCookie(c, origin, token)
    await audit.record({ actor: person.email, action, ...addressOf(c) })
    return c.json({ state: 'signed-in' as const }, 200)
  }

  app.openapi(
    createRoute({
      method: 'post',
      path: '/set-up',
      request: jsonBody(SetUp),
      responses: jsonAnswer<z.output<typeof SignInAnswer>>(SignInAnswer, 'The first owner is in'),
    }),
    async (c) => {
      const made = await people.setUp(c.req.valid('json'), visitOf(c))
      return begin(c, 'person.set-up', made)
    },
  )
  app.openapi(
    createRoute({
      method: 'post',
      path: '/invitations/accept',
      request: jsonBody(Acceptance),
      responses: jsonAnswer<z.output<typeof SignInAnswer>>(
        SignInAnswer,
        'The invited person is in',
      ),
    }),
    async (c) => {
      const made = await people.acceptInvitation(c.req.valid('json'), visitOf(c))
      return begin(c, 'person.joined', made)
    },
  )
  app.openapi(
    createRoute({
      method: 'post',
      path: '/sign-in',
      request: jsonBody(Credentials),
      responses: jsonAnswer<z.output<typeof SignInAnswer>>(SignInAnswer, 'In, or a code is asked'),
    }),
    async (c) => {
      const input = c.req.valid('json')
      const before = readSessionCookie(c, c.get('caller').origin)
      try {
        const result = await people.signIn(input, visitOf(c), before)
        if (result.state === 'second-factor') return c.json({ state: result.state }, 200)
        return await begin(c, 'session.signed-in', result)
      } catch (error) {
        if (error instanceof AppError && REFUSALS.has(error.code)) {
          const actor = whoTried(input.email)
          const detail = { code: error.code }
          await audit.record({ actor, action: 'session.refused', detail, ...addressOf(c) })
        }
        throw error
      }
    },
  )
  app.openapi(createRoute({ method: 'post', path: '/sign-out', responses: NOTHING }), async (c) => {
    const { origin, person } = c.get('caller')
    const token = readSessionCookie(c, origin)
    if (token !== null) await people.signOut(token)
    clearSessionCookie(c, origin)
    if (person !== null) {
      const actor = person.email
      await audit.record({ actor, action: 'session.signed-out', ...addressOf(c) })
    }
    return c.body(null, 204)
  })
  return app
}

/** Those that say something about who tries; a throttled try is one of many that were recorded. */
const REFUSALS: ReadonlySet<string> = new Set(['sign-in-refused', 'code-wrong'])

/** An address, as the log may keep it: what is none may be a password in the wrong field. */
function whoTried(email: string): string {
  const address = email.trim().toLowerCase()
  return /^[^\s@]{1,64}@[^\s@]{1,190}$/.test(address) ? address : 'unknown'
}

/** What a request tells of the browser and where it is. */
export function visitOf(c: Context): { address: string | null; userAgent: string | null } {
  return {
    address: c.get('caller').address ?? null,
    userAgent: c.req.header('user-agent') ?? null,
  }
}

function addressOf(c: Context): { address?: string } {
  const { address } = c.get('caller')
  return address === undefined ? {} : { address }
}

function shown({
  id,
  name,
  email,
  role,
  twoFactor,
}: z.output<typeof SessionDocument.shape.person> & object) {
  return { id, name, email, role, twoFactor }
}
