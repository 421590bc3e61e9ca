import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { silentLog } from '../kernel/log.ts'
import { refreshModel } from '../model/refresh-model.ts'
import { defaultSettings } from '../model/settings.ts'
import { runReport } from '../reporting/run-report.ts'
import { createViewer, type Viewer } from '../reporting/viewer.ts'
import { openDuckDbStore } from '../store/duckdb/open-duckdb-store.ts'
import type { Store } from '../store/store.ts'
import { streams } from '../streams/catalogue.ts'
import { reportNamed, reports } from './catalogue.ts'

const now = new Date('2026-11-22T18:00:00Z')
const settings = { ...defaultSettings, timeZone: 'America/Chicago' }

let store: Store
let viewer: Viewer

beforeAll(async () => {
  store = await openDuckDbStore({ path: ':memory:', log: silentLog })
  await store.prepare(streams)
  await refreshModel(store, { settings, asOf: now })
  viewer = createViewer({ reader: store, settings, copies: [], now })
})

afterAll(async () => store.close())

describe('the catalogue', () => {
  it('holds each report once', () => {
    const ids = reports.map((report) => report.id)
    expect([...new Set(ids)]).toEqual(ids)
  })

  it('names an unknown report as not found', () => {
    expect(() => reportNamed('nothing')).toThrow('There is no report "nothing".')
  })
})

describe.each(reports.map((report) => [report.id, report] as const))('%s', (id, report) => {
  it('is complete: a kebab-case id, a question, a definition, streams that exist', () => {
    expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/)
    expect(report.question).toMatch(/\?$/)
    expect(report.definition.length).toBeGreaterThan(200)
    const known = streams.map((stream) => stream.name)
    expect(report.reads.filter((stream) => !known.includes(stream))).toEqual([])
    for (const column of [report.chart.x, ...report.chart.y]) {
      expect(Object.keys(report.columns)).toContain(column)
    }
  })

  it('answers an empty copy without inventing anything', async () => {
    const answer = await runReport(viewer, report)
    if (id !== 'data-inventory') expect(answer.headline).toBeNull()
    const numbers = answer.rows.flatMap((row) =>
      answer.columns
        .filter(({ format }) => format === 'money' || format === 'hours' || format === 'count')
        .map(({ name }) => row[name] ?? 0),
    )
    expect(numbers.filter((number) => number !== 0)).toEqual([])
    expect(answer.columns.map((column) => column.name)).toEqual(Object.keys(report.columns))
  })

  it('runs with each choice and switch it offers', async () => {
    for (const [name, param] of Object.entries(report.params)) {
      const values =
        param.type === 'choice' ? param.choices : param.type === 'boolean' ? [true, false] : []
      for (const value of values) {
        expect((await runReport(viewer, report, { [name]: value })).params[name]).toBe(value)
      }
    }
  })
})
