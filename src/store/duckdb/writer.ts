import type { DuckDBConnection } from '@duckdb/node-api'
import type { Database } from './database.ts'
import { storeError } from './store-error.ts'

/** Who may write when. Work beside each other, commit one after the other. */
export interface Writer {
  /**
   * Runs the work on a connection of its own, beside other work; waits when all lanes are taken.
   */
  lane<T>(work: (connection: DuckDBConnection) => Promise<T>): Promise<T>
  /** Runs the work when everything queued earlier is through. */
  inTurn<T>(work: () => Promise<T>): Promise<T>
  /** A lane's connection, a turn, one transaction: nothing of it stays when the work throws. */
  transaction<T>(work: (connection: DuckDBConnection) => Promise<T>): Promise<T>
  /** Waits for what is under way. */
  close(): Promise<void>
}

/** One converts pages while another commits: more lanes than this only share the same two cores. */
const LANES = 2

export async function createWriter(database: Database): Promise<Writer> {
  const { path } = database
  const idle: DuckDBConnection[] = []
  for (let lane = 0; lane < LANES; lane += 1) idle.push(await database.connect())
  const connections = [...idle]
  const waiting: ((connection: DuckDBConnection) => void)[] = []
  let tail: Promise<unknown> = Promise.resolve()

  function giveBack(connection: DuckDBConnection): void {
    const next = waiting.shift()
    if (next) next(connection)
    else idle.push(connection)
  }

  const writer: Writer = {
    async lane(work) {
      const connection =
        idle.pop() ?? (await new Promise<DuckDBConnection>((resolve) => waiting.push(resolve)))
      try {
        return await work(connection)
      } finally {
        giveBack(connection)
      }
    },
    inTurn(work) {
      const turn = tail.then(work)
      tail = turn.catch(() => undefined)
      return turn
    },
    transaction: (work) =>
      writer.lane((connection) =>
        writer.inTurn(async () => {
          try {
            return await inTransaction(connection, () => work(connection))
          } catch (error) {
            throw storeError(error, path)
          }
        }),
      ),
    async close() {
      await tail
      // What the engine would do at the end anyway, but there it would hold up the whole process.
      await connections[0]?.run('checkpoint').catch(() => undefined)
      for (const connection of connections) connection.closeSync()
    },
  }
  return writer
}

/** Begins, works, commits; rolls back when the work or the commit fails. */
export async function inTransaction<T>(
  connection: DuckDBConnection,
  work: () => Promise<T>,
): Promise<T> {
  await connection.run('begin transaction')
  try {
    const result = await work()
    await connection.run('commit')
    return result
  } catch (error) {
    // The engine may have rolled back already, and then refuses to do it twice.
    await connection.run('rollback').catch(() => undefined)
    throw error
  }
}
