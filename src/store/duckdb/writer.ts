import type { DuckDBConnection } from '@duckdb/node-api'
import { createPermits } from '../../kernel/permits.ts'
import type { Database } from './database.ts'
import { storeError } from './store-error.ts'

/** Who may write when. Work beside each other, commit one after the other. */
export interface Writer {
  /** Runs the work beside other work; waits when as many as may are under way. */
  slot<T>(work: () => Promise<T>): Promise<T>
  /** A slot and a connection for it. */
  lane<T>(work: (connection: DuckDBConnection) => Promise<T>): Promise<T>
  /** Runs the work when everything queued earlier is through. */
  inTurn<T>(work: () => Promise<T>): Promise<T>
  /** A lane's connection, a turn, one transaction: nothing of it stays when the work throws. */
  transaction<T>(work: (connection: DuckDBConnection) => Promise<T>): Promise<T>
  /** Waits for what is under way. */
  close(): Promise<void>
}

/** One converts pages while another commits: more than this only share the same two cores. */
const SLOTS = 2

export async function createWriter(database: Database): Promise<Writer> {
  const { path } = database
  const idle: DuckDBConnection[] = []
  for (let slot = 0; slot < SLOTS; slot += 1) idle.push(await database.connect())
  const connections = [...idle]
  const slots = createPermits(SLOTS)
  let tail: Promise<unknown> = Promise.resolve()

  const writer: Writer = {
    slot: (work) => slots.use(work),
    lane: (work) =>
      writer.slot(async () => {
        const connection = idle.pop() ?? (await database.connect())
        try {
          return await work(connection)
        } finally {
          idle.push(connection)
        }
      }),
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
