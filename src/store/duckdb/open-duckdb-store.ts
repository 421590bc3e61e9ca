import './allocator.ts'
import type { Log } from '../../kernel/log.ts'
import type { Row, Store } from '../store.ts'
import { insertCheckpoint, pruneCheckpoints } from './checkpoints.ts'
import { type DatabaseOptions, openDatabase } from './database.ts'
import { createLander } from './land.ts'
import { createLoader } from './load.ts'
import { runQuery } from './query.ts'
import { insertRun } from './runs.ts'
import { prepareTables } from './tables.ts'
import { bury, revive } from './tombstones.ts'
import { createWriter } from './writer.ts'

export interface DuckDbStoreOptions extends DatabaseOptions {
  readonly log: Log
}

/**
 * Opens a workspace's DuckDB file, made when missing. Reads run beside writes and each other; writes
 * commit one after the other. Throws `data-in-use`, `data-unreadable`, `data-corrupt`, `disk-full`.
 */
export async function openDuckDbStore(options: DuckDbStoreOptions): Promise<Store> {
  const database = await openDatabase(options)
  const { path } = database
  const writer = await createWriter(database)
  const query: Store['query'] = (sql, params, limits) => runQuery(database, sql, params, limits)
  options.log.debug({ path }, 'data file opened')
  return {
    query,
    async prepare(tables) {
      await writer.transaction((connection) => prepareTables(connection, tables))
      database.shapes.forget()
    },
    async execute(sql) {
      await writer.transaction(async (connection) => void (await connection.run(sql)))
      database.shapes.forget()
    },
    land: createLander(writer, path),
    openLoad: createLoader(database, writer),
    bury: (table, ids, at) => writer.transaction((connection) => bury(connection, table, ids, at)),
    revive: (table, ids, at) =>
      writer.transaction((connection) => revive(connection, table, ids, at)),
    async checkpoint(stream) {
      const rows: readonly Row[] = await query(
        `select state from sync_checkpoints where stream = $stream order by version desc limit 1`,
        { stream },
      )
      const state = rows[0]?.['state'] ?? null
      return state === null ? null : String(state)
    },
    saveCheckpoint: (stream, state, at) =>
      writer.transaction(async (connection) => {
        if (state !== null) await insertCheckpoint(connection, stream, state, at)
        await pruneCheckpoints(connection, stream, state === null)
      }),
    recordRun: (run) => writer.transaction((connection) => insertRun(connection, run)),
    async close() {
      await writer.close()
      database.close()
    },
  }
}
