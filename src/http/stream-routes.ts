import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import type { Freshness } from '../reporting/answer.ts'
import type { HttpParts } from './build-http-app.ts'
import { jsonAnswer } from './json-answer.ts'

const StreamState = z
  .looseObject({
    stream: z.string(),
    title: z.string(),
    rows: z.number(),
    coveredUntil: z.string().nullable(),
    state: z.string(),
  })
  .openapi('StreamState')

/** `GET /streams`: what is kept, how much of it, how current, and whether it may be read. */
export function streamRoutes({ workspace }: HttpParts): OpenAPIHono {
  return new OpenAPIHono().openapi(
    createRoute({
      method: 'get',
      path: '/streams',
      responses: jsonAnswer<Freshness[]>(z.array(StreamState), 'Every stream'),
    }),
    async (c) => c.json([...(await workspace.streamStates())], 200),
  )
}
