import { unreadableReply } from './error-mapping.ts'
import type { ReplyReader } from './psa-requests.ts'

/** The parsed body; anything that is not JSON is a broken reply and worth another try. */
export const readDocument: ReplyReader<unknown> = (reply, context) => {
  try {
    return JSON.parse(reply.text) as unknown
  } catch {
    throw unreadableReply(reply, context)
  }
}

/** `{"count": 42}`. */
export const readCount: ReplyReader<number> = (reply, context) => {
  const document = readDocument(reply, context)
  if (typeof document === 'object' && document !== null && 'count' in document) {
    const { count } = document
    if (typeof count === 'number' && Number.isSafeInteger(count) && count >= 0) return count
  }
  throw unreadableReply(reply, context)
}

/** The id of the one row of a list sorted by id, downwards; 0 for an empty list. */
export const readGreatestId: ReplyReader<number> = (reply, context) => {
  const rows = readDocument(reply, context)
  if (!Array.isArray(rows)) throw unreadableReply(reply, context)
  const [row] = rows as readonly unknown[]
  if (row === undefined) return 0
  if (typeof row === 'object' && row !== null && 'id' in row && typeof row.id === 'number') {
    return row.id
  }
  throw unreadableReply(reply, context)
}
