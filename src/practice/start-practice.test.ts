import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Entity, FieldValue } from './entity.ts'
import { ask, idsOf } from './http/ask.test-kit.ts'
import { rowNames } from './http/conditions/names.ts'
import { whereOf } from './http/conditions/where.ts'
import { Finder } from './http/finder.ts'
import { instant } from './http/literals.ts'
import { startPractice } from './start-practice.ts'
import type { Practice } from './start-practice.ts'

let practice: Practice
beforeAll(async () => {
  practice = await startPractice({ size: 'small', seed: 7, today: '2026-11-22' })
})
afterAll(() => practice.close())

const lists = () => practice.world.entities.filter(({ parent }) => !parent)
const count = async (path: string, as = 'practice') => {
  const { json } = await ask(practice, `${path}/count`, { as })
  return (json as { count: number }).count
}
const truth = async (from: Practice, stream: string) => {
  const { text } = await ask(from, `/_practice/truth/${stream}`)
  return text.split('\n').filter((line) => line !== '')
}

describe('the practice company over HTTP', () => {
  it('counts, lists and tells the truth alike in every stream', async () => {
    expect(lists().length).toBeGreaterThan(25)
    for (const { stream, path, hasCount, size } of lists()) {
      // The large streams are served by the same code, and their truth is tens of megabytes.
      if (size() > 2000) continue
      const lines = await truth(practice, stream)
      if (hasCount) expect([stream, await count(path)]).toEqual([stream, lines.length])
      const page = await ask(practice, `${path}?pageSize=50`)
      expect([stream, page.text]).toEqual([stream, `[${lines.slice(0, 50).join()}]`])
    }
  })

  it('lists the children of each parent, all of them together being the truth', async () => {
    for (const { stream, path, parent } of practice.world.entities) {
      if (!parent) continue
      const parents = (await truth(practice, parent.stream)).map(
        (line) => JSON.parse(line) as { id: number },
      )
      const seen: number[] = []
      for (const { id } of parents.slice(0, 40)) {
        const own = path.replace('{parentId}', String(id))
        seen.push(...idsOf(await ask(practice, `${own}?pageSize=1000`)))
      }
      const all = new Set(
        (await truth(practice, stream)).map((line) => (JSON.parse(line) as { id: number }).id),
      )
      expect(seen.length).toBeGreaterThan(0)
      expect(seen.filter((id) => !all.has(id))).toEqual([])
    }
  })

  it('finds a record by every value that it has', () => {
    const wrong: string[] = []
    for (const entity of lists()) wrong.push(...unfindable(entity))
    expect(wrong).toEqual([])
  })

  it('is the same, byte for byte, for the same seed, and another for another', async () => {
    const twin = await startPractice({ size: 'small', seed: 7, today: '2026-11-22' })
    const other = await startPractice({ size: 'small', seed: 8, today: '2026-11-22' })
    for (const stream of ['companies', 'members', 'agreements', 'projects']) {
      const bytes = async (from: Practice) =>
        (await truth(from, stream)).join('\n').replaceAll(from.siteUrl, 'site')
      expect(await bytes(twin)).toBe(await bytes(practice))
      expect(await bytes(other)).not.toBe(await bytes(practice))
    }
    await twin.close()
    await other.close()
  })

  it('shows restricted members less, but not nothing', async () => {
    const tickets = await count('/service/tickets')
    for (const member of ['boardsHidden', 'levelLocation', 'myOnly']) {
      const seen = await count('/service/tickets', member)
      expect([member, seen > 0 && seen < tickets]).toEqual([member, true])
    }
    expect(await count('/company/companies', 'levelLocation')).toBeLessThan(
      await count('/company/companies'),
    )
    expect(await count('/time/entries', 'myOnly')).toBeGreaterThan(0)
    expect((await ask(practice, '/finance/invoices', { as: 'noFinance' })).status).toBe(403)
  })

  it('starts its clock where its data ends, and stamps nothing later', async () => {
    const { world } = practice
    for (const { stream, info, size } of world.entities) {
      let latest = 0
      for (let row = 0; row < size(); row += 1)
        latest = Math.max(latest, info?.lastUpdated(row) ?? 0)
      expect([stream, latest <= world.bornAt]).toEqual([stream, true])
    }
  })
})

/** Names whose own values a condition does not find again. */
function unfindable(entity: Entity): string[] {
  const names = rowNames(entity)
  const finder = new Finder()
  return [...names].flatMap(([name, { get, kind }]) => {
    for (let row = 0; row < Math.min(entity.size(), 200); row += 1) {
      const value = get(row)
      if (value === undefined || !entity.isLive(row)) continue
      const conditions = `${name} = ${literalOf(value, kind)}`
      const filters = { conditions, childConditions: '', customFieldConditions: '' }
      const { rows } = finder.find({
        entity,
        parentId: null,
        sight: { key: '', allows: null },
        where: whereOf(entity, names, filters),
        order: [],
        isVisible: null,
      })
      for (let index = 0; index < rows.length; index += 1) if (rows.at(index) === row) return []
      return [`${entity.path}: ${conditions}`]
    }
    return []
  })
}

function literalOf(value: NonNullable<FieldValue>, kind: string): string {
  if (kind === 'instant' || kind === 'day') return `[${instant(Number(value)).slice(1, -1)}]`
  return typeof value === 'string'
    ? `"${value.replaceAll(/["\\]/g, String.raw`\$&`)}"`
    : String(value)
}
