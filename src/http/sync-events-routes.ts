import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { streamSSE, type SSEMessage } from 'hono/streaming'
import type { SyncEvent } from '../workspace/sync-events.ts'
import { askerOf } from './asker-of.ts'
import type { HttpParts } from './build-http-app.ts'
import { jsonAnswer } from './json-answer.ts'

export interface SyncEventsOptions {
  /** Keeps the line open through proxies that close silent ones. Default: 15,000. */
  readonly heartbeatMs?: number
  /** The browser comes back at once and is let in anew, or not any more. Default: ten minutes. */
  readonly lifetimeMs?: number
}

const ById = z.object({ id: z.string() })
const Begun = z.object({ runId: z.string() })
const Cancelled = z.object({ cancelled: z.boolean() })

/** `POST /connections/:id/sync` and `/sync/cancel`, and `GET /sync/events` to watch it. */
export function syncEventsRoutes(
  { workspace }: HttpParts,
  { heartbeatMs = 15_000, lifetimeMs = 600_000 }: SyncEventsOptions = {},
): OpenAPIHono {
  const app = new OpenAPIHono()
  app.openapi(
    createRoute({
      method: 'post',
      path: '/connections/{id}/sync',
      request: { params: ById },
      responses: {
        202: { description: 'Begun', content: { 'application/json': { schema: Begun } } },
        default: jsonAnswer(Begun, 'Begun').default,
      },
    }),
    async (c) => {
      const { runId } = await workspace.startSync(c.req.valid('param').id, askerOf(c))
      return c.json({ runId }, 202)
    },
  )
  app.openapi(
    createRoute({
      method: 'post',
      path: '/connections/{id}/sync/cancel',
      request: { params: ById },
      responses: jsonAnswer<{ cancelled: boolean }>(Cancelled, 'False when none was under way'),
    }),
    async (c) => {
      const cancelled = await workspace.cancelSync(c.req.valid('param').id)
      return c.json({ cancelled }, 200)
    },
  )
  app.openapi(
    createRoute({
      method: 'get',
      path: '/sync/events',
      responses: {
        200: {
          description: 'Events: `idle`, `started`, `progress` per stream, `done`',
          content: { 'text/event-stream': { schema: z.string() } },
        },
      },
    }),
    (c) =>
      streamSSE(c, async (stream) => {
        const gone = new AbortController()
        stream.onAbort(() => gone.abort())
        const beat = setInterval(() => void stream.write(': here\n\n'), heartbeatMs)
        const end = setTimeout(() => gone.abort(), lifetimeMs)
        try {
          for await (const event of workspace.followSync(gone.signal)) {
            await stream.writeSSE(messageOf(event))
          }
        } finally {
          clearInterval(beat)
          clearTimeout(end)
        }
      }),
  )
  return app
}

function messageOf(event: SyncEvent): SSEMessage {
  if (event.kind === 'progress') return message('progress', event.progress)
  if (event.kind === 'done') return message('done', event.report)
  if (event.kind === 'started') return message('started', { runId: event.runId })
  if (event.kind === 'idle') return message('idle', {})
  // For whoever watches it is a sync that ended: with nothing done, and why.
  return message('done', { runId: event.runId, runs: [], stoppedBy: event.error })
}

function message(event: string, data: unknown): SSEMessage {
  return { event, data: JSON.stringify(data) }
}
