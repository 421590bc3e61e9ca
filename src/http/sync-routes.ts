import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { AppError } from '../kernel/app-error.ts'
import type { RecordedSync } from '../workspace/sync-runs.ts'
import type { HttpParts } from './build-http-app.ts'
import { jsonAnswer } from './json-answer.ts'

const SyncRun = z
  .looseObject({
    id: z.string(),
    startedAt: z.string(),
    runs: z.array(
      z.looseObject({
        stream: z.string(),
        outcome: z.string(),
        fetched: z.number(),
        inserted: z.number(),
        updated: z.number(),
        buried: z.number(),
        quarantined: z.number(),
        requests: z.number(),
        durationMs: z.number(),
      }),
    ),
  })
  .openapi('SyncRun')

/** `GET /sync/runs` and `/sync/runs/:id`: what each sync did, stream by stream. */
export function syncRoutes({ workspace }: HttpParts): OpenAPIHono {
  const app = new OpenAPIHono()
  app.openapi(
    createRoute({
      method: 'get',
      path: '/sync/runs',
      responses: jsonAnswer<RecordedSync[]>(z.array(SyncRun), 'The latest syncs, newest first'),
    }),
    async (c) => c.json([...(await workspace.syncRuns())], 200),
  )
  app.openapi(
    createRoute({
      method: 'get',
      path: '/sync/runs/{id}',
      request: { params: z.object({ id: z.string() }) },
      responses: jsonAnswer<RecordedSync>(SyncRun, 'One sync'),
    }),
    async (c) => {
      const { id } = c.req.valid('param')
      const run = (await workspace.syncRuns()).find((each) => each.id === id)
      if (run) return c.json(run, 200)
      throw new AppError(`There is no sync run ${id}.`, {
        code: 'run-not-found',
        remedy: 'correct-input',
        hint: 'The runs are listed at /api/v1/sync/runs.',
      })
    },
  )
  return app
}
