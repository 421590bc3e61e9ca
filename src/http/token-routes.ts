import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import type { ApiToken } from '../accounts/people/api-tokens.ts'
import { isAtLeast, SCOPES } from '../accounts/people/role.ts'
import { askerOf } from './asker-of.ts'
import type { HttpParts } from './build-http-app.ts'
import { type Caller, signedIn } from './caller.ts'
import { jsonAnswer } from './json-answer.ts'
import { jsonBody, limitBody, NOTHING } from './json-body.ts'

const TokenDocument = z
  .object({
    id: z.string(),
    name: z.string(),
    prefix: z.string(),
    scopes: z.array(z.enum(SCOPES)),
    createdBy: z.string().nullable(),
    createdAt: z.string(),
    expiresAt: z.string().nullable(),
    lastUsedAt: z.string().nullable(),
  })
  .openapi('ApiToken')

const Tokens = z.object({ tokens: z.array(TokenDocument) })
const NewToken = z.object({
  name: z.string(),
  scopes: z.array(z.enum(SCOPES)).max(SCOPES.length),
  expiresAt: z.iso.datetime({ offset: true }).nullable().optional(),
})
const MadeToken = TokenDocument.extend({ token: z.string() }).openapi('NewApiToken')

/** `/tokens`: what programs sign in with. Administrators see all of them, others their own. */
export function tokenRoutes({ workspace }: HttpParts): OpenAPIHono {
  const { people, audit } = workspace
  const app = new OpenAPIHono()
  app.use('/tokens', limitBody)
  app.openapi(
    createRoute({
      method: 'get',
      path: '/tokens',
      responses: jsonAnswer<{ tokens: ApiToken[] }>(Tokens, 'Without the tokens themselves'),
    }),
    async (c) => {
      const { person } = c.get('caller')
      return c.json({ tokens: [...(await people.tokens(mine(person)))] }, 200)
    },
  )
  app.openapi(
    createRoute({
      method: 'post',
      path: '/tokens',
      request: jsonBody(NewToken),
      responses: jsonAnswer<ApiToken & { token: string }>(MadeToken, 'The token, this once'),
    }),
    async (c) => {
      const made = await people.makeToken(c.req.valid('json'), signedIn(c).person)
      const detail = { prefix: made.prefix, scopes: made.scopes.join(' ') }
      await audit.record({ ...askerOf(c), action: 'token.made', subject: made.name, detail })
      return c.json(made, 200)
    },
  )
  app.openapi(
    createRoute({
      method: 'delete',
      path: '/tokens/{id}',
      request: { params: z.object({ id: z.string() }) },
      responses: NOTHING,
    }),
    async (c) => {
      const ended = await people.endToken(c.req.valid('param').id, mine(signedIn(c).person))
      const detail = { prefix: ended.prefix }
      await audit.record({ ...askerOf(c), action: 'token.ended', subject: ended.name, detail })
      return c.body(null, 204)
    },
  )
  return app
}

/** Whose tokens somebody may see: null for everybody's. */
function mine(person: Caller['person']): string | null {
  return person === null || isAtLeast(person.role, 'administrator') ? null : person.id
}
