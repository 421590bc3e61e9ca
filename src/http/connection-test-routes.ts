import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { streamSSE } from 'hono/streaming'
import type { ConnectionTestResult, StageResult } from '../psa/connection-test.ts'
import type { HttpParts } from './build-http-app.ts'
import { askerOf } from './asker-of.ts'
import { ConnectionInput, ConnectionTest } from './connection-documents.ts'
import { jsonAnswer } from './json-answer.ts'
import { problemOf } from './problem.ts'

const typedValues = {
  body: { required: true, content: { 'application/json': { schema: ConnectionInput } } },
} as const

/**
 * `POST /connections/test` over the five values, which stores nothing, at once or as it goes on
 * (`/stream`), and `POST /connections/:id/test` over the saved ones.
 */
export function connectionTestRoutes({ workspace, config }: HttpParts): OpenAPIHono {
  const app = new OpenAPIHono()
  const complete = ({ clientId, ...input }: z.infer<typeof ConnectionInput>) => ({
    ...input,
    clientId: clientId || (config.psa.clientId ?? ''),
  })

  app.openapi(
    createRoute({
      method: 'post',
      path: '/connections/test',
      request: typedValues,
      responses: jsonAnswer<ConnectionTestResult>(ConnectionTest, 'What each stage found'),
    }),
    async (c) => {
      const input = complete(c.req.valid('json'))
      return c.json(await workspace.testConnection(input, undefined, askerOf(c)), 200)
    },
  )
  app.openapi(
    createRoute({
      method: 'post',
      path: '/connections/test/stream',
      request: typedValues,
      responses: {
        200: {
          description: 'Events: `stage` as each ends, then `result`; `problem` when it broke',
          content: { 'text/event-stream': { schema: z.string() } },
        },
      },
    }),
    (c) => {
      const input = complete(c.req.valid('json'))
      return streamSSE(c, async (stream) => {
        const send = (event: string, data: unknown) =>
          stream.writeSSE({ event, data: JSON.stringify(data) })
        try {
          const onStage = (stage: StageResult) => void send('stage', stage)
          const result = await workspace.testConnection(input, onStage, askerOf(c))
          await send('result', result)
        } catch (error) {
          await send('problem', problemOf(error, c.req.path))
        }
      })
    },
  )
  app.openapi(
    createRoute({
      method: 'post',
      path: '/connections/{id}/test',
      request: { params: z.object({ id: z.string() }) },
      responses: jsonAnswer<ConnectionTestResult>(ConnectionTest, 'What each stage found'),
    }),
    async (c) => c.json(await workspace.testSaved(c.req.valid('param').id, askerOf(c)), 200),
  )
  return app
}
