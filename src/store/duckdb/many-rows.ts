import { type DuckDBResult, DuckDBTypeId } from '@duckdb/node-api'
import type { Row, Value } from '../store.ts'
import { quoted } from './tables.ts'

/**
 * What is known of a query's answer from its first run: enough to ask for its rows as documents. The
 * binding takes a microsecond for every text that it hands over, so that twelve thousand rows of
 * texts cost more than the query; one document a row costs a third.
 */
export interface AnswerShape {
  readonly columns: readonly AnswerColumn[]
}

interface AnswerColumn {
  readonly name: string
  readonly toValue: (text: string) => Value
}

/** From so many rows on it pays. */
const MANY_ROWS = 2048

const TEXT = (text: string): Value => text
const NUMBER = (text: string): Value => Number(text)

/** Columns whose values are the same by way of a text; others keep their query on the usual way. */
const FROM_TEXT: Readonly<Partial<Record<DuckDBTypeId, (text: string) => Value>>> = {
  [DuckDBTypeId.VARCHAR]: TEXT,
  [DuckDBTypeId.DATE]: TEXT,
  [DuckDBTypeId.BOOLEAN]: (text) => text === 'true',
  [DuckDBTypeId.INTEGER]: NUMBER,
  [DuckDBTypeId.DECIMAL]: NUMBER,
}

/** The shapes of answers with many rows, by the query's text without its parameters. */
export interface AnswerShapes {
  of(sql: string): AnswerShape | undefined
  learn(sql: string, result: DuckDBResult, rows: number): void
  /** Views may have changed, and their columns with them. */
  forget(): void
}

/** Reports are some hundred; texts that people write come and go. */
const MOST_SHAPES = 500

export function createShapes(): AnswerShapes {
  const shapes = new Map<string, AnswerShape>()
  return {
    of: (sql) => shapes.get(sql),
    learn(sql, result, rows) {
      const shape = rows < MANY_ROWS || !MAY_BE_WRAPPED.test(sql) ? null : shapeOf(result)
      if (shape === null) return
      if (shapes.size >= MOST_SHAPES) shapes.clear()
      shapes.set(sql, shape)
    },
    forget: () => shapes.clear(),
  }
}

/** One query that can stand in brackets. */
const MAY_BE_WRAPPED = /^\s*(?:select|with)\b[^;]*$/i

/** Null where documents would not do. */
function shapeOf(result: DuckDBResult): AnswerShape | null {
  const names = result.columnNames()
  if (new Set(names).size < names.length) return null
  const columns: AnswerColumn[] = []
  for (const [index, name] of names.entries()) {
    const toValue = FROM_TEXT[result.columnTypeId(index)]
    if (!toValue) return null
    columns.push({ name, toValue })
  }
  return { columns }
}

/** The query whose only column holds a row each, as a list of texts. */
export function asDocuments(sql: string, { columns }: AnswerShape): string {
  const values = columns.map(({ name }) => `answer.${quoted(name)}::varchar`)
  return `select json_array(${values.join(', ')})::varchar as document from (\n${sql}\n) as answer`
}

/** The row of a document. */
export function fromDocument(document: string, { columns }: AnswerShape): Row {
  const values = JSON.parse(document) as readonly (string | null)[]
  const row: Record<string, Value> = {}
  for (const [index, { name, toValue }] of columns.entries()) {
    const text = values[index] ?? null
    row[name] = text === null ? null : toValue(text)
  }
  return row
}
