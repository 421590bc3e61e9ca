import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import type { Workspace } from '../delivery/briefing.ts'
import type { HttpParts } from './build-http-app.ts'
import { jsonAnswer } from './json-answer.ts'

const WorkspaceDocument = z
  .object({
    name: z.string(),
    zone: z.string().openapi({ example: 'America/Chicago' }),
    currency: z.string().openapi({ example: 'USD' }),
  })
  .openapi('Workspace')

/** `GET /workspace`: whose figures these are, and how their days and money are written. */
export function workspaceRoutes({ workspace }: HttpParts): OpenAPIHono {
  return new OpenAPIHono().openapi(
    createRoute({
      method: 'get',
      path: '/workspace',
      responses: jsonAnswer<Workspace>(WorkspaceDocument, 'Name, zone and currency'),
    }),
    async (c) => c.json(await workspace.about(), 200),
  )
}
