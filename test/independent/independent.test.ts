import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { metrics } from '../../src/model/metrics.ts'
import { reportNamed, reports } from '../../src/reports/catalogue.ts'
import { streams } from '../../src/streams/catalogue.ts'
import { casesOver } from './cases.ts'
import { differences, numberDifferences } from './compare.ts'
import { measuredMonths, monthlyValues } from './metrics.ts'
import { createSituation, resolveDay, sumOf } from './situation.ts'
import type { AskedParams, Situation } from './situation.ts'
import { openSyncedPractice } from './synced-practice.ts'
import type { SyncedPractice } from './synced-practice.ts'
import type { Truth } from './truth.ts'

/** A Friday, and the early morning in Chicago after the practice company's history ends. */
const TODAY = '2026-11-20'
const NOW = new Date('2026-11-20T12:00:00Z')
const ZONE = 'America/Chicago'
const SEEDS = (process.env['SEEDS'] ?? '1,2,3').split(',').map(Number)

/** Enough to see what is wrong; a wrong definition differs in every row. */
const MOST_DIFFERENCES = 12

const cases = casesOver(streams)

const situation = createSituation({
  zone: ZONE,
  today: TODAY,
  weekStart: 1,
  workdays: [1, 2, 3, 4, 5],
  toleratedHours: 0.5,
  utilizationGoal: 0.75,
})

describe('every report, computed again from the practice ConnectWise', () => {
  it('has an independent computation', () => {
    expect(cases.map(({ id }) => id).toSorted()).toEqual(reports.map(({ id }) => id).toSorted())
  })

  it('has one of every monthly metric', () => {
    expect(Object.keys(monthlyValues).toSorted()).toEqual(metrics.map(({ id }) => id).toSorted())
  })

  describe.each(SEEDS)('seed %i', (seed) => {
    let practice: SyncedPractice
    let truth: Truth
    beforeAll(async () => {
      practice = await openSyncedPractice({ seed, today: TODAY, now: NOW })
      const { runs } = await practice.sync()
      expect(runs.filter(({ outcome }) => outcome !== 'done')).toEqual([])
      truth = await practice.readTruth()
    })
    afterAll(async () => {
      await practice.close()
    })

    it('answers in the days of the practice company', () => {
      expect(practice.viewer().zone).toBe(ZONE)
    })

    it.each(cases)('$id agrees', async (each) => {
      const found: string[] = []
      for (const given of [{}, ...each.asks(truth, situation)]) {
        const params = completed(each.id, given, situation)
        const title = `${each.id} · seed ${seed} · ${JSON.stringify(given)}`
        const answer = await practice.answer(each.id, textOf(given))
        const expected = each.expected(truth, params, situation)
        expect(answer.params, title).toEqual(params)
        if (Object.keys(given).length === 0) {
          expect(expected.length, title).toBeGreaterThanOrEqual(each.atLeast)
        }
        found.push(
          ...differences({
            title,
            keys: typeof each.keys === 'function' ? each.keys(params) : each.keys,
            answer,
            expected,
            unchecked: Object.keys(each.unchecked ?? {}),
          }),
        )
        if (expected.length === 0) continue
        const sums = each.summed.map((column) => [
          column,
          sumOf(expected, (row) => Number(row[column])),
        ])
        const totals = { ...Object.fromEntries(sums), ...each.totals?.(expected) }
        found.push(...numberDifferences(`${title} · totals`, answer.totals ?? {}, totals))
      }
      expect(found.slice(0, MOST_DIFFERENCES), `${found.length} differences`).toEqual([])
    })

    it.each(metrics.map(({ id }) => id))('metric %s agrees', async (id) => {
      const found: string[] = []
      const valueOf = monthlyValues[id]
      const { points } = await practice.metric(id)
      for (const month of measuredMonths(points.length, TODAY)) {
        const value = valueOf?.(truth, month, situation) ?? null
        const given = points.find((point) => point.month === month.month)?.value ?? null
        const title = `${id} · seed ${seed} · ${month.month}`
        found.push(...numberDifferences(title, { value: given }, { value }))
      }
      expect(points.some(({ value }) => value !== null && value > 0)).toBe(true)
      expect(found, `${found.length} differences`).toEqual([])
    })
  })
})

/** All parameters of a report: those given, and its defaults in the test's own reading of them. */
function completed(id: string, given: AskedParams, moment: Situation): AskedParams {
  return Object.fromEntries(
    Object.entries(reportNamed(id).params).map(([name, param]) => {
      const value = given[name] ?? param.default
      return [name, param.type === 'date' ? resolveDay(String(value), moment) : value]
    }),
  )
}

function textOf(given: AskedParams): Record<string, string> {
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [name, String(value)]))
}
