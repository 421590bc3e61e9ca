import type { Log } from '../../kernel/log.ts'
import type { Store } from '../store.ts'
import { type DatabaseOptions, openDatabase } from './database.ts'
import { runQuery } from './query.ts'
import { prepareTables } from './tables.ts'
import { createWriter } from './writer.ts'

export interface DuckDbStoreOptions extends DatabaseOptions {
  readonly log: Log
}

/**
 * Opens a workspace's DuckDB file, made when missing. Reads run beside writes and each other; writes
 * queue behind one connection. Throws `data-in-use`, `data-unreadable`, `data-corrupt`, `disk-full`.
 */
export async function openDuckDbStore(options: DuckDbStoreOptions): Promise<Store> {
  const database = await openDatabase(options)
  const writer = createWriter(await database.instance.connect(), database.path)
  options.log.debug({ path: database.path }, 'data file opened')
  return {
    query: (sql, params, queryOptions) => runQuery(database.instance, sql, params, queryOptions),
    prepare: (tables) => writer.transaction((connection) => prepareTables(connection, tables)),
    execute: (sql) => writer.transaction(async (connection) => void (await connection.run(sql))),
    async close() {
      await writer.close()
      database.close()
    },
  }
}
