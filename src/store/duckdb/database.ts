import { randomUUID } from 'node:crypto'
import { mkdirSync, realpathSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { AppError } from '../../kernel/app-error.ts'
import { literal } from './conversion.ts'
import { type AnswerShapes, createShapes } from './many-rows.ts'
import { storeError } from './store-error.ts'

export interface DatabaseOptions {
  /** The workspace's file, or `:memory:`. */
  readonly path: string
  /**
   * Ceiling for the engine's own memory. Default 184: a first sync of four loads needs 170, and stays
   * below 400 MB in all; with less the engine moves rows to temporary files and back.
   */
  readonly memoryLimitMb?: number
  /**
   * Threads that one query may use. Default 1: a landing's thousand rows are too few to share, and
   * a second thread only spins beside the first, at a third more CPU for each page; pages and
   * queries run beside each other anyway. A process that only reads may take more.
   */
  readonly threads?: number
}

/** Files this process holds: the system's file locks do not stop a second open by the same process. */
const held = new Set<string>()

/** One open database file; `close` gives the file back. */
export interface Database {
  readonly path: string
  readonly shapes: AnswerShapes
  /** A connection of its own, set to the file. */
  connect(): Promise<DuckDBConnection>
  close(): void
}

/**
 * Opens the file locked down: no extensions, no files or network from SQL, dialect settings that
 * make DuckDB answer as PostgreSQL does, and none of it can be changed afterwards.
 * Throws `data-in-use`, `data-unreadable`, `data-corrupt`, `disk-full`.
 */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const path = options.path === ':memory:' ? options.path : claim(options.path)
  try {
    const instance = await DuckDBInstance.create(':memory:', {
      memory_limit: `${options.memoryLimitMb ?? 184}MB`,
      threads: String(options.threads ?? 1),
      temp_directory: temporaryDirectory(path),
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
      allow_community_extensions: 'false',
      // Rows in the write-ahead log are in memory too, uncompressed: at 128 MB they crowd the memory
      // limit. Folding the log into the file rewrites the last row group of each table touched, which
      // at the engine's 16 MB happens too often.
      checkpoint_threshold: '64MB',
    })
    await attach(instance, path)
    return {
      path,
      shapes: createShapes(),
      async connect() {
        const connection = await instance.connect()
        await connection.run('use workspace')
        return connection
      },
      close: () => release(path, instance),
    }
  } catch (error) {
    held.delete(path)
    throw storeError(error, path)
  }
}

/**
 * Rows per row group, a thirtieth of the engine's default: what a load holds in memory before the
 * engine compresses it and writes it to the file, and what folding the write-ahead log into the file
 * rewrites of every table. Only an attached file takes the option.
 */
export const ROW_GROUP_ROWS = 4096

/**
 * The engine's default is 256 kB, of which a load needs one for every column and once more for its
 * nulls: 60 MB for 4,096 tickets, 20 MB with this.
 */
const BLOCK_BYTES = 32_768

/** The format that has zstd and the newer dictionaries: half the file of the default, at less work. */
const STORAGE_VERSION = 'v1.4.0'

/**
 * Where rows go that the memory has no room for, and from where they vanish: a place of its own for
 * every open file. The engine's default is one folder for all processes that run in a directory, and
 * whichever ends first takes it away from the others.
 */
function temporaryDirectory(path: string): string {
  return path === ':memory:' ? join(tmpdir(), `briefing-${randomUUID()}`) : `${path}.tmp`
}

async function attach(instance: DuckDBInstance, path: string): Promise<void> {
  const connection = await instance.connect()
  await connection.run(`attach ${literal(path)} as workspace
    (row_group_size ${ROW_GROUP_ROWS}, storage_version '${STORAGE_VERSION}', block_size ${BLOCK_BYTES})`)
  await connection.run(`
    set global timezone = 'UTC';
    set global integer_division = true;
    set global default_null_order = 'nulls_last_on_asc_first_on_desc';
    set global enable_external_access = false;
    set global lock_configuration = true;
  `)
  connection.closeSync()
}

function claim(path: string): string {
  const file = canonical(path)
  if (held.has(file)) {
    throw new AppError(`The data file ${file} is already open in this process.`, {
      code: 'data-in-use',
      remedy: 'retry',
      hint: 'Use the store that is open, or close it first.',
    })
  }
  held.add(file)
  return file
}

/** One name per file, however the directory was reached; makes the directory when it is missing. */
function canonical(path: string): string {
  const directory = dirname(resolve(path))
  try {
    mkdirSync(directory, { recursive: true })
    return join(realpathSync(directory), basename(path))
  } catch (error) {
    throw storeError(error, path)
  }
}

function release(path: string, instance: DuckDBInstance): void {
  instance.closeSync()
  held.delete(path)
}
