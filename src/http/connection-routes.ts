import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { bodyLimit } from 'hono/body-limit'
import { AppError } from '../kernel/app-error.ts'
import type { ConnectionTestResult } from '../psa/connection-test.ts'
import type { HttpParts } from './build-http-app.ts'
import { jsonAnswer } from './json-answer.ts'

/** Five short values; what is longer is not a connection. */
const MAX_BODY_BYTES = 64 * 1024

const ConnectionInput = z
  .object({
    siteUrl: z.string(),
    companyId: z.string(),
    publicKey: z.string(),
    privateKey: z.string(),
    clientId: z
      .string()
      .optional()
      .openapi({ description: 'The provider may supply it for everyone.' }),
  })
  .openapi('ConnectionInput')

const ConnectionTest = z
  .looseObject({
    ok: z.boolean(),
    code: z.string(),
    title: z.string(),
    explanation: z.string(),
    remedies: z.array(z.string()),
    stages: z.array(z.looseObject({ stage: z.string(), state: z.string() })),
    normalised: z.looseObject({}),
    server: z.looseObject({}).nullable(),
    permissions: z.array(z.looseObject({ stream: z.string(), state: z.string() })),
    warnings: z.array(z.looseObject({ code: z.string() })),
  })
  .openapi('ConnectionTest')

/** `POST /connections/test`: the staged test over the five values; nothing is stored. */
export function connectionRoutes({ workspace, config }: HttpParts): OpenAPIHono {
  const app = new OpenAPIHono()
  app.use('/connections/test', bodyLimit({ maxSize: MAX_BODY_BYTES, onError: tooLarge }))
  return app.openapi(
    createRoute({
      method: 'post',
      path: '/connections/test',
      request: {
        body: { required: true, content: { 'application/json': { schema: ConnectionInput } } },
      },
      responses: jsonAnswer<ConnectionTestResult>(ConnectionTest, 'What each stage found'),
    }),
    async (c) => {
      const { clientId, ...input } = c.req.valid('json')
      const result = await workspace.testConnection({
        ...input,
        clientId: clientId ?? config.psa.clientId ?? '',
      })
      return c.json(result, 200)
    },
  )
}

function tooLarge(): never {
  throw new AppError('That is far too long for connection values.', {
    code: 'invalid-request',
    remedy: 'correct-input',
    hint: 'Send the five values only.',
  })
}
