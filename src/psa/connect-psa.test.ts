import { afterEach, describe, expect, it } from 'vitest'
import { systemClock } from '../kernel/clock.ts'
import { silentLog } from '../kernel/log.ts'
import type { ConnectPsaOptions } from './connect-psa.ts'
import { connectPsa } from './connect-psa.ts'
import type { Answer, Loopback, TestReply } from './loopback.test-kit.ts'
import { COMPANY_INFO, KEYS, startPsa } from './loopback.test-kit.ts'
import type { Psa, PsaPage } from './psa.ts'

const open: { close(): Promise<void> }[] = []
afterEach(async () => {
  while (open.length > 0) await open.pop()?.close()
})

async function connected(answer: Answer, options: Partial<ConnectPsaOptions> = {}): Promise<Psa> {
  const server: Loopback = await startPsa(answer)
  const psa = connectPsa({
    site: server.host,
    allowedHosts: [server.host],
    credentials: KEYS,
    clock: systemClock,
    log: silentLog,
    retry: { baseMs: 1, capMs: 2, throttledMs: 1 },
    ...options,
  })
  open.push(server, psa)
  return psa
}

/** A list of `size` rows with ids 2, 4, 6 …, served forward-only as ConnectWise does. */
function forwardOnly(size: number): Answer {
  return ({ query }) => {
    const after = Number(query.get('pageId') ?? 0)
    const limit = Number(query.get('pageSize'))
    const ids = Array.from({ length: size }, (_, i) => (i + 1) * 2).filter((id) => id > after)
    const page = ids.slice(0, limit)
    const link =
      ids.length > limit ? `<http://elsewhere.test/?pageId=${page.at(-1)}>; rel="next"` : ''
    return { headers: { link }, body: JSON.stringify(page.map((id) => ({ id }))) }
  }
}

async function idsOf(pages: AsyncIterable<PsaPage>): Promise<number[][]> {
  const ids: number[][] = []
  for await (const { json } of pages) {
    ids.push((JSON.parse(json.toString()) as { id: number }[]).map((row) => row.id))
  }
  return ids
}

describe('walking a list', () => {
  it('reads every row once, page by page, and stops where the server offers no next page', async () => {
    const psa = await connected(forwardOnly(7))
    expect(await idsOf(psa.pages('/service/tickets', { pageSize: 3 }))).toEqual([
      [2, 4, 6],
      [8, 10, 12],
      [14],
    ])
    expect(psa.usage()).toMatchObject({ requests: 4, retries: 0 })
  })

  it('goes on behind the id it is given, and sends keys, client ID and paging header', async () => {
    const seen: TestReply[] = []
    const answer = forwardOnly(5)
    const psa = await connected((request) => {
      seen.push({ headers: request.headers as Record<string, string> })
      return answer(request)
    })
    expect(await idsOf(psa.pages('/company/companies', { afterId: 6 }))).toEqual([[8, 10]])
    expect(seen[0]?.headers).toMatchObject({
      authorization: `Basic ${Buffer.from('practice+practicePublic:practicePrivate').toString('base64')}`,
      clientid: KEYS.clientId,
      'pagination-type': 'forward-only',
    })
  })

  it('does not stop at a short or empty page while the server offers a next one', async () => {
    const bodies = ['[{"id":1}]', '[]', '[{"id":9}]']
    let asked = 0
    const psa = await connected(() => {
      asked += 1
      const link = asked < 3 ? `<http://x.test/?pageId=${asked}>; rel="next"` : ''
      return { headers: { link }, body: bodies[asked - 1] ?? '' }
    })
    expect(await idsOf(psa.pages('/time/entries', { pageSize: 5 }))).toEqual([[1], [], [9]])
  })

  it('ends when a page leads nowhere new instead of going in circles', async () => {
    const psa = await connected(() => ({
      headers: { link: '<http://x.test/?pageId=3>; rel="next"' },
      body: '[{"id":3}]',
    }))
    expect(await idsOf(psa.pages('/time/entries'))).toEqual([[3], [3]])
  })

  it('walks by “id >” where an endpoint answers without a Link header, and remembers it', async () => {
    const asked: string[] = []
    const psa = await connected(({ query, headers }) => {
      asked.push(`${String(headers['pagination-type'] ?? '')}|${query.get('conditions') ?? ''}`)
      const after = Number(/id > (\d+)/.exec(query.get('conditions') ?? '')?.[1] ?? 0)
      const ids = [3, 5, 8].filter((id) => id > after).slice(0, 2)
      return { body: JSON.stringify(ids.map((id) => ({ id }))) }
    })
    const options = { pageSize: 2, conditions: 'closed = false or id = 3' }
    expect(await idsOf(psa.pages('/service/boards/7/statuses', options))).toEqual([[3, 5], [8]])
    expect(await idsOf(psa.pages('/service/boards/9/statuses', options))).toEqual([[3, 5], [8]])
    expect(asked).toEqual([
      'forward-only|closed = false or id = 3',
      '|closed = false or id = 3',
      '|(closed = false or id = 3) and id > 5',
      '|closed = false or id = 3',
      '|(closed = false or id = 3) and id > 5',
    ])
  })

  it('asks for the next page before the consumer is done with this one, but not for the one after', async () => {
    const asked: number[] = []
    const answer = forwardOnly(10)
    const psa = await connected((request) => {
      asked.push(Number(request.query.get('pageId') ?? 0))
      return answer(request)
    })
    const pages = psa.pages('/service/tickets', { pageSize: 2 })
    await pages.next()
    while (asked.length < 2) await new Promise(setImmediate)
    for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate)
    expect(asked).toEqual([0, 4])
    await pages.return()
  })

  it('follows a page that ends elsewhere when it has to be asked for again', async () => {
    let tries = 0
    const psa = await connected(({ query }) => {
      const pageId = query.get('pageId')
      if (pageId === '6') return { headers: { link: '' }, body: '[{"id":8}]' }
      if (pageId !== null) return { headers: { link: '' }, body: '[{"id":9999}]' }
      tries += 1
      const link = `<http://x.test/?pageId=${tries === 1 ? 10 : 6}>; rel="next"`
      return { headers: { link }, body: tries === 1 ? '[{"id":2},{"i' : '[{"id":2},{"id":6}]' }
    })
    expect(await idsOf(psa.pages('/service/tickets'))).toEqual([[2, 6], [8]])
    expect(psa.usage().retries).toBe(1)
  })

  it('asks for the whole _info where single members of it do not come', async () => {
    const asked: (string | null)[] = []
    const psa = await connected(({ query }) => {
      asked.push(query.get('fields'))
      const info = query.get('fields')?.endsWith('_info') ? { _info: { lastUpdated: 'x' } } : {}
      return { headers: { link: '' }, body: JSON.stringify([{ id: 1, ...info }]) }
    })
    const fields = ['id', '_info/lastUpdated', '_info/updatedBy']
    for (let pass = 0; pass < 2; pass += 1) await idsOf(psa.pages('/sales/stages', { fields }))
    expect(asked).toEqual(['id,_info/lastUpdated,_info/updatedBy', 'id,_info', 'id,_info'])
  })
})

describe('when ConnectWise stumbles', () => {
  it.each<[string, TestReply]>([
    ['half a page', { headers: { link: '' }, body: '[{"id":1},' }],
    ['an empty 200', { headers: { link: '' }, body: '' }],
    ['null', { headers: { link: '' }, body: 'null' }],
    [
      'a page of HTML with status 502',
      { status: 502, headers: { 'content-type': 'text/html' }, body: '<h1>Bad gateway' },
    ],
    [
      '429 with Retry-After 0',
      { status: 429, headers: { 'retry-after': '0' }, body: '{"error":"ConnectWiseAPI"}' },
    ],
    [
      '429 without Retry-After',
      { status: 429, body: '{"error":"ConnectWiseAPI","message":"Too many requests."}' },
    ],
    [
      'a time-out of its database',
      {
        status: 500,
        body: '{"code":"ConnectWiseApi","message":"A timeout has occured. Please try again."}',
      },
    ],
    ['gzip that is none', { headers: { link: '', 'content-encoding': 'gzip' }, body: 'not gzip' }],
  ])('asks again after %s', async (_name, stumble) => {
    let tries = 0
    const psa = await connected(() => {
      tries += 1
      return tries < 3 ? stumble : { headers: { link: '' }, body: '[{"id":1}]' }
    })
    expect(await idsOf(psa.pages('/service/tickets'))).toEqual([[1]])
    expect(psa.usage()).toMatchObject({ retries: 2 })
  })

  it('asks again after a connection that breaks inside the body', async () => {
    let tries = 0
    const psa = await connected(({ response }) => {
      tries += 1
      if (tries > 1) return { headers: { link: '' }, body: '[{"id":1}]' }
      response.writeHead(200, {
        'content-type': 'application/json',
        link: '',
        'content-length': '90',
      })
      response.write('[{"id":1},')
      setImmediate(() => response.destroy())
      return undefined
    })
    expect(await idsOf(psa.pages('/service/tickets'))).toEqual([[1]])
  })

  it('asks for smaller pages where large ones take the server too long, and keeps to them', async () => {
    const sizes: number[] = []
    const answer = forwardOnly(600)
    const psa = await connected(
      (request) => {
        const size = Number(request.query.get('pageSize'))
        sizes.push(size)
        if (size <= 250) return answer(request)
        return { status: 500, body: '{"code":"ConnectWiseApi","message":"A timeout has occured."}' }
      },
      { retry: { tries: 2, baseMs: 1, capMs: 1 } },
    )
    expect((await idsOf(psa.pages('/service/tickets'))).flat()).toHaveLength(600)
    expect(sizes).toEqual([1000, 1000, 250, 250, 250])
  })

  it('gives up after the last try with the code of the fault', async () => {
    const psa = await connected(() => ({ status: 503, body: '' }), {
      retry: { tries: 3, baseMs: 1, capMs: 1 },
    })
    await expect(idsOf(psa.pages('/service/tickets'))).rejects.toMatchObject({
      code: 'API-5xx',
      remedy: 'retry',
      evidence: { httpStatus: 503 },
    })
    expect(psa.usage()).toMatchObject({ requests: 4, retries: 2 })
  })

  it.each<[string, TestReply, string]>([
    [
      'a 500 that would come back the same',
      {
        status: 500,
        body: '{"code":"ConnectWiseApi","message":"Error converting value \\"x\\" to type Y."}',
      },
      'API-5xx',
    ],
    [
      'a refused list',
      {
        status: 403,
        body: '{"code":"Security","message":"You do not have security permission to perform this action."}',
      },
      'PERM-READ',
    ],
    ['refused keys', { status: 401, body: '{"code":"Unauthorized","message":"no"}' }, 'AUTH-401'],
    [
      'a bad condition',
      { status: 400, body: '{"code":"ApiFindCondition","message":"x is not a recognized name."}' },
      'API-400',
    ],
  ])('does not ask again after %s', async (_name, reply, code) => {
    const psa = await connected(() => reply)
    await expect(psa.count('/service/tickets')).rejects.toMatchObject({ code })
    expect(psa.usage().requests).toBe(2)
  })

  it('never lets a secret that the server echoes into an error', async () => {
    const pair = Buffer.from('practice+practicePublic:practicePrivate').toString('base64')
    const psa = await connected(() => ({
      status: 400,
      body: JSON.stringify({ code: 'X', message: `Basic ${pair} practicePrivate PRACTICEPUBLIC` }),
    }))
    const error = await psa.count('/service/tickets').catch((thrown: unknown) => thrown)
    expect(JSON.stringify(error) + String(error)).not.toMatch(
      /practicePrivate|practicePublic|cHJhY3/i,
    )
    expect(error).toMatchObject({ evidence: { cwMessage: 'Basic [removed] [removed] [removed]' } })
  })
})

describe('single documents', () => {
  it('counts, with conditions', async () => {
    const psa = await connected(({ path, query }) => ({
      body: JSON.stringify({
        count: path === '/service/tickets/count' && query.get('conditions') === 'id > 3' ? 42 : 0,
      }),
    }))
    expect(await psa.count('/service/tickets', 'id > 3')).toBe(42)
  })

  it('knows the greatest id, and 0 for an empty list', async () => {
    const psa = await connected(({ path }) => ({ body: path === '/a' ? '[{"id":77}]' : '[]' }))
    expect([await psa.greatestId('/a'), await psa.greatestId('/b')]).toEqual([77, 0])
  })

  it('answers null for a record that is gone', async () => {
    const psa = await connected(() => ({
      status: 404,
      body: '{"code":"NotFound","message":"Ticket 5 not found"}',
    }))
    expect(await psa.get('/service/tickets/5')).toBeNull()
    expect(psa.usage().requests).toBe(2)
  })

  it('finds the API again after an upgrade moved it, once', async () => {
    let codebase = 'v2025_1/'
    const server = await startPsa(({ path, response }) => {
      if (path.startsWith('/login/'))
        return { body: JSON.stringify({ ...COMPANY_INFO, Codebase: codebase }) }
      const here = response.req.url?.startsWith(`/${codebase}`)
      return here
        ? { body: '{"count":3}' }
        : {
            status: 404,
            body: '{"code":"ConnectWiseApi","message":"The endpoint does not exist."}',
          }
    }, true)
    const psa = connectPsa({
      site: server.host,
      allowedHosts: [server.host],
      credentials: KEYS,
      clock: systemClock,
      log: silentLog,
      // One at a time: looking for the API again must not wait for the requests that need it.
      budget: { concurrency: 1 },
    })
    open.push(server, psa)
    expect(await psa.count('/service/tickets')).toBe(3)
    codebase = 'v2026_2/'
    const paths = ['/a', '/b', '/c', '/d', '/e']
    expect(await Promise.all(paths.map((path) => psa.count(path)))).toEqual([3, 3, 3, 3, 3])
    expect(psa.usage().retries).toBe(0)
  })

  it('says API-404 when the endpoint is missing and the API has not moved', async () => {
    const psa = await connected(() => ({
      status: 404,
      body: '{"code":"ConnectWiseApi","message":"The endpoint does not exist."}',
    }))
    await expect(psa.get('/service/nothing')).rejects.toMatchObject({ code: 'API-404' })
  })

  it('drops the pinned API version once when the server does not know it', async () => {
    const accepts: (string | undefined)[] = []
    const psa = await connected(({ headers }) => {
      accepts.push(headers.accept)
      return headers.accept?.includes('version')
        ? { status: 406, body: '' }
        : { body: '{"count":1}' }
    })
    expect(await Promise.all([psa.count('/a'), psa.count('/b')])).toEqual([1, 1])
    expect(await psa.count('/c')).toBe(1)
    expect(accepts).toHaveLength(5)
  })
})
