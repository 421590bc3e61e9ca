import { existsSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { silentLog } from '../src/kernel/log.ts'
import { openDuckDbStore } from '../src/store/duckdb/open-duckdb-store.ts'
import type { Row, Store, Value } from '../src/store/store.ts'
import { streams } from '../src/streams/catalogue.ts'
import type { Column, Stream } from '../src/streams/define-stream.ts'

/** Payloads of real ConnectWise systems by endpoint, kept beside the repository, not in it. */
const RECORDED = '../shared/fixtures/payloads.json'

type Payload = Readonly<Record<string, unknown>>

describe.skipIf(!existsSync(RECORDED))('what ConnectWise was recorded to send', () => {
  const recorded = existsSync(RECORDED) ? readRecorded() : {}
  const cases = streams.flatMap((stream) => {
    const records = recorded[stream.endpoint.replace('{parentId}', '{id}')]
    return records ? [{ stream, name: stream.name, records }] : []
  })

  let store: Store
  beforeAll(async () => {
    store = await openDuckDbStore({ path: ':memory:', log: silentLog })
    await store.prepare(streams)
  })
  afterAll(() => store.close())

  it('covers more than half of the streams', () => {
    expect(cases.length).toBeGreaterThan(streams.length / 2)
  })

  it.each(cases)('$name lands without loss', async ({ stream, records }) => {
    const landed = await store.land({
      table: stream,
      pages: [{ json: Buffer.from(JSON.stringify(records)), ...parentOf(stream, records) }],
      ...(stream.sync.mode === 'child' ? { parentColumn: stream.sync.parentColumn } : {}),
      at: new Date('2026-11-22T06:00:00Z'),
    })
    expect(landed).toMatchObject({ rows: records.length, quarantined: 0 })

    const rows = await store.query(`select * from ${stream.name}`)
    expect(rows).toHaveLength(records.length)
    for (const record of records) {
      const row = rows.find(({ id }) => id === record['id'])
      expect(JSON.parse(String(row?.['raw']))).toEqual(record)
      expect(columnsOf(stream, row)).toEqual(expectedOf(stream, record))
    }
  })
})

/**
 * The recording was reformatted by hand, and some of its instants have blanks after their colons
 * (`T18: 04: 26Z`), which ConnectWise never sends.
 */
function readRecorded(): Readonly<Record<string, readonly Payload[]>> {
  const text = readFileSync(RECORDED, 'utf8')
  return JSON.parse(text.replaceAll(/T(\d\d): (\d\d): (\d\dZ)/g, 'T$1:$2:$3'))
}

/** The parent whose list a page of children is: the one that its records name. */
function parentOf(stream: Stream, records: readonly Payload[]): { parentId?: number } {
  if (stream.sync.mode !== 'child') return {}
  const column = stream.columns[stream.sync.parentColumn]
  const [first] = records
  const parentId = column && first && valueAt(first, column.path)
  return typeof parentId === 'number' ? { parentId } : {}
}

function columnsOf(stream: Stream, row: Row | undefined): object {
  return Object.fromEntries(
    Object.entries(stream.columns).map(([name, { type }]) => {
      const value = row?.[name]
      return [name, type === 'json' && value ? JSON.parse(String(value)) : value]
    }),
  )
}

function expectedOf(stream: Stream, record: Payload): object {
  return Object.fromEntries(
    Object.entries(stream.columns).map(([name, column]) => [name, kept(record, column)]),
  )
}

/** A value of the payload as the store gives it back. */
function kept(record: Payload, { type, path }: Column): Value | object {
  const value = valueAt(record, path)
  if (value === undefined || value === null) return null
  if (type === 'json') return value
  if (type === 'integer' || type === 'bigint' || type === 'decimal') return Number(value)
  if (type === 'boolean') return value === true
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  if (type === 'date') return text.slice(0, 10)
  return type === 'timestamp' ? new Date(text).toISOString().replace('.000Z', 'Z') : text
}

function valueAt(record: Payload, path: string): unknown {
  return path.split('/').reduce<unknown>((value, key) => {
    return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined
  }, record)
}
