import { describe, expect, it } from 'vitest'
import { createWorld } from '../create-world.ts'
import { brokenRules, num } from '../invariants.test-kit.ts'
import { naiveDefects } from '../naive-defects.test-kit.ts'
import type { Records } from '../read-records.test-kit.ts'
import { recordsOf } from '../read-records.test-kit.ts'

const TODAY = '2026-11-22'
/** The world is read in whole three times, on a machine that may be busy. */
const PATIENCE_MS = 120_000

describe('edits of the practice company', () => {
  it.each([5, 6])(
    'keep every rule, stamp what they changed and name exactly that (seed %i)',
    (seed) => {
      const world = createWorld({ seed, size: 'small', today: TODAY })
      const before = recordsOf(world)
      for (const { stream } of world.entities) before(stream)
      const first = world.bornAt + 1_800
      world.edit({ seed, inserts: 120, updates: 150, deletes: 60 }, first)
      const at = world.bornAt + 7_200
      const between = recordsOf(world)
      for (const { stream } of world.entities) between(stream)
      const result = world.edit({ seed: seed + 1, inserts: 200, updates: 200, deletes: 90 }, at)
      const after = recordsOf(world)

      expect(brokenRules(world, after).slice(0, 5)).toEqual([])
      expect(world.defects).toEqual(naiveDefects(after, TODAY))
      expect(Object.keys(result.inserted).length).toBeGreaterThan(4)
      expect(Object.keys(result.deleted).length).toBeGreaterThan(1)
      for (const { stream } of world.entities) {
        const changes = changesOf(between, after, stream)
        expect({ stream, ids: changes.deleted }).toEqual({
          stream,
          ids: result.deleted[stream] ?? [],
        })
        expect({ stream, ids: changes.inserted }).toEqual({
          stream,
          ids: result.inserted[stream] ?? [],
        })
        // An edit may touch a record without a visible change, but never change one untold.
        const told = new Set(result.updated[stream])
        const invoices = new Set(result.updated['invoices'])
        for (const record of changes.updated) {
          const id = num(record, 'id')
          // A payment shows the balance of its invoice, which says itself that it changed.
          const isShown = stream === 'invoice_payments' && invoices.has(num(record, 'invoice/id'))
          if (isShown) continue
          expect({ stream, id, told: told.has(id) }).toEqual({ stream, id, told: true })
          expect(num(record, '_info/lastUpdated')).toBe(at)
        }
        for (const record of changes.made) expect(num(record, '_info/lastUpdated')).toBe(at)
      }
    },
    PATIENCE_MS,
  )
})

function changesOf(before: Records, after: Records, stream: string) {
  const text = (records: Records) =>
    new Map(records(stream).map((record) => [num(record, 'id'), JSON.stringify(record)]))
  const old = text(before)
  const now = text(after)
  const made = after(stream).filter((record) => !old.has(num(record, 'id')))
  return {
    made,
    inserted: made.map((record) => num(record, 'id')),
    deleted: [...old.keys()].filter((id) => !now.has(id)),
    updated: after(stream).filter((record) => {
      const was = old.get(num(record, 'id'))
      return was !== undefined && was !== JSON.stringify(record)
    }),
  }
}
