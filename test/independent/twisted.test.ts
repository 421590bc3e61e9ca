import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { streams } from '../../src/streams/catalogue.ts'
import { itAnswersFromTheTruth, NOW, SYNC_MS, TODAY, ZONE } from './agreement-of-answers.ts'
import { openSyncedPractice } from './synced-practice.ts'
import type { SyncedPractice } from './synced-practice.ts'
import type { Truth } from './truth.ts'
import { rareThings } from './twists.ts'

const SEED = 4

describe(`a company with everything rare, seed ${SEED}`, () => {
  let practice: SyncedPractice
  let truth: Truth
  beforeAll(async () => {
    const twists = rareThings(TODAY, ZONE)
    practice = await openSyncedPractice({ seed: SEED, today: TODAY, now: NOW, twists })
    const { runs } = await practice.sync()
    expect(runs.filter(({ outcome }) => outcome !== 'done')).toEqual([])
    truth = await practice.readTruth()
  }, SYNC_MS)
  afterAll(() => practice.close())

  itAnswersFromTheTruth('rare things', () => ({ practice, truth }))

  describe('after a day of work and a second sync', () => {
    let before: Truth
    beforeAll(async () => {
      before = truth
      await practice.pull('clock', { advanceSeconds: 60 })
      await practice.pull('edit', { seed: SEED, inserts: 300, updates: 600, deletes: 200 })
      await practice.pull('clock', { advanceSeconds: 60 })
      const { runs } = await practice.sync(true)
      expect(runs.filter(({ outcome }) => outcome !== 'done')).toEqual([])
      truth = await practice.readTruth()
    }, SYNC_MS)

    it('keeps what was deleted as tombstones', async () => {
      const { rows } = await practice.answer('data-inventory', {})
      let gone = 0
      for (const { name } of streams) {
        const row = rows.find(({ stream }) => stream === name)
        const ids = new Set(truth.of(name).map(({ id }) => id))
        const buried = before.of(name).filter(({ id }) => !ids.has(id)).length
        expect([name, row?.['live_rows'], row?.['tombstones']]).toEqual([name, ids.size, buried])
        gone += buried
      }
      expect(gone).toBeGreaterThan(20)
    })

    itAnswersFromTheTruth(
      'rare things, edited',
      () => ({ practice, truth }),
      ({ id }) => id !== 'data-inventory',
    )
  })
})
