import type { DuckDBConnection } from '@duckdb/node-api'
import { storeError } from './store-error.ts'

/** The one connection that writes. */
export interface Writer {
  /**
   * Runs the work as one transaction, after those asked for earlier; nothing of it stays when it
   * throws. Throws `disk-full`, `data-corrupt`, `store-failed`.
   */
  transaction<T>(work: (connection: DuckDBConnection) => Promise<T>): Promise<T>
  close(): Promise<void>
}

/** Serialises transactions: two that touch the same row would make one of them fail. */
export function createWriter(connection: DuckDBConnection, path: string): Writer {
  let tail: Promise<unknown> = Promise.resolve()

  async function run<T>(work: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
    try {
      await connection.run('begin transaction')
      const result = await work(connection)
      await connection.run('commit')
      return result
    } catch (error) {
      // The engine may have rolled back already, and then refuses to do it twice.
      await connection.run('rollback').catch(() => undefined)
      throw storeError(error, path)
    }
  }

  return {
    transaction(work) {
      const turn = tail.then(() => run(work))
      tail = turn.catch(() => undefined)
      return turn
    },
    async close() {
      await tail
      connection.closeSync()
    },
  }
}
