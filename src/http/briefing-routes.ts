import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import type { Briefing } from '../delivery/briefing.ts'
import type { HttpParts } from './build-http-app.ts'
import { jsonAnswer } from './json-answer.ts'

const BriefingDocument = z
  .looseObject({ id: z.string(), headline: z.string(), asOf: z.string() })
  .openapi('Briefing')

/** `GET /briefings/latest`: the executive briefing over the current copy. */
export function briefingRoutes({ workspace }: HttpParts): OpenAPIHono {
  return new OpenAPIHono().openapi(
    createRoute({
      method: 'get',
      path: '/briefings/latest',
      responses: jsonAnswer<Briefing>(BriefingDocument, 'The briefing'),
    }),
    async (c) => c.json(await workspace.briefing(), 200),
  )
}
