import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startPractice } from '../start-practice.ts'
import type { Practice } from '../start-practice.ts'
import { ask, idsOf, query } from './ask.test-kit.ts'
import { tinyWorld } from './tiny-world.test-kit.ts'

let practice: Practice
beforeAll(async () => {
  practice = await startPractice({ world: tinyWorld() })
})
afterAll(() => practice.close())

/** `next 2, last 15` out of a Link header. */
async function links(path: string): Promise<string | null> {
  const { headers } = await ask(practice, path)
  return (
    headers.get('link')?.replaceAll(/<[^>]*[?&]page(?:Id)?=(\d+)[^>]*>; rel="(\w+)"/gi, '$2 $1') ??
    null
  )
}

const FORWARD = { headers: { 'pagination-type': 'Forward-Only' } }

describe('page numbers', () => {
  it.each<[place: string, path: string, expected: string | null]>([
    ['everything on one page', '/service/tickets?pageSize=30', null],
    ['the first page', '/service/tickets?pageSize=10', 'next 2, last 3'],
    ['a middle page', '/service/tickets?pageSize=10&page=2', 'next 3, prev 1, first 1, last 3'],
    ['the last page', '/service/tickets?pageSize=10&page=3', 'prev 2, first 1'],
    ['a short last page', '/service/tickets?pageSize=20&PAGE=2', 'prev 1, first 1'],
    ['a list that is empty', '/system/callbacks', null],
  ])('on %s: %s', async (_place, path, expected) => {
    expect(await links(path)).toBe(expected)
  })

  it('has 25 rows by default, for sizes that are none, and never more than 1000', async () => {
    for (const size of ['', '?pageSize=0', '?pageSize=-5', '?pageSize=many']) {
      expect(idsOf(await ask(practice, `/service/tickets${size}`))).toHaveLength(25)
    }
    const big = await startPractice({ world: tinyWorld(1500) })
    expect(idsOf(await ask(big, '/service/tickets?pageSize=5000'))).toHaveLength(1000)
    await big.close()
  })

  it('answers an empty list past the end', async () => {
    const { status, json } = await ask(practice, '/service/tickets?pageSize=10&page=4')
    expect([status, json]).toEqual([200, []])
  })

  it('echoes the query in its links as ConnectWise encodes it, path and codebase as asked', async () => {
    const asked =
      '/v4_6_release//apis/3.0/service/TICKETS/?Conditions=LastUpdated%20%3E%3D%20[2025-04-01T20:02:28Z]&pageSize=2'
    const { headers } = await ask(practice, asked)
    expect(headers.get('link')?.split(', ')[0]).toBe(
      `<${practice.url}/v4_6_release//apis/3.0/service/TICKETS/` +
        '?Conditions=LastUpdated+%3e%3d+%5b2025-04-01T20%3a02%3a28Z%5d&pageSize=2&page=2>; rel="next"',
    )
  })

  it('walks every row once, in any order', async () => {
    for (const orderBy of ['', 'id desc', 'board/name desc']) {
      const ids: number[] = []
      for (let page = 1; page <= 5; page += 1) {
        ids.push(
          ...idsOf(await ask(practice, `/service/tickets${query({ orderBy, page, pageSize: 7 })}`)),
        )
      }
      expect(ids.sort((a, b) => a - b)).toEqual(Array.from({ length: 30 }, (_, n) => (n + 1) * 10))
    }
  })
})

describe('forward-only paging', () => {
  it('gives the last id as the next pageId, ignores page and orderBy, and ends with an empty Link', async () => {
    const path = '/service/tickets?pageSize=20&page=7&orderBy=id%20desc'
    const first = await ask(practice, path, FORWARD)
    expect(idsOf(first).at(-1)).toBe(200)
    expect(first.headers.get('link')).toBe(
      `<${practice.url}/v2026_4/apis/3.0/service/tickets?pageSize=20&orderBy=id+desc&pageId=200>; rel="next"`,
    )
    const last = await ask(practice, `${path}&pageId=200`, FORWARD)
    expect(idsOf(last)).toHaveLength(10)
    expect(last.headers.get('link')).toBe('')
  })

  it('has a Link header on a single page and on an empty one', async () => {
    expect(
      (await ask(practice, '/service/tickets?pageSize=100', FORWARD)).headers.get('link'),
    ).toBe('')
    const empty = await ask(practice, '/service/tickets?pageId=300', FORWARD)
    expect([empty.json, empty.headers.get('link')]).toEqual([[], ''])
  })

  it('adds pageId to the conditions', async () => {
    const path = `/service/tickets${query({ conditions: 'board/id = 2 and id <= 200', pageId: 100 })}`
    expect(idsOf(await ask(practice, path, FORWARD))).toEqual([110, 140, 170, 200])
  })

  it('needs its header: without it pageId means nothing', async () => {
    expect(idsOf(await ask(practice, '/service/tickets?pageId=200&pageSize=1'))).toEqual([10])
  })
})

describe('count', () => {
  it('counts what the conditions leave, whatever the page', async () => {
    const path = `/service/tickets/count${query({ conditions: 'closedFlag = false', pageSize: 1, page: 9 })}`
    expect((await ask(practice, path)).text).toBe('{"count":22}')
  })

  it('counts the children of one parent', async () => {
    expect((await ask(practice, '/finance/agreements/1/additions/count')).json).toEqual({
      count: 2,
    })
  })
})

describe('fields', () => {
  const record = async (fields: string) =>
    (await ask(practice, `/service/tickets/20${query({ fields })}`)).json

  it.each<[fields: string, record: unknown]>([
    ['id,summary', { id: 20, summary: 'VPN 100% broken' }],
    ['ID, Closedflag ,', { id: 20, closedFlag: false }],
    ['id,nonsense,board/nonsense', { id: 20, board: {} }],
    ['nonsense', {}],
    ['board/id', { board: { id: 2 } }],
    ['board/id,board/name', { board: { id: 2, name: 'Alerts' } }],
    ['_info/lastUpdated', { _info: { lastUpdated: '2026-11-01T01:00:00Z' } }],
    [
      '_info/lastUpdated,_info/dateEntered',
      { _info: { lastUpdated: '2026-11-01T01:00:00Z', dateEntered: '2026-01-02T00:00:00Z' } },
    ],
    ['types/name', { types: [{ name: 'Client' }, { name: 'Prospect' }] }],
    ['requiredDate,actualHours', { requiredDate: '2026-02-03T00:00:00Z', actualHours: 0.25 }],
  ])('%s', async (fields, expected) => {
    expect(await record(fields)).toEqual(expected)
  })

  it('gives whole references with their link, and a whole reference for board,board/id', async () => {
    const board = {
      id: 2,
      name: 'Alerts',
      _info: { board_href: `${practice.url}/v2026_4/apis/3.0/service/boards/2` },
    }
    expect(await record('board')).toEqual({ board })
    expect(await record('board,board/id')).toEqual({ board })
    expect(await record('board/id,board')).toEqual({ board })
  })

  it('leaves _info out unless it is listed, and gives all of it when nothing is asked', async () => {
    expect(await record('id')).not.toHaveProperty('_info')
    expect(await record('id,_info')).toMatchObject({ _info: { updatedBy: 'jdoe' } })
    expect(await record('')).toMatchObject({
      id: 20,
      types: [
        { id: 1 },
        { _info: { type_href: `${practice.url}/v2026_4/apis/3.0/company/companies/types/2` } },
      ],
      _info: { notes_href: `${practice.url}/v2026_4/apis/3.0/service/tickets/20/notes` },
    })
  })

  it('writes decimals with two places, empty references as {} where ConnectWise does, and no nulls', async () => {
    const { text } = await ask(practice, '/service/tickets/10')
    expect(text).toContain('"actualHours":0.00,')
    expect(text).toContain('"owner":{},')
    expect(text).not.toContain('"site"')
    expect(text).not.toContain('"requiredDate"')
  })
})

describe('search by POST', () => {
  const search = (body: string, path = '/service/tickets/search?pageSize=3') =>
    ask(practice, path, { method: 'POST', body })

  it('takes filters and order from the body, paging and fields from the query, and answers 200', async () => {
    const body = JSON.stringify({ Conditions: 'closedFlag = true', orderby: 'id desc' })
    const answer = await search(body, '/service/tickets/search?pageSize=2&page=2&fields=id')
    expect([answer.status, answer.json]).toEqual([200, [{ id: 210 }, { id: 170 }]])
  })

  it('names an unknown member with its place', async () => {
    const { status, json } = await search('{"conditions":"id > 10","page":1}')
    expect(status).toBe(400)
    expect(json).toEqual({
      code: 'ConnectWiseApi',
      message:
        "Could not find member 'page' on object of type 'FilterValues'. Path 'page', line 1, position 31.Check your accept header to make sure you are using the correct version.",
    })
  })

  it('answers a body that is no object with 500', async () => {
    expect((await search('not json')).status).toBe(500)
    expect((await search('[]')).json).toMatchObject({ code: 'ConnectWiseApi' })
  })

  it('exists for tickets only', async () => {
    expect((await search('{}', '/service/boards/search')).status).toBe(404)
  })
})
