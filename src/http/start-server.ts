import { serve } from '@hono/node-server'
import { once } from 'node:events'
import type { Server } from 'node:http'
import { AppError } from '../kernel/app-error.ts'
import { buildHttpApp, type HttpParts } from './build-http-app.ts'

export interface RunningServer {
  readonly url: string
  readonly port: number
  close(): Promise<void>
}

/**
 * Listens on loopback only: nobody signs in yet, so nobody from outside may ask. Throws `port-in-use`.
 */
export async function startServer(
  parts: HttpParts & { readonly port: number },
): Promise<RunningServer> {
  const app = buildHttpApp(parts)
  const server = serve({ fetch: app.fetch, port: parts.port, hostname: '127.0.0.1' }) as Server
  try {
    if (!server.listening) await once(server, 'listening')
  } catch (cause) {
    throw listenError(cause, parts.port)
  }
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : parts.port
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    async close() {
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

function listenError(cause: unknown, port: number): AppError {
  const taken = cause instanceof Error && 'code' in cause && cause.code === 'EADDRINUSE'
  return new AppError(
    taken ? `Port ${port} is taken by another program.` : `Port ${port} cannot be opened.`,
    {
      code: taken ? 'port-in-use' : 'port-not-opened',
      remedy: 'correct-input',
      hint: 'Choose another with --port or BRIEFING_PORT.',
      cause,
    },
  )
}
