import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createWorld } from '../src/practice/data/create-world.ts'
import type { Psa, PsaPage } from '../src/psa/psa.ts'
import { streams } from '../src/streams/catalogue.ts'
import { type SyncBench, startSyncBench } from './sync-kit.ts'

/** A client whose server sends one record with a text for its hours, however often it is asked. */
function withMisfit(psa: Psa, misfitId: number): Psa {
  const garbled = (page: PsaPage): PsaPage => {
    const records = JSON.parse(page.json.toString()) as Record<string, unknown>[]
    const misfit = records.find(({ id }) => id === misfitId)
    if (!misfit) return page
    misfit['actualHours'] = 'many'
    return { ...page, json: Buffer.from(JSON.stringify(records)) }
  }
  return {
    ...psa,
    async *pages(endpoint, options) {
      for await (const page of psa.pages(endpoint, options)) yield garbled(page)
    },
  }
}

describe('a first walk that meets a record it cannot load', () => {
  let bench: SyncBench
  beforeEach(async () => {
    bench = await startSyncBench(
      createWorld({ seed: 1, size: 'small', today: '2026-11-22' }),
      streams,
    )
  })
  afterEach(() => bench.close())

  // Rows are committed in thousands: before the first commit, behind it, and in the last page.
  it.each([0.05, 0.6, 0.99])(
    'sets it aside, and lands every other once, when it stands at %d of the list',
    async (place) => {
      const count = await bench.psa.count('/time/entries')
      const ids: number[] = []
      for await (const page of bench.psa.pages('/time/entries', { fields: ['id'] })) {
        ids.push(...(JSON.parse(page.json.toString()) as { id: number }[]).map(({ id }) => id))
      }
      const misfit = ids[Math.floor(ids.length * place)] ?? 0
      const { runs } = await bench.sync({
        psa: withMisfit(bench.psa, misfit),
        only: ['time_entries'],
        concurrency: 2,
      })
      expect(runs).toMatchObject([
        { outcome: 'done', fetched: count, inserted: count - 1, quarantined: 1 },
      ])
      expect(
        await bench.store.query(
          `select count(*)::integer as n, count(distinct id)::integer as ids from time_entries`,
        ),
      ).toEqual([{ n: count - 1, ids: count - 1 }])
      expect(await bench.store.query('select id, reason from sync_quarantine')).toEqual([
        { id: misfit, reason: 'does not fit: actual_hours' },
      ])
      const again = await bench.sync({ only: ['time_entries'] })
      expect(again.runs[0]?.inserted).toBeLessThanOrEqual(1)
    },
  )
})
