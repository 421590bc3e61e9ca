import { AppError } from '../kernel/app-error.ts'

/** The version that `If-Match` names, `"3"` or `3`; undefined where the header is absent or `*`. */
export function seenVersion(header: string | undefined): number | undefined {
  if (header === undefined || header === '*') return undefined
  const [, digits] = /^(?:W\/)?"?(\d{1,9})"?$/.exec(header.trim()) ?? []
  if (digits !== undefined) return Number(digits)
  throw new AppError('If-Match does not name a version.', {
    code: 'invalid-request',
    remedy: 'correct-input',
    hint: 'Send the version that was read, such as "3".',
  })
}
