import { z } from '@hono/zod-openapi'

const ProblemDocument = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number(),
    detail: z.string().nullable(),
    instance: z.string(),
    code: z.string(),
    remedy: z.string(),
  })
  .openapi('Problem')

/**
 * The responses of a route that answers with one JSON document, or with a problem. The schema tells
 * readers of the OpenAPI document what is in it; that the route answers with it, the compiler checks.
 */
export function jsonAnswer<Document>(schema: z.ZodType, description: string) {
  const typed = schema as z.ZodType<Document>
  return {
    200: { description, content: { 'application/json': { schema: typed } } },
    default: {
      description: 'A problem, RFC 9457',
      content: { 'application/problem+json': { schema: ProblemDocument } },
    },
  }
}
