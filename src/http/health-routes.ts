import { Hono } from 'hono'
import type { HttpParts } from './build-http-app.ts'

/** `GET /healthz`: the process lives. `GET /readyz`: its data answers. */
export function healthRoutes({ workspace }: HttpParts): Hono {
  return new Hono()
    .get('/healthz', (c) => c.json({ status: 'ok' }))
    .get('/readyz', async (c) => {
      const streams = await workspace.streamStates()
      const synced = streams.filter((stream) => stream.coveredUntil !== null).length
      return c.json({ status: 'ready', streams: streams.length, synced })
    })
}
