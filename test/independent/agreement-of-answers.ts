import { expect, it } from 'vitest'
import { metrics } from '../../src/model/metrics.ts'
import { reportNamed } from '../../src/reports/catalogue.ts'
import { streams } from '../../src/streams/catalogue.ts'
import { casesOver } from './cases.ts'
import type { Case } from './cases.ts'
import { differences, numberDifferences } from './compare.ts'
import { measuredMonths, monthlyValues } from './metrics.ts'
import { createSituation, resolveDay, sumOf } from './situation.ts'
import type { AskedParams } from './situation.ts'
import type { SyncedPractice } from './synced-practice.ts'
import type { Truth } from './truth.ts'

/** A Friday, and the early morning in Chicago after the practice company's history ends. */
export const TODAY = '2026-11-20'
export const NOW = new Date('2026-11-20T12:00:00Z')
export const ZONE = 'America/Chicago'

/** A practice company is copied in ten seconds; a machine that is busy takes its time. */
export const SYNC_MS = 240_000

export const cases: readonly Case[] = casesOver(streams)

/** Enough to see what is wrong; a wrong definition differs in every row. */
const MOST_DIFFERENCES = 12

/** The default settings, in the test's own words. */
const situation = createSituation({
  zone: ZONE,
  today: TODAY,
  weekStart: 1,
  workdays: [1, 2, 3, 4, 5],
  toleratedHours: 0.5,
  utilizationGoal: 0.75,
})

/** What is compared: the product's answers and the records they should follow from. */
export interface Audited {
  readonly practice: SyncedPractice
  readonly truth: Truth
}

/** Declares a test per report and metric; `only` narrows the reports. */
export function itAnswersFromTheTruth(
  title: string,
  audited: () => Audited,
  only: (each: Case) => boolean = () => true,
): void {
  it.each(cases.filter(only))('$id agrees', async (each) => {
    const { truth } = audited()
    const found: string[] = []
    for (const given of [{}, ...each.asks(truth, situation)]) {
      found.push(...(await differencesOf(each, given, title, audited())))
    }
    expect(found.slice(0, MOST_DIFFERENCES), `${found.length} differences`).toEqual([])
  })

  it.each(metrics.map(({ id }) => id))('metric %s agrees', async (id) => {
    const { practice, truth } = audited()
    const found: string[] = []
    const { points } = await practice.metric(id)
    for (const month of measuredMonths(points.length, TODAY)) {
      const value = monthlyValues[id]?.(truth, month, situation) ?? null
      const given = points.find((point) => point.month === month.month)?.value ?? null
      const where = `${id} · ${title} · ${month.month}`
      found.push(...numberDifferences(where, { value: given }, { value }))
    }
    expect(points.some(({ value }) => value !== null && value > 0)).toBe(true)
    expect(found, `${found.length} differences`).toEqual([])
  })
}

async function differencesOf(
  each: Case,
  given: AskedParams,
  title: string,
  { practice, truth }: Audited,
): Promise<string[]> {
  const params = completed(each.id, given)
  const where = `${each.id} · ${title} · ${JSON.stringify(given)}`
  const answer = await practice.answer(each.id, textOf(given))
  const expected = each.expected(truth, params, situation)
  expect(answer.params, where).toEqual(params)
  if (Object.keys(given).length === 0) {
    expect(expected.length, where).toBeGreaterThanOrEqual(each.atLeast)
  }
  const found = differences({
    title: where,
    keys: typeof each.keys === 'function' ? each.keys(params) : each.keys,
    answer,
    expected,
    unchecked: Object.keys(each.unchecked ?? {}),
  })
  if (expected.length === 0) return found
  const sums = each.summed.map((column) => [column, sumOf(expected, (row) => Number(row[column]))])
  const totals = {
    ...(Object.fromEntries(sums) as Record<string, number>),
    ...each.totals?.(expected, params),
  }
  const kpis = Object.fromEntries(answer.kpis.map(({ id, value }) => [id, value]))
  return [
    ...found,
    ...numberDifferences(`${where} · totals`, answer.totals ?? {}, totals),
    ...numberDifferences(`${where} · key numbers`, kpis, each.kpis(expected, params)),
  ]
}

/** All parameters of a report: those given, and its defaults in the test's own reading of them. */
function completed(id: string, given: AskedParams): AskedParams {
  return Object.fromEntries(
    Object.entries(reportNamed(id).params).map(([name, param]) => {
      const value = given[name] ?? param.default
      return [name, param.type === 'date' ? resolveDay(String(value), situation) : value]
    }),
  )
}

function textOf(given: AskedParams): Record<string, string> {
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [name, String(value)]))
}
