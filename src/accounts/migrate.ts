import { readdirSync, readFileSync } from 'node:fs'
import type { DatabaseSync } from 'node:sqlite'
import { AppError } from '../kernel/app-error.ts'

const FOLDER = new URL('./migrations/', import.meta.url)

/**
 * Brings the control store to the version of this program: every numbered file of `migrations/` that it
 * has not seen yet, all of them in one transaction. The number of the last one is SQLite's own
 * `user_version`. Throws `data-newer` for a store that a later version of the program has changed.
 */
export function migrate(database: DatabaseSync): void {
  const files = readdirSync(FOLDER)
    .filter((file) => file.endsWith('.sql'))
    .sort()
  // Most starts find nothing to do, and then need not wait for whoever is writing.
  if (versionOf(database) === files.length) return
  database.exec('begin immediate')
  try {
    applyAfter(versionOf(database), files, database)
    database.exec('commit')
  } catch (error) {
    if (database.isTransaction) database.exec('rollback')
    throw error
  }
}

function applyAfter(version: number, files: readonly string[], database: DatabaseSync): void {
  if (version > files.length) throw newer(version, files.length)
  for (const file of files.slice(version)) {
    database.exec(readFileSync(new URL(file, FOLDER), 'utf8'))
  }
  database.exec(`pragma user_version = ${files.length}`)
}

function versionOf(database: DatabaseSync): number {
  return Number(database.prepare('pragma user_version').get()?.['user_version'])
}

function newer(found: number, known: number): AppError {
  return new AppError(
    `The control store is of version ${found}; this program knows versions up to ${known}.`,
    {
      code: 'data-newer',
      remedy: 'reconfigure',
      hint: 'Start the version of Cloud Briefing that wrote it, or a later one.',
    },
  )
}
