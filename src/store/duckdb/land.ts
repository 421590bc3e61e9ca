import { DuckDBBlobValue, type DuckDBConnection } from '@duckdb/node-api'
import { AppError } from '../../kernel/app-error.ts'
import { cleanJson } from '../clean-json.ts'
import type { LandedTable } from '../landed-table.ts'
import type { Landed, Landing, LandingPage } from '../landing.ts'
import { insertCheckpoint } from './checkpoints.ts'
import {
  dropDuplicates,
  type LandingSql,
  type RecordSource,
  landingSql,
  quarantineMisfits,
  releaseQuarantined,
  type Verdict,
} from './landing-sql.ts'
import { diagnose, firstLine, storeError } from './store-error.ts'
import { inTransaction, type Writer } from './writer.ts'

/**
 * Makes the function behind `Store.land`. Pages are staged and compared with the table row by row:
 * a record is *new*, or *back* from the dead, or *older* than what is here (kept out), or *changed*,
 * or the *same*.
 */
export function createLander(writer: Writer, path: string) {
  const statements = new Map<string, LandingSql>()

  function sqlFor({ table, parentColumn }: Landing, source: RecordSource): LandingSql {
    const key = `${table.name} ${source}`
    const known = statements.get(key)
    if (known) return known
    const made = landingSql(table, source, parentColumn)
    statements.set(key, made)
    return made
  }

  return async (landing: Landing): Promise<Landed> => {
    const { source, json } = recordsOf(landing.pages)
    const sql = sqlFor(landing, source)
    return writer.lane(async (connection) => {
      try {
        return await landStaged(
          connection,
          writer,
          sql,
          { page: new DuckDBBlobValue(json) },
          landing,
        )
      } catch (error) {
        throw storeError(error, path)
      }
    })
  }
}

async function landStaged(
  connection: DuckDBConnection,
  writer: Writer,
  sql: LandingSql,
  records: Records,
  landing: Landing,
): Promise<Landed> {
  await stage(connection, sql, records, landing.table)
  const staged = await measureStage(connection)
  return writer.inTurn(async () => {
    const { verdicts, quarantined } = await inTransaction(connection, async () => {
      await connection.run(releaseQuarantined(landing.table))
      const misfits = staged.misfits > 0 ? await quarantine(connection, landing) : 0
      if (staged.duplicates > 0) await connection.run(dropDuplicates(landing.table))
      await connection.run(sql.compare)
      const counted = await countVerdicts(connection)
      if (counted.changed + counted.back > 0) await connection.run(sql.removeOld)
      if (counted.new + counted.changed + counted.back > 0) {
        await connection.run(sql.insertNew, { at: landing.at.toISOString() })
      }
      await saveCheckpoint(connection, landing, staged.lastId)
      return { verdicts: counted, quarantined: misfits }
    })
    landing.checkpoint?.committed?.(staged.lastId)
    return {
      rows: staged.rows,
      inserted: verdicts.new,
      updated: verdicts.changed + verdicts.back,
      unchanged: verdicts.same + verdicts.older,
      quarantined,
      reappeared: verdicts.back,
      lastId: staged.lastId,
    }
  })
}

async function saveCheckpoint(
  connection: DuckDBConnection,
  { checkpoint, at }: Landing,
  lastId: number,
): Promise<void> {
  if (!checkpoint) return
  await insertCheckpoint(connection, checkpoint.stream, checkpoint.propose(lastId), at)
}

async function stage(
  connection: DuckDBConnection,
  sql: LandingSql,
  records: Records,
  table: LandedTable,
): Promise<void> {
  try {
    await connection.run(sql.stage, records)
  } catch (strict) {
    if (diagnose(strict, table.name)) throw strict
    try {
      await connection.run(sql.stageLeniently, records)
    } catch (error) {
      throw malformed(table, error)
    }
  }
}

async function measureStage(connection: DuckDBConnection) {
  const [rows, ids, distinct, lastId, misfits] = await readRow(
    connection,
    `select count(*)::integer, count(id)::integer, count(distinct id)::integer,
       coalesce(max(id), 0)::bigint, (count(*) filter (where misfits is not null or id is null))::integer
     from stage`,
  )
  return {
    rows: Number(rows),
    duplicates: Number(ids) - Number(distinct),
    lastId: Number(lastId),
    misfits: Number(misfits),
  }
}

async function quarantine(connection: DuckDBConnection, landing: Landing): Promise<number> {
  const [insert, drop] = quarantineMisfits(landing.table)
  const { rowsChanged } = await connection.run(insert, { at: landing.at.toISOString() })
  await connection.run(drop)
  return rowsChanged
}

async function countVerdicts(connection: DuckDBConnection): Promise<Record<Verdict, number>> {
  const counts: Record<Verdict, number> = { new: 0, changed: 0, back: 0, older: 0, same: 0 }
  const result = await connection.runAndReadAll(
    'select verdict, count(*)::integer from delta group by verdict',
  )
  for (const [verdict, count] of result.getRows()) counts[verdict as Verdict] = Number(count)
  return counts
}

async function readRow(
  connection: DuckDBConnection,
  sql: string,
  params: Record<string, number> = {},
): Promise<readonly unknown[]> {
  const result = await connection.runAndReadAll(sql, params)
  return result.getRows()[0] ?? []
}

/** What a `RecordSource` reads. */
type Records = Record<'page', DuckDBBlobValue>

function recordsOf(pages: readonly LandingPage[]): { source: RecordSource; json: Buffer } {
  const [only] = pages
  if (only && pages.length === 1 && only.parentId === undefined) {
    return { source: 'page', json: cleanJson(only.json) }
  }
  const lists = pages.map(({ json, parentId }, index) => {
    const head = `${index === 0 ? '' : ','}{"parent":${parentId ?? 'null'},"rows":`
    return Buffer.concat([Buffer.from(head), cleanJson(json), CLOSED])
  })
  return { source: 'pages', json: Buffer.concat([Buffer.from('['), ...lists, Buffer.from(']')]) }
}

const CLOSED = Buffer.from('}')

function malformed(table: LandedTable, cause: unknown): AppError {
  return new AppError(`A page of ${table.name} is not readable: ${firstLine(cause).slice(0, 80)}`, {
    code: 'page-malformed',
    remedy: 'retry',
    hint: 'ConnectWise sent a page that is no JSON; the next sync asks for it again.',
    cause,
  })
}
