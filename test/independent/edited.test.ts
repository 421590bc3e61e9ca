import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { itAnswersFromTheTruth, NOW, SYNC_MS, TODAY } from './agreement-of-answers.ts'
import { openSyncedPractice } from './synced-practice.ts'
import type { SyncedPractice } from './synced-practice.ts'
import { streams } from '../../src/streams/catalogue.ts'
import type { Truth } from './truth.ts'

describe('a practice company after a day of work and a second sync', () => {
  let practice: SyncedPractice
  let before: Truth
  let truth: Truth
  beforeAll(async () => {
    practice = await openSyncedPractice({ seed: 5, today: TODAY, now: NOW })
    await practice.sync()
    before = await practice.readTruth()
    await practice.pull('clock', { advanceSeconds: 60 })
    await practice.pull('edit', { seed: 5, inserts: 300, updates: 600, deletes: 200 })
    await practice.pull('clock', { advanceSeconds: 60 })
    const { runs } = await practice.sync(true)
    expect(runs.filter(({ outcome }) => outcome !== 'done')).toEqual([])
    truth = await practice.readTruth()
  }, SYNC_MS)
  afterAll(() => practice.close())

  it('keeps what was deleted as tombstones, out of every number', async () => {
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
    'edited seed 5',
    () => ({ practice, truth }),
    ({ id }) => id !== 'data-inventory',
  )
})
