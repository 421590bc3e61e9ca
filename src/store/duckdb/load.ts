import {
  type DuckDBConnection,
  type DuckDBPreparedStatement,
  DuckDBTimestampTZValue,
} from '@duckdb/node-api'
import { AppError } from '../../kernel/app-error.ts'
import { cleanJson } from '../clean-json.ts'
import type { LandedTable } from '../landed-table.ts'
import type { Load, LoadCheckpoint, LoadPage, LoadedPage } from '../landing.ts'
import { insertCheckpoint } from './checkpoints.ts'
import { type Database, ROW_GROUP_ROWS } from './database.ts'
import { landingSql } from './landing-sql.ts'
import { diagnose, storeError } from './store-error.ts'
import { quoted } from './tables.ts'
import type { Writer } from './writer.ts'

/**
 * Rows of a transaction. More than one row group: then the engine writes all of them straight to the
 * file and the log only names them, at half the work of logging rows and folding them in later. The
 * second group is nearly full: much smaller ones would be merged, which is to say written again.
 */
const ROWS_PER_COMMIT = ROW_GROUP_ROWS * 1.75

/** Makes the function behind `Store.openLoad`. */
export function createLoader(database: Database, writer: Writer) {
  return async (table: LandedTable): Promise<Load> => {
    const { path } = database
    const connection = await database.connect()
    const statements = await prepareStatements(connection, table)
    /** Rows in the open transaction; null when there is none. */
    let open: number | null = null

    async function undo(): Promise<void> {
      if (open === null) return
      open = null
      // The engine may have rolled back already, and then refuses to do it twice.
      await connection.run('rollback').catch(() => undefined)
    }

    async function insert(page: LoadPage): Promise<LoadedPage> {
      if (open === null) await connection.run('begin transaction')
      open ??= 0
      const rows = await statements.insert(cleanJson(page.json), page.at)
      const found = await statements.look(page)
      if (found.rows !== rows || found.distinct !== rows) throw new Error('ids not as promised')
      open += rows
      return { rows, lastId: found.lastId, isDue: open >= ROWS_PER_COMMIT }
    }

    async function commit({ stream, at, propose, committed }: LoadCheckpoint): Promise<void> {
      await insertCheckpoint(connection, stream, propose(), at)
      await connection.run('commit')
      open = null
      committed()
    }

    /** A load that failed is as if its transaction had never begun. */
    async function orUndo<T>(work: () => Promise<T>, failed: (error: unknown) => AppError) {
      try {
        return await work()
      } catch (error) {
        await undo()
        throw failed(error)
      }
    }

    return {
      add: (page) =>
        writer.slot(() =>
          orUndo(
            () => insert(page),
            (error) => diagnose(error, path) ?? refused(table.name, error),
          ),
        ),
      async commit(checkpoint) {
        if (open === null) return
        await writer.slot(() =>
          writer.inTurn(() =>
            orUndo(
              () => commit(checkpoint),
              (error) => storeError(error, path),
            ),
          ),
        )
      },
      undo,
      close: () => connection.closeSync(),
    }
  }
}

/** Planned once for all pages: a tenth of the work, and the planner's memory besides. */
async function prepareStatements(connection: DuckDBConnection, table: LandedTable) {
  const insert = await connection.prepare(landingSql(table, 'page').insert)
  const look = await connection.prepare(
    `select count(*)::integer, count(distinct id)::integer, coalesce(max(id), 0)::bigint
       from ${quoted(table.name)} where id > $after and id <= $upTo`,
  )
  const bindings = { at: insert.parameterIndex('at'), page: insert.parameterIndex('page') }
  return {
    async insert(json: Buffer, at: Date): Promise<number> {
      insert.bindBlob(bindings.page, json)
      insert.bindTimestampTZ(bindings.at, new DuckDBTimestampTZValue(BigInt(at.getTime()) * 1000n))
      const { rowsChanged } = await insert.run()
      insert.clearBindings()
      return rowsChanged
    },
    async look({ after, upTo }: LoadPage) {
      bindIds(look, { after, upTo })
      const [found = []] = (await look.runAndReadAll()).getRows()
      const [rows, distinct, lastId] = found.map(Number)
      return { rows, distinct, lastId: lastId ?? 0 }
    },
  }
}

function bindIds(statement: DuckDBPreparedStatement, ids: Readonly<Record<string, number>>): void {
  for (const [name, id] of Object.entries(ids)) {
    statement.bindBigInt(statement.parameterIndex(name), BigInt(id))
  }
}

function refused(table: string, cause: unknown): AppError {
  return new AppError(`A page of ${table} is not what a first walk expects.`, {
    code: 'load-refused',
    remedy: 'retry',
    hint: 'Land it page by page.',
    cause,
  })
}
