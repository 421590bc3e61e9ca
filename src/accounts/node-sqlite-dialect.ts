import type { DatabaseSync, SQLInputValue } from 'node:sqlite'
import {
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  SqliteDialect,
  type SqliteDialectConfig,
  SqliteDriver,
  type SqliteStatement,
} from 'kysely'

/**
 * Kysely over Node's own SQLite. `explain` turns every error of the engine into the one that is thrown.
 * Destroying the Kysely closes the database.
 */
export function nodeSqliteDialect(
  database: DatabaseSync,
  explain: (error: unknown) => Error,
): SqliteDialect {
  return new ImmediateDialect({
    database: {
      close: () => database.close(),
      prepare: (sql) => explained(explain, () => statement(database, sql, explain)),
    },
  })
}

/**
 * Transactions take the write lock at once: one that reads first and then writes would be thrown out,
 * without waiting, when another process wrote in between.
 */
class ImmediateDialect extends SqliteDialect {
  readonly #config: SqliteDialectConfig

  constructor(config: SqliteDialectConfig) {
    super(config)
    this.#config = config
  }

  override createDriver(): Driver {
    return new ImmediateDriver(this.#config)
  }
}

class ImmediateDriver extends SqliteDriver {
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'))
  }
}

function statement(
  database: DatabaseSync,
  sql: string,
  explain: (error: unknown) => Error,
): SqliteStatement {
  const prepared = database.prepare(sql)
  return {
    reader: prepared.columns().length > 0,
    all: (values) => explained(explain, () => prepared.all(...values.map(toInput))),
    run: (values) => explained(explain, () => prepared.run(...values.map(toInput))),
    iterate: (values) => explained(explain, () => prepared.iterate(...values.map(toInput))),
  }
}

/** The control tables hold text and nulls only. */
function toInput(value: unknown): SQLInputValue {
  if (value === null || typeof value === 'string' || typeof value === 'number') return value
  throw new TypeError(`the control store cannot hold a ${typeof value}`)
}

function explained<T>(explain: (error: unknown) => Error, work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw explain(error)
  }
}
