import { afterAll, beforeAll, describe, expect } from 'vitest'
import { itAnswersFromTheTruth, NOW, SYNC_MS, TODAY, ZONE } from './agreement-of-answers.ts'
import { openSyncedPractice } from './synced-practice.ts'
import type { SyncedPractice } from './synced-practice.ts'
import type { Truth } from './truth.ts'
import { rareThings } from './twists.ts'

describe.each([4])('a company with everything rare, seed %i', (seed) => {
  let practice: SyncedPractice
  let truth: Truth
  beforeAll(async () => {
    const twists = rareThings(TODAY, ZONE)
    practice = await openSyncedPractice({ seed, today: TODAY, now: NOW, twists })
    const { runs } = await practice.sync()
    expect(runs.filter(({ outcome }) => outcome !== 'done')).toEqual([])
    truth = await practice.readTruth()
  }, SYNC_MS)
  afterAll(() => practice.close())

  itAnswersFromTheTruth(`twisted seed ${seed}`, () => ({ practice, truth }))
})
