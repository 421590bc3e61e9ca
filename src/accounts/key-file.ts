import { randomBytes } from 'node:crypto'
import {
  closeSync,
  fchownSync,
  fstatSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { AppError } from '../kernel/app-error.ts'
import { KEY_BYTES, newSealingKey, sealingKey, type SealingKey } from './seal.ts'

/** Far more than a few keys take: a wrong path must not read a gigabyte. */
const MOST_BYTES = 1024

/** Rights of group and others. */
const OTHERS = 0o077

/**
 * 32 random bytes hold about 30 different ones, and fewer than this once in 10^16 keys. What holds
 * fewer was typed or copied from an example.
 */
const LEAST_DIFFERENT_BYTES = 16

/** The keys of a key file: the first one seals, every one opens. */
export type Keys = readonly [SealingKey, ...SealingKey[]]

/**
 * Reads the key file: 32 random bytes as base64, on several lines while one key takes over from
 * another. A missing one is made, readable by this user only, when `mayCreate`; never when something
 * was sealed already, for a second key would hide that the first is lost. Throws `key-missing`,
 * `key-invalid`, `key-exposed`, `key-unreadable`.
 */
export function loadKeys(path: string, { mayCreate }: { mayCreate: boolean }): Keys {
  const text = read(path)
  if (text !== null) return parse(path, text)
  if (!mayCreate) throw missing(path)
  create(path)
  return parse(path, read(path) ?? '')
}

/**
 * Replaces the keys of an existing key file. A process that stops anywhere leaves the file as it was
 * or as it shall be; two must not do this at once. Throws `key-unreadable`.
 */
export function replaceKeys(path: string, keys: Keys): void {
  try {
    // The key may be a link to where secrets are mounted: the link stays.
    const target = realpathSync(path)
    const draft = `${target}.next`
    // A process that was killed here before may have left one, with rights of its own.
    rmSync(draft, { force: true })
    write(draft, keys, statSync(target))
    renameSync(draft, target)
    syncFolder(dirname(target))
  } catch (error) {
    throw unreadable(path, error)
  }
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

function parse(path: string, text: string): Keys {
  const [first, ...others] = text
    .trim()
    .split(/\r?\n/)
    .map((line) => parseKey(path, line))
  const ids = new Set([first, ...others].map((key) => key?.id))
  if (!first || ids.size !== others.length + 1) throw invalid(path)
  return [first, ...others]
}

function parseKey(path: string, base64: string): SealingKey {
  const bytes = Buffer.from(base64, 'base64')
  // Decoding skips what is not base64, so only a key that reads back the same is one.
  const isKey = bytes.length === KEY_BYTES && bytes.toString('base64') === base64
  if (!isKey || new Set(bytes).size < LEAST_DIFFERENT_BYTES) throw invalid(path)
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
    write(draft, [newSealingKey()])
    linkSync(draft, path)
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw unreadable(path, error)
  } finally {
    rmSync(draft, { force: true })
  }
}

function write(path: string, keys: Keys, owner?: { uid: number; gid: number }): void {
  const file = openSync(path, 'wx', 0o600)
  try {
    // Root may replace the key of the user that the server runs as.
    if (owner && process.getuid?.() === 0) fchownSync(file, owner.uid, owner.gid)
    writeSync(file, keys.map((key) => `${key.bytes.toString('base64')}\n`).join(''))
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

/** A new name in a folder survives a power cut only when the folder is written too. */
function syncFolder(path: string): void {
  // Windows opens no folders, and its file system keeps names in its journal.
  if (process.platform === 'win32') return
  const folder = openSync(path, 'r')
  try {
    fsyncSync(folder)
  } finally {
    closeSync(folder)
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
    hint: 'A key is 32 random bytes in base64, alone on its line: openssl rand -base64 32.',
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
