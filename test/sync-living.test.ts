import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { streams as catalogue } from '../src/streams/catalogue.ts'
import { expectCopyIsTruth } from './copy-and-truth.ts'
import { type LivingWorld, livingWorld, record } from './living-world.ts'
import { PRACTICE_KEYS, type SyncBench, connectTo, startSyncBench } from './sync-kit.ts'

const NAMES = ['companies', 'sites', 'boards', 'tickets']
const streams = catalogue.filter(({ name }) => NAMES.includes(name))

/** A clock that the practice PSA and the sync share: it ticks when it is read, and tests move it. */
const start = Date.parse('2026-11-22T12:00:00Z')
let now = start
const clock = { now: () => new Date((now += 1)) }
const seconds = () => Math.floor(now / 1000)
const pass = (minutes: number) => void (now += minutes * 60_000)

let world: LivingWorld
let bench: SyncBench
beforeEach(async () => {
  now = start
  world = livingWorld(seconds() - 3600)
  for (let id = 1; id <= 5; id += 1) world.companies.push(record(id, seconds() - 7200))
  for (let id = 1; id <= 9; id += 1) {
    world.sites.push(record(id, seconds() - 7200, { parentId: (id % 5) + 1 }))
  }
  for (let id = 1; id <= 3; id += 1) world.boards.push(record(id, seconds() - 7200))
  for (let id = 1; id <= 2500; id += 1) {
    world.tickets.push(record(id * 2, seconds() - 7200, { hours: id / 4 }))
  }
  bench = await startSyncBench(world, streams, { clock })
})
afterEach(() => bench.close())

/** The practice PSA remembers what it found until its own door is used for an edit. */
const noticeEdits = () =>
  fetch(`${bench.practice.url}/_practice/edit`, { method: 'POST', body: '{}' })
const run = async (stream: string, options = {}) => {
  await noticeEdits()
  const report = await bench.sync(options)
  return report.runs.find((one) => one.stream === stream)
}
const isTruth = () => expectCopyIsTruth(bench.store, bench.practice.url, streams)
const touch = (id: number, name: string) => {
  const ticket = world.tickets.find((one) => one.id === id)
  if (ticket) Object.assign(ticket, { name, updatedAt: seconds() })
}
const remove = (ids: readonly number[]) => {
  for (const ticket of world.tickets) if (ids.includes(ticket.id)) ticket.deleted = true
}
const tombstones = async () =>
  (await bench.store.query('select id from tickets where deleted_at is not null order by id')).map(
    (row) => row['id'],
  )

describe('the next sync', () => {
  it('brings what was added and changed, and only that', async () => {
    await bench.sync()
    pass(30)
    touch(10, 'changed')
    world.tickets.push(record(9001, seconds()))
    expect(await run('tickets')).toMatchObject({
      outcome: 'done',
      fetched: 2,
      inserted: 1,
      updated: 1,
      reason: 'changes since 2026-11-22T11:45:00Z',
    })
    await isTruth()
  })

  it('finds a row that was stamped before the last sync and visible only after it', async () => {
    await bench.sync()
    const stamped = seconds() - 60
    pass(5)
    world.tickets.push(record(9001, stamped))
    await bench.sync()
    await isTruth()
  })

  it('finds many rows of one second, and rows that change while the walk is under way', async () => {
    await bench.sync()
    pass(5)
    for (const ticket of world.tickets) ticket.updatedAt = seconds()
    let pages = 0
    await bench.sync({
      onProgress: ({ stream, rows }) => {
        if (stream !== 'tickets' || rows === 0) return
        pages += 1
        if (pages === 1) touch(2, 'behind the walk')
        if (pages === 1) touch(5000, 'ahead of the walk')
      },
    })
    pass(1)
    await bench.sync()
    await isTruth()
  })

  it('lists set-up tables whole and buries what is not there any more', async () => {
    await bench.sync()
    Object.assign(world.boards[0] ?? {}, { deleted: true })
    world.boards.push(record(8, seconds(), { name: 'New' }))
    expect(await run('boards')).toMatchObject({ inserted: 1, buried: 1 })
    await isTruth()
  })

  it('asks the lists of changed parents only, and takes their rows as complete', async () => {
    expect(await run('sites')).toMatchObject({ fetched: 9, requests: 5 })
    pass(30)
    Object.assign(world.companies[1] ?? {}, { name: 'renamed', updatedAt: seconds() })
    const [gone, renamed] = world.sites.filter((site) => site.parentId === 2)
    Object.assign(gone ?? {}, { deleted: true })
    Object.assign(renamed ?? {}, { name: 'moved' })
    world.sites.push(record(77, seconds(), { parentId: 2 }))
    expect(await run('sites')).toMatchObject({ inserted: 1, updated: 1, buried: 1 })
    await isTruth()
    expect(await run('sites')).toMatchObject({ outcome: 'skipped', requests: 0 })
  })

  it('asks all parents again once a week, for children that change without them', async () => {
    await bench.sync()
    Object.assign(world.sites[0] ?? {}, { name: 'changed in silence' })
    pass(6 * 24 * 60)
    expect(await run('sites')).toMatchObject({ outcome: 'skipped' })
    pass(24 * 60)
    expect(await run('sites')).toMatchObject({ outcome: 'done', updated: 1 })
    await isTruth()
  })
})

describe('deletions', () => {
  const aDayLater = () => pass(24 * 60)

  it('are found a day after the last look, and a record that comes back is lifted', async () => {
    await bench.sync()
    remove([2, 4, 5000])
    pass(30)
    expect(await run('tickets')).toMatchObject({ buried: 0 })
    aDayLater()
    expect(await run('tickets')).toMatchObject({ outcome: 'done', buried: 3 })
    expect(await tombstones()).toEqual([2, 4, 5000])
    await isTruth()
    for (const ticket of world.tickets) ticket.deleted = false
    aDayLater()
    expect(await run('tickets')).toMatchObject({ reappeared: 3, buried: 0 })
    await isTruth()
  })

  it('are refused when more than fifty and five of a hundred would go', async () => {
    await bench.sync()
    remove(world.tickets.slice(0, 126).map(({ id }) => id))
    aDayLater()
    expect(await run('tickets')).toMatchObject({
      outcome: 'partial',
      buried: 0,
      error: { code: 'sweep-refused', message: expect.stringContaining('126 of 2,500') },
    })
    expect(await tombstones()).toEqual([])
    Object.assign(world.tickets[0] ?? {}, { deleted: false })
    aDayLater()
    expect(await run('tickets')).toMatchObject({ outcome: 'done', buried: 125 })
  })

  it('are refused when the list is empty', async () => {
    await bench.sync()
    for (const board of world.boards) board.deleted = true
    expect(await run('boards')).toMatchObject({ outcome: 'partial', buried: 0 })
  })

  it('take the children along', async () => {
    await bench.sync()
    Object.assign(world.companies[0] ?? {}, { deleted: true })
    for (const site of world.sites) if (site.parentId === 1) site.deleted = true
    aDayLater()
    expect(await run('sites')).toMatchObject({ buried: 1 })
    await isTruth()
  })

  it('bring to light what the copy lacks, and fetch it', async () => {
    await bench.sync()
    // Stamped long before any window: as when a board becomes visible to the API member.
    world.tickets.push(record(9001, seconds() - 90 * 86_400))
    pass(30)
    await bench.sync()
    aDayLater()
    expect(await run('tickets')).toMatchObject({ inserted: 1 })
    await isTruth()
  })

  it('are looked for at once when everything is asked for anew', async () => {
    await bench.sync()
    remove([2])
    expect(await run('tickets', { full: true })).toMatchObject({
      reason: 'everything, as asked',
      buried: 1,
      inserted: 0,
    })
    await isTruth()
  })
})

describe('one stream does not hinder another', () => {
  it('that may not be read, nor do its children run', async () => {
    bench.practice.setFaults({ deny: ['companies'] })
    const { runs } = await bench.sync()
    expect(runs.map(({ stream, outcome }) => [stream, outcome])).toEqual([
      ['companies', 'denied'],
      ['sites', 'skipped'],
      ['boards', 'done'],
      ['tickets', 'done'],
    ])
    bench.practice.setFaults({})
    await bench.sync()
    await isTruth()
  })

  it('whose checkpoint is corrupt: nothing is lost, and a full sync mends it', async () => {
    await bench.sync()
    await bench.store.execute(
      `update sync_checkpoints set state = '{"covered_until": 7}' where stream = 'tickets'`,
    )
    expect(await run('tickets')).toMatchObject({
      outcome: 'failed',
      error: { code: 'checkpoint-corrupt', hint: expect.stringContaining('--full') },
    })
    expect(await run('tickets', { full: true, only: ['tickets'] })).toMatchObject({
      outcome: 'done',
      updated: 0,
    })
    await isTruth()
  })

  it('but refused keys, asked twice, stop all', async () => {
    const psa = connectTo(bench.practice.siteUrl, { ...PRACTICE_KEYS, privateKey: 'wrong' })
    const { runs, requests } = await bench.sync({ psa })
    expect(runs.map(({ outcome, error }) => [outcome, error?.code])).toEqual(
      streams.map(() => ['failed', 'AUTH-401']),
    )
    expect(requests).toBeLessThan(12)
    await psa.close()
  })

  it('and what is not a stream is said at once', async () => {
    await expect(bench.sync({ only: ['tickets', 'tikets'] })).rejects.toMatchObject({
      code: 'unknown-stream',
      hint: expect.stringContaining('tickets'),
    })
  })
})

describe('an interrupted sync', () => {
  it('keeps what it has and goes on from there', async () => {
    const stopping = new AbortController()
    const report = await bench.sync({
      only: ['tickets'],
      signal: stopping.signal,
      onProgress: ({ rows }) => rows > 0 && stopping.abort(),
    })
    expect(report.runs).toMatchObject([{ outcome: 'cancelled' }])
    const [kept] = await bench.store.query('select count(*)::integer as n from tickets')
    expect(Number(kept?.['n'])).toBeGreaterThan(0)
    const rest = await run('tickets', { only: ['tickets'] })
    expect(rest).toMatchObject({ outcome: 'done', reason: 'goes on where it was interrupted' })
    expect(Number(rest?.fetched)).toBe(2500 - Number(kept?.['n']))
    await expectCopyIsTruth(
      bench.store,
      bench.practice.url,
      streams.filter(({ name }) => name === 'tickets'),
    )
  })

  it('cannot be started a second time beside itself', async () => {
    const first = bench.sync()
    await expect(bench.sync()).rejects.toMatchObject({ code: 'sync-running' })
    await first
  })
})

describe.each([
  ['429 without a Retry-After', { rateLimitNoHeader: 0.2 }],
  ['500', { serverError: 0.2, sqlTimeout: 0.1 }],
  ['502 in HTML', { htmlError: 0.2 }],
  ['connections reset', { reset: 0.2 }],
  ['bodies cut off', { truncate: 0.2, gzipError: 0.1 }],
  ['pages sent twice', { duplicatePage: 0.3 }],
  ['empty pages', { emptyPage: 0.3 }],
  [
    'all of it',
    {
      rateLimitNoHeader: 0.05,
      serverError: 0.05,
      reset: 0.05,
      truncate: 0.05,
      emptyPage: 0.05,
      duplicatePage: 0.05,
    },
  ],
])('under faults: %s', (_name, faults) => {
  const seed = Number(process.env['SEED'] ?? Date.now() % 100_000)

  it(`the copy is the truth after it, seed ${seed}`, async () => {
    bench.practice.setFaults({ ...faults, seed })
    await bench.sync()
    pass(30)
    for (const ticket of world.tickets.slice(0, 1200)) touch(ticket.id, 'changed under faults')
    await bench.sync()
    bench.practice.setFaults({})
    pass(30)
    await bench.sync()
    await isTruth()
  })
})
