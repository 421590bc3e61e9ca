import { expect } from 'vitest'
import type { Reader, Row, Value } from '../src/store/store.ts'
import type { Column, Stream } from '../src/streams/define-stream.ts'

type Document = Readonly<Record<string, unknown>>

/**
 * The copy is the truth: for every stream the same ids, and in every declared column the value that
 * the practice PSA's own record has. Shares no code with the landing.
 */
export async function expectCopyIsTruth(
  store: Reader,
  url: string,
  streams: readonly Stream[],
): Promise<void> {
  for (const stream of streams) {
    const truth = await readTruth(url, stream)
    const rows = await store.query(
      `select * from "${stream.name}" where deleted_at is null order by id`,
    )
    expect([stream.name, rows.map((row) => row['id'])]).toEqual([
      stream.name,
      truth.map((record) => record['id']),
    ])
    const wrong = rows.flatMap((row, index) => differences(stream, row, truth[index] ?? {}))
    expect([stream.name, wrong.slice(0, 3)]).toEqual([stream.name, []])
  }
}

async function readTruth(url: string, stream: Stream): Promise<Document[]> {
  const response = await fetch(`${url}/_practice/truth/${stream.name}`)
  const text = await response.text()
  expect([stream.name, response.status]).toEqual([stream.name, 200])
  const records = text.split('\n').filter((line) => line !== '')
  return records
    .map((line) => JSON.parse(line) as Document)
    .toSorted((a, b) => Number(a['id']) - Number(b['id']))
}

function differences(stream: Stream, row: Row, record: Document): string[] {
  return Object.entries(stream.columns).flatMap(([name, column]) => {
    const expected = valueOf(column, record)
    const actual = column.type === 'json' ? parsed(row[name] ?? null) : (row[name] ?? null)
    // The parent's id is not always part of the record.
    const isParent = stream.sync.mode === 'child' && stream.sync.parentColumn === name
    if (isParent && expected === null) return []
    return JSON.stringify(actual) === JSON.stringify(expected)
      ? []
      : [`${name} of ${row['id']}: ${JSON.stringify(actual)}, not ${JSON.stringify(expected)}`]
  })
}

function parsed(value: Value): unknown {
  return value === null ? null : JSON.parse(String(value))
}

function valueOf({ type, path }: Column, record: Document): unknown {
  let value: unknown = record
  for (const key of path.split('/')) {
    value = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined
  }
  if (value === undefined || value === null) return null
  if (type === 'json' || type === 'boolean') return value
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  if (type === 'text') return text
  if (text === '') return null
  if (type === 'date') return text.slice(0, 10)
  if (type === 'timestamp') return `${new Date(text).toISOString().slice(0, 19)}Z`
  return Math.round(Number(text) * 1e4) / 1e4
}
