import { mkdir, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { AppError } from '../kernel/app-error.ts'
import { note, type Io } from './io.ts'

/** Writes a file that a person asked for and says where it is. Throws `file-not-written`. */
export async function writeOut(io: Io, path: string, content: string | Uint8Array): Promise<void> {
  try {
    await makeFolder(dirname(path))
    await writeFile(path, content)
  } catch (cause) {
    throw new AppError(`${path} cannot be written.`, {
      code: 'file-not-written',
      remedy: 'correct-input',
      hint: 'Choose a file in a folder that this user may write to.',
      cause,
    })
  }
  note(io, `Written: ${path}`)
}

/** One level: a whole path that is missing is a typing error more often than a wish. */
async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  }
}
