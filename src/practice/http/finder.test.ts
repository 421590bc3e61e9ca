import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rowNames } from './conditions/names.ts'
import { whereOf } from './conditions/where.ts'
import { Finder } from './finder.ts'
import { sortKeysOf } from './order-by.ts'
import { tinyWorld } from './tiny-world.test-kit.ts'

const { entities, edit } = tinyWorld(200)
const tickets = entities.find(({ stream }) => stream === 'tickets')
if (!tickets) throw new Error('the tiny world has no tickets')
const names = rowNames(tickets)
// Some rows are gone, so that rows and places differ.
edit({ seed: 1, inserts: 0, updates: 30, deletes: 9 }, 2e9)

/** What a search should find, the slow and obvious way. */
function naive(parts: readonly Part[], key: { name: string; descending: boolean }): number[] {
  if (!tickets) return []
  const rows = Array.from({ length: tickets.size() }, (_, row) => row)
    .filter((row) => tickets.isLive(row))
    .filter((row) => parts.every(({ test }) => test(row)))
  const valueOf = (row: number) => {
    const value = names.get(key.name)?.get(row)
    return value === undefined ? -1 : Number(value)
  }
  rows.sort((a, b) => (valueOf(a) - valueOf(b)) * (key.descending ? -1 : 1) || a - b)
  return rows.map((row) => tickets.idAt(row))
}

interface Part {
  readonly text: string
  readonly test: (row: number) => boolean
}

const number = (name: string, row: number) => Number(names.get(name)?.get(row) ?? Number.NaN)
const part: fc.Arbitrary<Part> = fc.oneof(
  fc
    .record({
      name: fc.constantFrom('id', 'ID', 'actualHours', 'board/id', 'owner/id'),
      sign: fc.constantFrom('<', '<=', '>', '>=', '='),
      value: fc.integer({ min: -10, max: 2100 }),
    })
    .map(({ name, sign, value }) => ({
      text: `${name} ${sign} ${value}`,
      test: (row: number) => {
        const own = number(name.toLowerCase(), row)
        if (sign === '=') return own === value
        if (sign.endsWith('=') && own === value) return true
        return sign.startsWith('<') ? own < value : own > value
      },
    })),
  fc.array(fc.integer({ min: 1, max: 210 }), { minLength: 1, maxLength: 30 }).map((tens) => ({
    text: `id in (${tens.map((ten) => ten * 10).join()})`,
    test: (row: number) => tens.includes(number('id', row) / 10),
  })),
  fc.boolean().map((flag) => ({
    text: `closedFlag = ${flag}`,
    test: (row: number) => names.get('closedflag')?.get(row) === flag,
  })),
)

describe('finding rows', () => {
  it('gives the rows and the order of the slow and obvious way, remembered or not', () => {
    const finder = new Finder()
    fc.assert(
      fc.property(
        fc.array(part, { maxLength: 4 }),
        fc.constantFrom('id', 'lastupdated', 'actualhours', 'board/id', 'owner/id', 'closedflag'),
        fc.boolean(),
        (parts, name, descending) => {
          const filters = {
            conditions: parts.map(({ text }) => `(${text})`).join(' and '),
            childConditions: '',
            customFieldConditions: '',
          }
          const { rows } = finder.find({
            entity: tickets,
            parentId: null,
            sight: { key: '', allows: null },
            where: whereOf(tickets, names, filters),
            order: sortKeysOf(`${name} ${descending ? 'desc' : 'asc'}`, names),
            isVisible: null,
          })
          const ids = Array.from({ length: rows.length }, (_, index) =>
            tickets.idAt(rows.at(index)),
          )
          expect(ids).toEqual(naive(parts, { name, descending }))
        },
      ),
      { numRuns: 500 },
    )
  })
})
