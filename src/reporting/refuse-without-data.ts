import { AppError } from '../kernel/app-error.ts'
import { streamInWords } from '../model/stream-words.ts'
import type { Viewer } from './viewer.ts'

/**
 * Throws `report-unavailable`, with the permission to give, when ConnectWise refuses a stream that an
 * answer reads and there is no older copy of it. An answer without it would be a wrong number.
 */
export function refuseWithoutData(viewer: Viewer, title: string, reads: readonly string[]): void {
  const denied = viewer.copies.find(
    ({ stream, state, coveredUntil }) =>
      reads.includes(stream) && state === 'denied' && coveredUntil === null,
  )
  if (!denied) return
  const words = streamInWords(denied.stream)
  throw new AppError(
    `${title} needs ${words.title}, which ConnectWise does not let your API member read.`,
    {
      code: 'report-unavailable',
      remedy: 'reconfigure',
      hint: `In ConnectWise, give the API member's security role ${words.permission}, then sync again.`,
    },
  )
}
