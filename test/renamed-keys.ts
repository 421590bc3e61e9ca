import { once } from 'node:events'
import { createServer, request } from 'node:http'

/** A pair of keys of a company. */
export interface Pair {
  readonly companyId: string
  readonly publicKey: string
  readonly privateKey: string
}

/** A site that knows other keys than the one behind it. */
export interface RenamedKeys {
  /** `127.0.0.1:12345` */
  readonly host: string
  /** From here on both pairs are refused. */
  revoke(): void
  close(): Promise<void>
}

/**
 * A door before a practice PSA: whoever signs in with one pair of keys is let through with the other,
 * so that a test may choose the keys.
 */
export async function startRenamedKeys(
  behind: string,
  outside: Pair,
  inside: Pair,
): Promise<RenamedKeys> {
  const target = new URL(behind)
  let isRevoked = false
  const server = createServer((incoming, answer) => {
    const { authorization, ...headers } = incoming.headers
    const isKnown = authorization === basic(outside) && !isRevoked
    const outgoing = request(
      {
        host: target.hostname,
        port: target.port,
        path: incoming.url,
        method: incoming.method,
        headers: {
          ...headers,
          ...(authorization && { authorization: isKnown ? basic(inside) : basic(NOBODY) }),
        },
      },
      (response) => {
        answer.writeHead(response.statusCode ?? 502, response.headers)
        response.pipe(answer)
      },
    )
    outgoing.on('error', () => answer.destroy())
    incoming.pipe(outgoing)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('no address')
  return {
    host: `127.0.0.1:${address.port}`,
    revoke: () => (isRevoked = true),
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

const NOBODY: Pair = { companyId: 'practice', publicKey: 'nobody', privateKey: 'nobody' }

function basic({ companyId, publicKey, privateKey }: Pair): string {
  return `Basic ${Buffer.from(`${companyId}+${publicKey}:${privateKey}`).toString('base64')}`
}
