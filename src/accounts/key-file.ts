import { randomBytes } from 'node:crypto'
import {
  closeSync,
  fstatSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { AppError } from '../kernel/app-error.ts'
import { KEY_BYTES, sealingKey, type SealingKey } from './seal.ts'

/** Far more than a key takes: a wrong path must not read a gigabyte. */
const MOST_BYTES = 1024

/** Rights of group and others. */
const OTHERS = 0o077

/**
 * Reads the key file: 32 random bytes as base64. A missing one is made, readable by this user only,
 * when `mayCreate`; never when something was sealed already, for a second key would hide that the first
 * is lost. Throws `key-missing`, `key-invalid`, `key-exposed`, `key-unreadable`.
 */
export function loadKey(path: string, { mayCreate }: { mayCreate: boolean }): SealingKey {
  const text = read(path)
  if (text !== null) return parse(path, text)
  if (!mayCreate) throw missing(path)
  create(path)
  return parse(path, read(path) ?? '')
}

/** The file's text; null when there is no file. */
function read(path: string): string | null {
  let file: number
  try {
    file = openSync(path, 'r')
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null
    throw unreadable(path, error)
  }
  try {
    const stat = fstatSync(file)
    if (!stat.isFile()) throw unreadable(path)
    // Windows has no such bits; its file rights follow the user's profile.
    if (process.platform !== 'win32' && (stat.mode & OTHERS) !== 0) throw exposed(path)
    if (stat.size > MOST_BYTES) throw invalid(path)
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw error instanceof AppError ? error : unreadable(path, error)
  } finally {
    closeSync(file)
  }
}

function parse(path: string, text: string): SealingKey {
  const base64 = text.trim()
  const bytes = Buffer.from(base64, 'base64')
  // Decoding skips what is not base64, so only a key that reads back the same is one.
  if (bytes.length !== KEY_BYTES || bytes.toString('base64') !== base64) throw invalid(path)
  return sealingKey(bytes)
}

/**
 * The file appears under its name with all its bytes or not at all, and never over another: of two
 * processes that start together, the second finds the first one's key.
 */
function create(path: string): void {
  const draft = `${path}.${randomBytes(6).toString('hex')}`
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
    const file = openSync(draft, 'wx', 0o600)
    try {
      writeSync(file, `${randomBytes(KEY_BYTES).toString('base64')}\n`)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    linkSync(draft, path)
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw unreadable(path, error)
  } finally {
    rmSync(draft, { force: true })
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}

function missing(path: string): AppError {
  return new AppError(`The key file ${path} is missing.`, {
    code: 'key-missing',
    remedy: 'reconfigure',
    hint:
      'Put the key that this data was sealed with there, or point BRIEFING_KEY_FILE to it. ' +
      'A new one is 32 random bytes: openssl rand -base64 32.',
  })
}

function invalid(path: string): AppError {
  return new AppError(`The key file ${path} does not hold a key.`, {
    code: 'key-invalid',
    remedy: 'reconfigure',
    hint: 'A key is 32 random bytes in base64: openssl rand -base64 32.',
  })
}

function exposed(path: string): AppError {
  return new AppError(`The key file ${path} can be read by other users of this machine.`, {
    code: 'key-exposed',
    remedy: 'reconfigure',
    hint: `Take their rights away: chmod 600 ${path}.`,
  })
}

function unreadable(path: string, cause?: unknown): AppError {
  return new AppError(`The key file ${path} cannot be read or written.`, {
    code: 'key-unreadable',
    remedy: 'reconfigure',
    hint: 'Check that BRIEFING_KEY_FILE names a file this user may read.',
    cause,
  })
}
