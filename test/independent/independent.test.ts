import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { metrics } from '../../src/model/metrics.ts'
import { reports } from '../../src/reports/catalogue.ts'
import { cases, itAnswersFromTheTruth, NOW, SYNC_MS, TODAY, ZONE } from './agreement-of-answers.ts'
import { monthlyValues } from './metrics.ts'
import { openSyncedPractice } from './synced-practice.ts'
import type { SyncedPractice } from './synced-practice.ts'
import type { Truth } from './truth.ts'

describe('everything that is computed', () => {
  it('is computed a second time: every report', () => {
    expect(cases.map(({ id }) => id).toSorted()).toEqual(reports.map(({ id }) => id).toSorted())
  })

  it('is computed a second time: every monthly metric', () => {
    expect(Object.keys(monthlyValues).toSorted()).toEqual(metrics.map(({ id }) => id).toSorted())
  })
})

describe.each([1, 2, 3])('the practice company of seed %i', (seed) => {
  let practice: SyncedPractice
  let truth: Truth
  beforeAll(async () => {
    practice = await openSyncedPractice({ seed, today: TODAY, now: NOW })
    const { runs } = await practice.sync()
    expect(runs.filter(({ outcome }) => outcome !== 'done')).toEqual([])
    truth = await practice.readTruth()
  }, SYNC_MS)
  afterAll(() => practice.close())

  it('is answered about in its own days', () => {
    expect(practice.viewer().zone).toBe(ZONE)
  })

  itAnswersFromTheTruth(`seed ${seed}`, () => ({ practice, truth }))
})
