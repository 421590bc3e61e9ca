import { AppError, type Remedy } from '../../kernel/app-error.ts'

interface Diagnosis {
  readonly sign: RegExp
  readonly code: string
  readonly remedy: Remedy
  readonly says: string
  readonly hint: string
}

/** How the engine words the failures that have a next step; the first match counts. */
const DIAGNOSES: readonly Diagnosis[] = [
  {
    sign: /Could not set lock|lock is held/i,
    code: 'data-in-use',
    remedy: 'retry',
    says: 'is open in another process',
    hint: 'Stop the other briefing process, or give this one its own BRIEFING_DATA_DIR.',
  },
  {
    sign: /No space left|out of (disk )?space|ENOSPC|disk full|Could not write all bytes|file size limit|EFBIG|File too large/i,
    code: 'disk-full',
    remedy: 'retry',
    says: 'cannot grow because the disk is full',
    hint: 'Free some space and run it again; what was committed is kept.',
  },
  {
    sign: /not a valid DuckDB|Corrupt|checksum|Serialization Error|Failure while replaying WAL|version number/i,
    code: 'data-corrupt',
    remedy: 'correct-input',
    says: 'is damaged or was written by a newer version',
    hint: 'Move the file away and run `briefing sync`: the copy is rebuilt from ConnectWise.',
  },
  {
    sign: /Permission denied|Cannot open file|Is a directory|Not a directory|Read-only file system|EACCES|EPERM|EROFS|ENOTDIR|EEXIST|Could not read/i,
    code: 'data-unreadable',
    remedy: 'reconfigure',
    says: 'cannot be opened',
    hint: 'Check that BRIEFING_DATA_DIR is a directory this user may read and write.',
  },
]

/** What the engine or the file system says, as an `AppError` with a next step; null if none fits. */
export function diagnose(error: unknown, path: string): AppError | null {
  if (error instanceof AppError) return error
  const message = messageOf(error)
  const found = DIAGNOSES.find((diagnosis) => diagnosis.sign.test(message))
  if (!found) return null
  return new AppError(`The data file ${path} ${found.says}.`, {
    code: found.code,
    remedy: found.remedy,
    hint: found.hint,
    cause: error,
  })
}

/** `diagnose`, or `store-failed` for what nobody foresaw. */
export function storeError(error: unknown, path: string): AppError {
  return (
    diagnose(error, path) ??
    new AppError(`The data file ${path} failed: ${firstLine(error)}`, {
      code: 'store-failed',
      remedy: 'report-bug',
      cause: error,
    })
  )
}

/** The engine's message without the excerpt of the query below it. */
export function firstLine(error: unknown): string {
  return messageOf(error).split('\n')[0] ?? ''
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
