import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { csvLine } from '../reporting/csv-line.ts'
import type { Workspace } from '../workspace/workspace.ts'
import { askerOf } from './asker-of.ts'
import type { HttpParts } from './build-http-app.ts'

/** Rows of one page when nobody says, and at most. */
const USUAL_LIMIT = 100
const MOST_ROWS = 500

const AuditQuery = z.object({
  before: z.coerce.number().int().positive().optional().openapi({
    description: 'Entries older than this id: `next` of the page before.',
  }),
  action: z
    .string()
    .optional()
    .openapi({ description: 'An action or a family of actions.', example: 'connection' }),
  actor: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(MOST_ROWS).default(USUAL_LIMIT),
  format: z.enum(['json', 'csv']).default('json').openapi({
    description: 'As CSV it is everything that the filters find, not one page.',
  }),
})

const AuditPage = z
  .object({
    rows: z.array(
      z.object({
        id: z.number(),
        at: z.string(),
        actor: z.string(),
        action: z.string(),
        subject: z.string().nullable(),
        detail: z
          .record(z.string(), z.union([z.string(), z.number(), z.boolean()]).nullable())
          .nullable(),
        address: z.string().nullable(),
      }),
    ),
    next: z.number().nullable(),
  })
  .openapi('AuditPage')

type Query = z.output<typeof AuditQuery>

/** `GET /audit`: who did what, newest first, as pages of JSON or as one CSV file. */
export function auditRoutes({ workspace }: HttpParts): OpenAPIHono {
  const app = new OpenAPIHono()
  app.openapi(
    createRoute({
      method: 'get',
      path: '/audit',
      request: { query: AuditQuery },
      responses: {
        200: {
          description: 'Who did what, newest first',
          content: {
            'application/json': { schema: AuditPage },
            'text/csv': { schema: z.string() },
          },
        },
      },
    }),
    async (c) => {
      const { format, ...filter } = c.req.valid('query')
      if (format === 'json') return c.json(await pageOf(workspace, filter), 200)
      await workspace.audit.record({ ...askerOf(c), action: 'audit.exported' })
      return c.body(ReadableStream.from(csvOf(workspace, filter)), 200, {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': 'attachment; filename="audit.csv"',
      })
    },
  )
  return app
}

async function pageOf(workspace: Workspace, filter: Omit<Query, 'format'>) {
  // One more than asked for tells whether there is a next page.
  const found = await workspace.audit.list({ ...filter, limit: filter.limit + 1 })
  const rows = found
    .slice(0, filter.limit)
    .map(({ id, at, actor, action, subject, detail, address }) => ({
      id,
      at,
      actor,
      action,
      subject,
      detail,
      address,
    }))
  return { rows, next: found.length > filter.limit ? (rows.at(-1)?.id ?? null) : null }
}

async function* csvOf(workspace: Workspace, filter: Omit<Query, 'format'>) {
  yield Buffer.from(csvLine(['id', 'at', 'actor', 'action', 'subject', 'detail', 'address']))
  let before = filter.before
  for (;;) {
    const rows = await workspace.audit.list({ ...filter, before, limit: MOST_ROWS })
    const lines = rows.map(({ id, at, actor, action, subject, detail, address }) =>
      csvLine([id, at, actor, action, subject, detail && JSON.stringify(detail), address]),
    )
    if (lines.length > 0) yield Buffer.from(lines.join(''))
    if (rows.length < MOST_ROWS) return
    before = rows.at(-1)?.id
  }
}
