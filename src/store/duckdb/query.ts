import {
  type DuckDBConnection,
  type DuckDBPreparedStatement,
  StatementType,
} from '@duckdb/node-api'
import { AppError } from '../../kernel/app-error.ts'
import type { Params, QueryOptions, Row, Value } from '../store.ts'
import type { Database } from './database.ts'
import { inlineParameters } from './inline-parameters.ts'
import { asDocuments, fromDocument } from './many-rows.ts'
import { firstLine } from './store-error.ts'
import { toValue } from './value.ts'

/**
 * One read-only query on a connection of its own, inside a read-only transaction: it sees one
 * committed state, whatever is landing beside it, and the engine itself refuses every write.
 * Throws `query-failed`, `query-timeout`.
 */
export async function runQuery(
  database: Database,
  sql: string,
  params: Params = {},
  options: QueryOptions = {},
): Promise<Row[]> {
  const connection = await database.connect()
  const deadline = startDeadline(connection, options.deadlineMs)
  try {
    if (options.over !== undefined) await connection.run(options.over)
    await connection.run('begin transaction read only')
    const maxRows = options.maxRows ?? Number.POSITIVE_INFINITY
    return await readRows(database, connection, sql, params, maxRows)
  } catch (error) {
    throw deadline.passed() ? timeout(options.deadlineMs ?? 0, error) : failure(error)
  } finally {
    deadline.clear()
    connection.closeSync()
  }
}

/** An interrupt between two steps of a query is lost: past the deadline it is sent until one hits. */
const INTERRUPT_EVERY_MS = 50

function startDeadline(connection: DuckDBConnection, deadlineMs: number | undefined) {
  const end = performance.now() + (deadlineMs ?? Number.POSITIVE_INFINITY)
  const passed = () => performance.now() >= end
  if (deadlineMs === undefined) return { passed, clear: () => {} }
  let timer = setTimeout(function interrupt() {
    connection.interrupt()
    timer = setTimeout(interrupt, INTERRUPT_EVERY_MS)
  }, deadlineMs)
  return { passed, clear: () => clearTimeout(timer) }
}

async function readRows(
  database: Database,
  connection: DuckDBConnection,
  sql: string,
  params: Params,
  maxRows: number,
): Promise<Row[]> {
  const text = inlineParameters(sql, params)
  const shape = database.shapes.of(sql)
  if (shape) {
    const { rows } = await read(connection, asDocuments(text, shape), maxRows)
    return rows.map(({ document }) => fromDocument(String(document), shape))
  }
  const { rows, result } = await read(connection, text, maxRows)
  database.shapes.learn(sql, result, rows.length)
  return rows
}

async function read(connection: DuckDBConnection, sql: string, maxRows: number) {
  const statement = await prepareOnly(connection, sql)
  const result = await statement.stream()
  const names = result.deduplicatedColumnNames()
  const types = result.columnTypes()
  const rows: Record<string, Value>[] = []
  for await (const chunk of result) {
    const first = rows.length
    const count = Math.min(chunk.rowCount, maxRows - first)
    for (let index = 0; index < count; index += 1) rows.push({})
    // Column by column: one kind of value at a time is read in half the time.
    for (const [column, name] of names.entries()) {
      const type = types[column]
      if (!type) continue
      const vector = chunk.getColumnVector(column)
      for (let index = 0; index < count; index += 1) {
        const row = rows[first + index]
        if (row) row[name] = toValue(vector.getItem(index), type)
      }
    }
    if (rows.length >= maxRows) break
  }
  return { rows, result }
}

async function prepareOnly(
  connection: DuckDBConnection,
  sql: string,
): Promise<DuckDBPreparedStatement> {
  const statements = await connection.extractStatements(sql)
  if (statements.count !== 1) {
    throw new AppError(`One statement is expected, this text holds ${statements.count}.`, {
      code: 'query-failed',
      remedy: 'correct-input',
    })
  }
  const statement = await statements.prepare(0)
  if (!READS.has(statement.statementType)) {
    throw new AppError('Only queries are answered here: the statement would change something.', {
      code: 'query-failed',
      remedy: 'correct-input',
    })
  }
  return statement
}

/** The engine counts `describe`, `show`, `summarize` and `values` as selects. */
const READS: ReadonlySet<StatementType> = new Set([StatementType.SELECT, StatementType.EXPLAIN])

function timeout(deadlineMs: number, cause: unknown): AppError {
  return new AppError(`The query was stopped after ${deadlineMs / 1000} seconds.`, {
    code: 'query-timeout',
    remedy: 'correct-input',
    hint: 'Narrow it: fewer rows, a shorter period.',
    cause,
  })
}

function failure(error: unknown): AppError {
  if (error instanceof AppError) return error
  const said = firstLine(error)
  // All that the binding says of a text without a statement.
  const message = said === 'Error in native callback' ? 'The text holds no query.' : said
  return new AppError(message, {
    code: 'query-failed',
    remedy: 'correct-input',
    cause: error,
  })
}
