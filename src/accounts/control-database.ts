import { closeSync, mkdirSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Kysely } from 'kysely'
import { controlError } from './control-error.ts'
import type { ControlTables } from './control-tables.ts'
import { migrate } from './migrate.ts'
import { nodeSqliteDialect } from './node-sqlite-dialect.ts'

/** The control store, ready to be asked; `destroy` closes the file. */
export type ControlDatabase = Kysely<ControlTables>

export interface ControlDatabaseOptions {
  readonly dataDir: string
  /** How long to wait for another process that writes. Default: 5,000. */
  readonly busyTimeoutMs?: number
}

/**
 * Opens `control.sqlite` in the data directory, making both when missing, readable by this user only.
 * Throws `data-unreadable`, `data-in-use`, `data-corrupt`, `data-newer`, `disk-full`.
 */
export function openControlDatabase(options: ControlDatabaseOptions): ControlDatabase {
  const path = join(options.dataDir, 'control.sqlite')
  try {
    mkdirSync(options.dataDir, { recursive: true, mode: 0o700 })
    // SQLite would make the file readable to everybody; its log and index take after it.
    closeSync(openSync(path, 'a', 0o600))
    const database = open(path, options.busyTimeoutMs ?? 5000)
    return new Kysely({
      dialect: nodeSqliteDialect(database, (error) => controlError(error, path)),
    })
  } catch (error) {
    throw controlError(error, path)
  }
}

function open(path: string, timeout: number): DatabaseSync {
  const database = new DatabaseSync(path, { enableForeignKeyConstraints: true, timeout })
  try {
    database.exec('pragma journal_mode = wal')
    // What we confirmed must survive a power cut, not only a crash: keys and schedules live here.
    database.exec('pragma synchronous = full')
    migrate(database)
    return database
  } catch (error) {
    database.close()
    throw error
  }
}
