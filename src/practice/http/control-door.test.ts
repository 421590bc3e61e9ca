import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startPractice } from '../start-practice.ts'
import type { Practice } from '../start-practice.ts'
import { ask, idsOf } from './ask.test-kit.ts'
import { BORN, tinyWorld } from './tiny-world.test-kit.ts'

let practice: Practice
beforeEach(async () => {
  practice = await startPractice({
    world: tinyWorld(),
    clock: { now: () => new Date((BORN + 3600) * 1000) },
  })
})
afterEach(() => practice.close())

const post = (path: string, body: unknown) =>
  ask(practice, `/_practice/${path}`, { method: 'POST', body: JSON.stringify(body), as: null })
const lines = async (stream: string) =>
  (await ask(practice, `/_practice/truth/${stream}`, { as: null })).text
    .split('\n')
    .filter((line) => line !== '')

describe('truth', () => {
  it('is every live record as the API gives it in full, one a line, without signing in', async () => {
    const truth = await lines('tickets')
    expect(truth).toHaveLength(30)
    expect(truth[1]).toBe((await ask(practice, '/service/tickets/20')).text)
  })

  it('holds the children of all parents', async () => {
    expect(await lines('additions')).toHaveLength(3)
  })

  it('names the streams it knows when asked for another', async () => {
    const { status, text } = await ask(practice, '/_practice/truth/tickts')
    expect([status, text]).toEqual([404, expect.stringContaining('time_entries')])
  })
})

describe('edit', () => {
  it('changes what lists, counts and truth say, stamped with the practice clock', async () => {
    expect((await ask(practice, '/service/tickets/count')).json).toEqual({ count: 30 })
    const { json } = await post('edit', { seed: 3, updates: 1, deletes: 2 })
    expect(json).toEqual({
      at: BORN + 3600,
      inserted: {},
      updated: { tickets: [30] },
      deleted: { tickets: [10, 20] },
    })
    expect((await ask(practice, '/service/tickets/count')).json).toEqual({ count: 28 })
    expect((await ask(practice, '/service/tickets/10')).status).toBe(404)
    expect(await lines('tickets')).toHaveLength(28)
    const late = await ask(
      practice,
      '/service/tickets?conditions=lastUpdated>=[2026-11-22T13:00:00Z]',
    )
    expect(idsOf(late)).toEqual([30])
  })

  it.each<[body: unknown, message: string]>([
    [[1], 'the body must be an object with seed, inserts, updates, deletes'],
    [{ insert: 1 }, 'insert is not known'],
    [{ inserts: -1 }, 'inserts must be a whole number from 0 to 1000000'],
    [{ seed: 1.5 }, 'seed must be a whole number'],
  ])('%j is refused', async (body, message) => {
    const answer = await post('edit', body)
    expect([answer.status, answer.text]).toEqual([400, expect.stringContaining(message)])
  })

  it('refuses a body that is not JSON', async () => {
    const answer = await ask(practice, '/_practice/edit', { method: 'POST', body: '{' })
    expect([answer.status, answer.text]).toEqual([400, expect.stringContaining('not JSON')])
  })
})

describe('clock, requests, defects', () => {
  it('moves the time that the PSA tells', async () => {
    expect((await post('clock', { advanceSeconds: 90 })).json).toEqual({
      now: new Date((BORN + 3690) * 1000).toISOString(),
    })
    const { headers } = await ask(practice, '/system/info')
    expect(headers.get('date')).toBe(new Date((BORN + 3690) * 1000).toUTCString())
    expect((await post('clock', { advanceSeconds: -1 })).status).toBe(400)
  })

  it('counts who asked what, without the door\u2019s own requests', async () => {
    await ask(practice, '/service/tickets/10')
    await ask(practice, '/service/tickets/20?fields=id')
    await ask(practice, '/service/tickets/11', { as: 'noFinance' })
    await ask(practice, '/nowhere', { as: null })
    const { json } = await ask(practice, '/_practice/requests')
    expect(json).toEqual(practice.requests())
    expect(json).toMatchObject({
      total: 4,
      byStatus: { 200: 2, 404: 1, 401: 1 },
      byMember: { practice: 2, noFinance: 1, nobody: 1 },
      requests: [
        { member: 'practice', method: 'GET', path: '/service/tickets/{id}', status: 200, count: 2 },
        { member: 'noFinance', path: '/service/tickets/{id}', status: 404, count: 1 },
        { member: null, status: 401, count: 1 },
      ],
    })
    expect(practice.requests().recent[1]).toMatchObject({ query: 'fields=id' })
  })

  it('tells the planted defects', async () => {
    expect((await ask(practice, '/_practice/defects')).json).toEqual({ 'missing-time': 2 })
  })

  it.each(['', 'nonsense', 'edit', 'defects/all', 'truth/tickets/10'])(
    'has no %j to read',
    async (path) => {
      const { status, text } = await ask(practice, `/_practice/${path}`)
      expect([status, text]).toEqual([404, expect.stringContaining('known: GET truth/{stream}')])
    },
  )
})

describe('a practice PSA', () => {
  it('says so when its port is taken', async () => {
    await expect(startPractice({ world: tinyWorld(), port: practice.port })).rejects.toThrow(
      `cannot listen on port ${practice.port}`,
    )
  })

  it('never starts before its data ends', async () => {
    const early = await startPractice({ world: tinyWorld(), clock: { now: () => new Date(0) } })
    const { headers } = await ask(early, '/system/info')
    expect(Date.parse(headers.get('date') ?? '')).toBe(BORN * 1000)
    await early.close()
  })
})
