import { afterEach, beforeAll, afterAll, describe, expect, it } from 'vitest'
import { startPractice } from '../start-practice.ts'
import type { FaultPlan, Practice } from '../start-practice.ts'
import { ask, idsOf, query, signed } from './ask.test-kit.ts'
import { tinyWorld } from './tiny-world.test-kit.ts'

let practice: Practice
beforeAll(async () => {
  practice = await startPractice({ world: tinyWorld() })
})
afterEach(() => practice.setFaults({}))
afterAll(() => practice.close())

const boards = () => ask(practice, '/service/boards')

describe('answers that replace ConnectWise\u2019s own', () => {
  it('rateLimit: 429 with its odd key and Retry-After', async () => {
    practice.setFaults({ rateLimit: 1 })
    const { status, json, headers } = await boards()
    expect([status, headers.get('retry-after')]).toEqual([429, '30'])
    expect(json).toEqual({
      error: 'ConnectWiseAPI',
      message: 'Too many requests. Please try again in 30 seconds.',
    })
    practice.setFaults({ rateLimit: 1, retryAfterSeconds: 1 })
    expect((await boards()).headers.get('retry-after')).toBe('1')
  })

  it('rateLimitNoHeader: 429 without it', async () => {
    practice.setFaults({ rateLimitNoHeader: 1 })
    const { status, headers } = await boards()
    expect([status, headers.has('retry-after')]).toEqual([429, false])
  })

  it('serverError and sqlTimeout: 500 with the two recorded texts', async () => {
    const pool =
      'Timeout expired.  The timeout period elapsed prior to obtaining a connection from the pool.  This may have occurred because all pooled connections were in use and max pool size was reached.'
    practice.setFaults({ serverError: 1 })
    expect((await boards()).json).toEqual({ code: 'ConnectWiseApi', message: pool })
    practice.setFaults({ sqlTimeout: 1 })
    const seen = new Set<unknown>()
    for (let n = 0; n < 20; n += 1) {
      const { status, json } = await boards()
      expect(status).toBe(500)
      seen.add((json as { message: string }).message)
    }
    expect(seen).toEqual(new Set(['A timeout has occured. Please try again.', pool]))
  })

  it('htmlError: a proxy\u2019s page', async () => {
    practice.setFaults({ htmlError: 1 })
    const { status, text, headers } = await boards()
    expect([502, 503, 520]).toContain(status)
    expect(headers.get('content-type')).toContain('text/html')
    expect(text).toMatch(/^<html>/)
  })

  it('deny: 403 for the streams named, others unharmed', async () => {
    practice.setFaults({ deny: ['tickets'] })
    expect((await ask(practice, '/service/tickets')).status).toBe(403)
    expect((await ask(practice, '/service/tickets/count')).status).toBe(403)
    expect((await boards()).status).toBe(200)
  })

  it('requestsPerMinute: refuses the one too many, until a minute has passed', async () => {
    practice.setFaults({ requestsPerMinute: 3 })
    const statuses = [await boards(), await boards(), await boards(), await boards()]
    expect(statuses.map(({ status }) => status)).toEqual([200, 200, 200, 429])
    expect(Number(statuses[3]?.headers.get('retry-after'))).toBeGreaterThan(50)
    practice.advance(61)
    expect((await boards()).status).toBe(200)
  })
})

describe('connections that break', () => {
  it('reset: the connection ends without an answer', async () => {
    practice.setFaults({ reset: 1 })
    await expect(boards()).rejects.toThrow('fetch failed')
    expect(practice.requests().byFault['reset']).toBeGreaterThan(0)
  })

  it('halfOpen: no answer until the client gives up', async () => {
    practice.setFaults({ halfOpen: 1 })
    const signal = AbortSignal.timeout(100)
    const request = fetch(`${practice.url}/v2026_4/apis/3.0/service/boards`, {
      headers: signed(),
      signal,
    })
    await expect(request).rejects.toThrow('timeout')
  })

  it('truncate: half a body, sometimes as if it were all', async () => {
    practice.setFaults({ truncate: 1 })
    const outcomes = new Set<string>()
    for (let n = 0; n < 20; n += 1) {
      const outcome = await boards().then(
        ({ status, json }) => (json === undefined ? `${status}, not JSON` : 'whole'),
        () => 'cut',
      )
      outcomes.add(outcome)
    }
    expect([...outcomes].sort()).toEqual(['200, not JSON', 'cut'])
  })

  it('gzipError: a body that does not unpack', async () => {
    practice.setFaults({ gzipError: 1 })
    await expect(boards()).rejects.toThrow()
  })

  it('slowDrip: everything, slowly', async () => {
    practice.setFaults({ slowDrip: 1 })
    const started = performance.now()
    expect((await boards()).json).toHaveLength(3)
    expect(performance.now() - started).toBeGreaterThan(500)
  })

  it('latencyMs: every answer takes its time', async () => {
    practice.setFaults({ latencyMs: 80 })
    const started = performance.now()
    await boards()
    expect(performance.now() - started).toBeGreaterThan(75)
  })
})

describe('pages that lie', () => {
  const page = (values: Readonly<Record<string, string | number>>, headers = {}) =>
    ask(practice, `/service/tickets${query({ pageSize: 10, ...values })}`, { headers })

  it('duplicatePage: a page of numbers comes again', async () => {
    practice.setFaults({ duplicatePage: 1 })
    expect(idsOf(await page({ page: 2 }))).toEqual(idsOf(await page({ page: 1 })))
  })

  it('duplicatePage: a walk by id gets the rows before its id, and a link that goes on behind them', async () => {
    practice.setFaults({ duplicatePage: 1 })
    const before = [110, 120, 130, 140, 150, 160, 170, 180, 190, 200]
    const forward = await page({ pageId: 200 }, { 'pagination-type': 'forward-only' })
    expect(idsOf(forward)).toEqual(before)
    expect(forward.headers.get('link')).toContain('pageId=200')
    expect(idsOf(await page({ conditions: 'id > 200', orderBy: 'id asc' }))).toEqual(before)
  })

  it('emptyPage: nothing, with a link that says there is more', async () => {
    practice.setFaults({ emptyPage: 1 })
    const numbered = await page({ page: 2 })
    expect([numbered.json, numbered.headers.get('link')]).toEqual([
      [],
      expect.stringContaining('page=3'),
    ])
    const forward = await page({ pageId: 200 }, { 'pagination-type': 'forward-only' })
    expect([forward.json, forward.headers.get('link')]).toEqual([
      [],
      expect.stringContaining('pageId=200'),
    ])
  })

  it('lateVisibleSeconds: a change is found by lastUpdated only later, by id at once', async () => {
    const late = await startPractice({ world: tinyWorld() })
    late.setFaults({ lateVisibleSeconds: 600, seed: 7 })
    const edit = await ask(late, '/_practice/edit', { method: 'POST', body: '{"updates":20}' })
    const { at } = edit.json as { at: number }
    const stamp = new Date(at * 1000).toISOString().replace(/\.\d+/, '')
    const changed = async () => {
      const conditions = `lastUpdated >= [${stamp}]`
      return idsOf(await ask(late, `/service/tickets${query({ conditions })}`)).length
    }
    expect(await changed()).toBeLessThan(20)
    late.advance(300)
    const half = await changed()
    expect(half).toBeGreaterThan(0)
    expect(half).toBeLessThan(20)
    expect((await ask(late, '/service/tickets/10?fields=_info/lastUpdated')).json).toEqual({
      _info: { lastUpdated: stamp },
    })
    late.advance(300)
    expect(await changed()).toBe(20)
    await late.close()
  })

  it('clockSkewSeconds: the Date header is off', async () => {
    practice.setFaults({ clockSkewSeconds: -3600 })
    const skewed = Date.parse((await boards()).headers.get('date') ?? '')
    practice.setFaults({})
    const right = Date.parse((await boards()).headers.get('date') ?? '')
    expect(Math.abs(right - skewed - 3_600_000)).toBeLessThan(5000)
  })
})

describe('a fault plan', () => {
  it('is the same for the same seed', async () => {
    const run = async (seed: number) => {
      practice.setFaults({ seed, rateLimit: 0.3, serverError: 0.3 })
      const statuses: number[] = []
      for (let n = 0; n < 20; n += 1) statuses.push((await boards()).status)
      return statuses
    }
    const first = await run(11)
    expect(new Set(first)).toEqual(new Set([200, 429, 500]))
    expect(await run(11)).toEqual(first)
    expect(await run(12)).not.toEqual(first)
  })

  it('reaches only its streams, and never the control door', async () => {
    practice.setFaults({ serverError: 1, streams: ['tickets'] })
    expect((await ask(practice, '/service/tickets')).status).toBe(500)
    expect((await boards()).status).toBe(200)
    expect((await ask(practice, '/system/info')).status).toBe(200)
    practice.setFaults({ serverError: 1 })
    expect((await ask(practice, '/_practice/defects')).status).toBe(200)
    expect((await ask(practice, '/login/companyinfo/practice')).status).toBe(500)
  })

  it.each<[plan: unknown, message: string]>([
    [[], 'a fault plan is a JSON object'],
    [{ rateLimits: 1 }, 'rateLimits is not part of a fault plan'],
    [{ rateLimit: 2 }, 'rateLimit must be a probability, 0 to 1'],
    [{ reset: '1' }, 'reset must be a probability, 0 to 1'],
    [{ latencyMs: -1 }, 'latencyMs must be milliseconds'],
    [{ requestsPerMinute: 0 }, 'requestsPerMinute must be a whole number above 0'],
    [{ codebase: '../' }, 'codebase must be a codebase such as'],
    [{ deny: 'tickets' }, 'deny must be a list of stream names'],
    [{ deny: ['nonsense'] }, 'deny names nonsense, which is not a stream here'],
    [{ streams: ['nonsense'] }, 'streams names nonsense, which is not a stream here'],
  ])('%j is refused', async (plan, message) => {
    expect(() => practice.setFaults(plan as FaultPlan)).toThrow(message)
    const answer = await ask(practice, '/_practice/faults', {
      method: 'POST',
      body: JSON.stringify(plan),
    })
    expect([answer.status, answer.text]).toEqual([400, expect.stringContaining(message)])
  })
})
