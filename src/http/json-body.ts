import type { z } from '@hono/zod-openapi'
import { bodyLimit } from 'hono/body-limit'
import { AppError } from '../kernel/app-error.ts'

/** Names, addresses, passwords: all of them short. */
const MAX_BODY_BYTES = 16 * 1024

/** The request of a route that takes one JSON document, and nothing else. */
export function jsonBody<Schema extends z.ZodType>(schema: Schema) {
  return { body: { required: true, content: { 'application/json': { schema } } } } as const
}

/** The responses of a route that says nothing when it went well. */
export const NOTHING = { 204: { description: 'Done' } } as const

/** Refuses a body that is far longer than a form. Throws `invalid-request`. */
export const limitBody = bodyLimit({
  maxSize: MAX_BODY_BYTES,
  onError: () => {
    throw new AppError('That is far too long.', {
      code: 'invalid-request',
      remedy: 'correct-input',
      hint: 'Send the values of the form only.',
    })
  },
})
