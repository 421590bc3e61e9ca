import type { IncomingMessage } from 'node:http'
import { Refusal } from './refusal.ts'

/** Conditions are long, but not longer than this. */
const LIMIT_BYTES = 1_000_000

/** The text of a request's body. Throws 413 above a megabyte. */
export async function readBody(message: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of message) {
    const buffer = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk))
    bytes += buffer.length
    if (bytes > LIMIT_BYTES) throw new Refusal(413, 'The request body is larger than 1 MB.')
    chunks.push(buffer)
  }
  return Buffer.concat(chunks).toString()
}
