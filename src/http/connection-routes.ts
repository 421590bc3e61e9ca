import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { bodyLimit } from 'hono/body-limit'
import { AppError } from '../kernel/app-error.ts'
import type { SavedConnection } from '../workspace/change-connection.ts'
import type { ConnectionView, KeptData } from '../workspace/describe-connection.ts'
import { askerOf } from './asker-of.ts'
import type { HttpParts } from './build-http-app.ts'
import {
  ConnectionChangeInput,
  ConnectionInput,
  ConnectionsDocument,
  SavedDocument,
} from './connection-documents.ts'
import { connectionTestRoutes } from './connection-test-routes.ts'
import { jsonAnswer } from './json-answer.ts'
import { seenVersion } from './seen-version.ts'

/** Five short values; what is longer is not a connection. */
const MAX_BODY_BYTES = 64 * 1024

const ById = z.object({ id: z.string() })

interface Connections {
  readonly connections: ConnectionView[]
  readonly kept: KeptData | null
}

/** `/connections`: the way into ConnectWise, tested, saved, changed, given up. Keys only go in. */
export function connectionRoutes(parts: HttpParts): OpenAPIHono {
  const { workspace, config } = parts
  const app = new OpenAPIHono()
  app.use('/connections/*', bodyLimit({ maxSize: MAX_BODY_BYTES, onError: tooLarge }))
  app.route('/', connectionTestRoutes(parts))
  app.openapi(
    createRoute({
      method: 'get',
      path: '/connections',
      responses: jsonAnswer<Connections>(ConnectionsDocument, 'One at most'),
    }),
    async (c) => {
      const connections = [...(await workspace.connections())]
      return c.json({ connections, kept: await workspace.keptData() }, 200)
    },
  )
  app.openapi(
    createRoute({
      method: 'post',
      path: '/connections',
      request: {
        body: { required: true, content: { 'application/json': { schema: ConnectionInput } } },
      },
      responses: jsonAnswer<SavedConnection>(SavedDocument, 'Tested and saved'),
    }),
    async (c) => {
      const { clientId, ...values } = c.req.valid('json')
      const input = { ...values, clientId: clientId || (config.psa.clientId ?? '') }
      return c.json(saved(await workspace.connect(input, askerOf(c))), 200)
    },
  )
  app.openapi(
    createRoute({
      method: 'patch',
      path: '/connections/{id}',
      request: {
        params: ById,
        headers: z.object({ 'if-match': z.string().optional() }),
        body: {
          required: true,
          content: { 'application/json': { schema: ConnectionChangeInput } },
        },
      },
      responses: jsonAnswer<SavedConnection>(SavedDocument, 'Tested and saved'),
    }),
    async (c) => {
      const version = seenVersion(c.req.valid('header')['if-match'])
      const { id } = c.req.valid('param')
      const change = filledOnly(c.req.valid('json'))
      return c.json(saved(await workspace.changeConnection(id, change, askerOf(c), version)), 200)
    },
  )
  app.openapi(
    createRoute({
      method: 'delete',
      path: '/connections/{id}',
      request: { params: ById, query: z.object({ data: z.enum(['keep', 'delete']) }) },
      responses: { 204: { description: 'Disconnected' } },
    }),
    async (c) => {
      await workspace.disconnect(c.req.valid('param').id, c.req.valid('query').data, askerOf(c))
      return c.body(null, 204)
    },
  )
  return app
}

/** Throws `connection-test-failed` with the test in it, for a page that shows what to mend. */
function saved(answer: SavedConnection): SavedConnection {
  const { test, connection } = answer
  if (connection !== null) return answer
  throw new FailedTest(test)
}

/** Nothing was saved, because the test failed; the problem document carries the whole test. */
export class FailedTest extends AppError {
  readonly test: SavedConnection['test']

  constructor(test: SavedConnection['test']) {
    super(test.title, {
      code: 'connection-test-failed',
      remedy: 'correct-input',
      hint: test.remedies[0] ?? test.explanation,
    })
    this.test = test
  }
}

/** An empty field of a form is a value that was left as it is. */
function filledOnly<Change extends Readonly<Record<string, string | undefined>>>(
  change: Change,
): { readonly [Name in keyof Change]?: string } {
  const filled = Object.entries(change).filter(([, value]) => value !== undefined && value !== '')
  return Object.fromEntries(filled) as { readonly [Name in keyof Change]?: string }
}

function tooLarge(): never {
  throw new AppError('That is far too long for connection values.', {
    code: 'invalid-request',
    remedy: 'correct-input',
    hint: 'Send the five values only.',
  })
}
