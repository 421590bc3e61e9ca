import { describe, expect, it } from 'vitest'
import { createWorld } from '../create-world.ts'

describe('custom fields', () => {
  it('are the same written at once as item by item, on every screen', () => {
    const world = createWorld({ seed: 3, size: 'small', today: '2026-11-20' })
    const lists = world.entities.flatMap((entity) =>
      entity.fields.flatMap((field) =>
        field.kind === 'list' && field.json
          ? [{ entity, items: field.items, json: field.json }]
          : [],
      ),
    )
    expect(lists.length).toBeGreaterThan(5)
    for (const { entity, items, json } of lists) {
      for (let row = 0; row < Math.min(200, entity.size()); row += 1) {
        expect(json(row)).toBe(JSON.stringify(items(row)))
      }
    }
  })
})
