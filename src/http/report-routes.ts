import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { answerAsCsv } from '../reporting/answer-as-csv.ts'
import type { Report } from '../reporting/define-report.ts'
import type { Answer } from '../reporting/answer.ts'
import { AppError } from '../kernel/app-error.ts'
import { askerOf } from './asker-of.ts'
import type { HttpParts } from './build-http-app.ts'
import { jsonAnswer } from './json-answer.ts'

const ReportEntry = z
  .looseObject({ id: z.string(), title: z.string(), area: z.string(), question: z.string() })
  .openapi('Report')

const AnswerDocument = z
  .looseObject({
    report: z.looseObject({ id: z.string(), title: z.string() }),
    params: z.looseObject({}),
    asOf: z.string(),
    headline: z.string().nullable(),
    columns: z.array(z.looseObject({ name: z.string(), label: z.string(), format: z.string() })),
    rows: z.array(z.looseObject({})),
    truncated: z.boolean(),
  })
  .openapi('Answer')

const ById = z.object({ id: z.string().openapi({ example: 'mrr' }) })

/** `GET /reports`, `/reports/:id`, `/reports/:id/rows` and `/reports/:id/export`. */
export function reportRoutes({ workspace }: HttpParts): OpenAPIHono {
  const app = new OpenAPIHono()
  app.openapi(
    createRoute({
      method: 'get',
      path: '/reports',
      responses: jsonAnswer<ReportEntryDocument[]>(z.array(ReportEntry), 'The catalogue'),
    }),
    (c) => c.json(workspace.catalogue.map(describeReport), 200),
  )
  app.openapi(
    createRoute({
      method: 'get',
      path: '/reports/{id}',
      request: { params: ById },
      responses: jsonAnswer<ReportEntryDocument>(ReportEntry, 'One report’s definition'),
    }),
    (c) => c.json(describeReport(workspace.report(c.req.valid('param').id)), 200),
  )
  app.openapi(
    createRoute({
      method: 'get',
      path: '/reports/{id}/rows',
      request: { params: ById },
      responses: jsonAnswer<Answer>(
        AnswerDocument,
        'The answer; parameters of the report are query parameters',
      ),
    }),
    async (c) => c.json(await workspace.answer(c.req.valid('param').id, c.req.query()), 200),
  )
  app.openapi(
    createRoute({
      method: 'get',
      path: '/reports/{id}/export',
      request: { params: ById },
      responses: {
        200: { description: 'A file', content: { 'text/csv': { schema: z.string() } } },
      },
    }),
    async (c) => {
      const { id } = c.req.valid('param')
      const { format = 'csv', ...params } = c.req.query()
      if (format !== 'csv') throw unknownFormat(format)
      const answer = await workspace.answer(id, params)
      const detail = { format, rows: answer.rows.length }
      await workspace.audit.record({
        ...askerOf(c),
        action: 'report.exported',
        subject: answer.report.id,
        detail,
      })
      return c.body(answerAsCsv(answer), 200, {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="${answer.report.id}.csv"`,
      })
    },
  )
  return app
}

type ReportEntryDocument = ReturnType<typeof describeReport>

/** The definition as data: everything but the SQL and the functions. */
function describeReport(report: Report) {
  const { id, title, area, question, reads, params, columns, chart, definition } = report
  return { id, title, area, question, reads: [...reads], params, columns, chart, definition }
}

function unknownFormat(format: string): AppError {
  return new AppError(`There is no format "${format}".`, {
    code: 'unknown-format',
    remedy: 'correct-input',
    hint: 'Ask for format=csv.',
  })
}
