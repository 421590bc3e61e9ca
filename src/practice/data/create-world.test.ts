import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { World } from '../entity.ts'
import { createWorld } from './create-world.ts'
import { at, brokenRules, localDay, num } from './invariants.test-kit.ts'
import { naiveDefects } from './naive-defects.test-kit.ts'
import type { Records } from './read-records.test-kit.ts'
import { recordsOf } from './read-records.test-kit.ts'

const TODAY = '2026-11-22'

/** Worlds are read in whole: a machine that is busy with other suites takes its time. */
const PATIENCE_MS = 120_000

function worldOf(
  seed: number,
  today = TODAY,
): { readonly world: World; readonly records: Records } {
  const world = createWorld({ seed, size: 'small', today })
  return { world, records: recordsOf(world) }
}

function fingerprint(seed: number): string {
  const { world, records } = worldOf(seed)
  const hash = createHash('sha256')
  for (const { stream } of world.entities) {
    for (const record of records(stream)) hash.update(JSON.stringify(record))
  }
  return hash.digest('hex')
}

describe('the practice company', () => {
  it(
    'is the same, byte for byte, for the same seed, size and day, and another for another seed',
    () => {
      expect(fingerprint(1)).toBe(fingerprint(1))
      const namesOf = (seed: number) =>
        worldOf(seed)
          .records('companies')
          .map(({ name }) => name)
      expect(namesOf(2)).not.toEqual(namesOf(1))
    },
    PATIENCE_MS,
  )

  it.each([3, 20_260])('holds the numbers of records that its size names (seed %i)', (seed) => {
    const { world } = worldOf(seed)
    const sizes = Object.fromEntries(world.entities.map((entity) => [entity.stream, entity.size()]))
    expect(sizes).toMatchObject({
      companies: 60,
      members: 12,
      tickets: 4_000,
      time_entries: 15_000,
      agreements: 90,
      invoices: 1_500,
    })
  })

  // Winter time, summer time, a leap day, the first of a year.
  it.each([
    [1, '2026-11-22'],
    [2, '2026-07-04'],
    [3, '2028-02-29'],
    [4, '2027-01-01'],
  ])(
    'keeps every rule with seed %i on %s, knows its defects, and stamps nothing later than midnight',
    (seed, today) => {
      const { world, records } = worldOf(seed, today)
      expect(world.bornAt).toBe(Date.parse(`${today}T00:00:00Z`) / 1000)
      expect(brokenRules(world, records).slice(0, 5)).toEqual([])
      expect(lateStamps(world, records).slice(0, 5)).toEqual([])
      expect(world.defects).toEqual(naiveDefects(records, today))
      expect(Object.values(world.defects).every((count) => count > 0)).toBe(true)
    },
    PATIENCE_MS,
  )

  it('keeps project work to the working day of Chicago, summer and winter', () => {
    const { records } = worldOf(1)
    const hour = new Intl.DateTimeFormat('en-US', {
      timeZone: 'America/Chicago',
      hour: 'numeric',
      hourCycle: 'h23',
    })
    const hours = new Set(
      records('time_entries')
        .filter((entry) => at(entry, 'workType/name') === 'Project')
        .map((entry) => Number(hour.format(num(entry, 'timeStart') * 1000))),
    )
    expect([Math.min(...hours), hours.size > 6, Math.max(...hours) < 17]).toEqual([8, true, true])
  })

  it('has aged debts, breached goals, a backlog, formulas for subjects and work on most days', () => {
    const { world, records } = worldOf(1)
    const aged = records('invoices').filter(
      (invoice) =>
        num(invoice, 'balance') > 0 && world.bornAt - num(invoice, 'date') > 120 * 86_400,
    )
    expect(aged.length).toBeGreaterThan(5)
    const tickets = records('tickets')
    expect(tickets.some((ticket) => String(ticket['summary']).startsWith('='))).toBe(true)
    expect(tickets.filter((ticket) => ticket['isInSla'] === false).length).toBeGreaterThan(200)
    expect(tickets.filter((ticket) => ticket['closedFlag'] === false).length).toBeGreaterThan(40)
    const days = new Set(records('time_entries').map((entry) => localDay(num(entry, 'timeStart'))))
    expect(days.size).toBeGreaterThan(700)
  })
})

/** Names of stamps of things that happened; plans, goals and due days may lie ahead. */
const HAPPENED = [
  '_info/lastUpdated',
  '_info/dateEntered',
  'closedDate',
  'dateResolved',
  'dateResponded',
  'dateResplan',
  'timeEnd',
  'dateEntered',
  'paymentDate',
  'date',
  'dateClosedUtc',
]

function lateStamps(world: World, records: Records): string[] {
  return world.entities.flatMap(({ stream }) =>
    records(stream)
      .filter((record) => HAPPENED.some((name) => num(record, name) > world.bornAt))
      .map((record) => `${stream} ${num(record, 'id')}`),
  )
}
