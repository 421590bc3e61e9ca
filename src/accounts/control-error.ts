import { AppError, type Remedy } from '../kernel/app-error.ts'

interface Diagnosis {
  readonly code: string
  readonly remedy: Remedy
  readonly says: string
  readonly hint: string
}

const UNREADABLE: Diagnosis = {
  code: 'data-unreadable',
  remedy: 'reconfigure',
  says: 'cannot be opened',
  hint: 'Check that BRIEFING_DATA_DIR is a directory this user may read and write.',
}

const IN_USE: Diagnosis = {
  code: 'data-in-use',
  remedy: 'retry',
  says: 'is locked by another process',
  hint: 'Stop the other briefing process, or give this one its own BRIEFING_DATA_DIR.',
}

const CORRUPT: Diagnosis = {
  code: 'data-corrupt',
  remedy: 'reconfigure',
  says: 'is damaged or is no database',
  hint: 'Restore it with `briefing restore`; it holds the sealed keys and cannot be rebuilt.',
}

const FULL: Diagnosis = {
  code: 'disk-full',
  remedy: 'retry',
  says: 'cannot grow because the disk is full',
  hint: 'Free some space and run it again; what was committed is kept.',
}

/** SQLite's primary result codes (sqlite.org/rescode.html) that have a next step. */
const BY_RESULT_CODE: Readonly<Record<number, Diagnosis>> = {
  3: UNREADABLE,
  5: IN_USE,
  6: IN_USE,
  8: UNREADABLE,
  11: CORRUPT,
  13: FULL,
  14: UNREADABLE,
  26: CORRUPT,
}

const BY_SYSTEM_CODE: Readonly<Record<string, Diagnosis>> = {
  EACCES: UNREADABLE,
  EPERM: UNREADABLE,
  EROFS: UNREADABLE,
  ENOTDIR: UNREADABLE,
  EISDIR: UNREADABLE,
  EEXIST: UNREADABLE,
  ENOENT: UNREADABLE,
  ENOSPC: FULL,
  EDQUOT: FULL,
}

/** What went wrong with the control store's file, in words with a next step; an `AppError` stays itself. */
export function controlError(error: unknown, path: string): AppError {
  if (error instanceof AppError) return error
  const diagnosis = diagnose(error)
  if (diagnosis) {
    const { code, remedy, says, hint } = diagnosis
    return new AppError(`${path} ${says}.`, { code, remedy, hint, cause: error })
  }
  return new AppError(`${path} did not do what was asked of it.`, {
    code: 'control-store-failed',
    remedy: 'report-bug',
    cause: error,
  })
}

function diagnose(error: unknown): Diagnosis | undefined {
  if (!(error instanceof Error)) return undefined
  if ('errcode' in error && typeof error.errcode === 'number') {
    // The low byte is the primary code; the rest says which kind of it.
    return BY_RESULT_CODE[error.errcode & 0xff]
  }
  if ('code' in error && typeof error.code === 'string') return BY_SYSTEM_CODE[error.code]
  return undefined
}
