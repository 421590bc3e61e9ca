import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startPractice } from '../start-practice.ts'
import type { Practice } from '../start-practice.ts'
import { ask, signed } from './ask.test-kit.ts'
import type { AskOptions } from './ask.test-kit.ts'
import { tinyWorld } from './tiny-world.test-kit.ts'

let practice: Practice
beforeAll(async () => {
  practice = await startPractice({ world: tinyWorld() })
})
afterAll(() => practice.close())

const API = '/v2026_4/apis/3.0'
const CANNOT_ROUTE = 'Cannot route. Codebase/company is invalid'
const json = (code: string, message: string) =>
  `{\r\n  "code": "${code}",\r\n  "message": "${message}"\r\n}`
const NO_ENDPOINT = json('ConnectWiseApi', 'The endpoint does not exist.')
const NO_CLIENT = json(
  'ConnectWiseApi',
  'The clientId header is missing or is not a registered client ID.',
)
const NO_KEYS = json('ConnectWiseApi', 'UserNotAuthenticated')
const WRONG_KEYS = json('Unauthorized', 'Incorrect public/private key')
const NO_RIGHT = json('Security', 'You do not have security permission to perform this action.')

const basic = (text: string) => ({ authorization: `Basic ${Buffer.from(text).toString('base64')}` })
const clientId = { clientId: '00000000-0000-4000-8000-000000000001' }
const nobody = (headers: Readonly<Record<string, string>>): AskOptions => ({ as: null, headers })
const boards = `${API}/service/boards`

describe('what is refused, in ConnectWise\u2019s order and words', () => {
  it.each<[rule: string, path: string, options: AskOptions, status: number, body: string]>([
    ['a codebase that never was', '/v2019_1/apis/3.0/service/boards', {}, 400, CANNOT_ROUTE],
    ['a doubled base path', `${API}/apis/3.0/service/boards`, {}, 400, CANNOT_ROUTE],
    ['a codebase without the API', '/v2026_4/service/boards', {}, 400, CANNOT_ROUTE],
    [
      'another company, before its client ID',
      boards,
      nobody(basic('other+practicePublic:practicePrivate')),
      400,
      CANNOT_ROUTE,
    ],
    [
      'the company in another case',
      boards,
      nobody({ ...clientId, ...basic('Practice+practicePublic:practicePrivate') }),
      400,
      CANNOT_ROUTE,
    ],
    [
      'no client ID, before the keys',
      boards,
      nobody(basic('practice+wrong:wrong')),
      401,
      NO_CLIENT,
    ],
    [
      'an unknown client ID',
      boards,
      { headers: { clientId: '11111111-0000-4000-8000-000000000001' } },
      401,
      NO_CLIENT,
    ],
    ['no credentials', boards, nobody(clientId), 401, NO_KEYS],
    [
      'credentials of another form',
      boards,
      nobody({ ...clientId, authorization: 'Bearer x' }),
      401,
      NO_KEYS,
    ],
    [
      'keys without a company',
      boards,
      nobody({ ...clientId, ...basic('practicePublic:practicePrivate') }),
      401,
      NO_KEYS,
    ],
    [
      'a wrong private key',
      boards,
      nobody({ ...clientId, ...basic('practice+practicePublic:wrong') }),
      401,
      WRONG_KEYS,
    ],
    [
      'swapped keys',
      boards,
      nobody({ ...clientId, ...basic('practice+practicePrivate:practicePublic') }),
      401,
      WRONG_KEYS,
    ],
    ['a role without the function', '/finance/agreements', { as: 'noFinance' }, 403, NO_RIGHT],
    ['its count', '/finance/agreements/count', { as: 'noFinance' }, 403, NO_RIGHT],
    ['its record', '/finance/agreements/1', { as: 'noFinance' }, 403, NO_RIGHT],
    ['its children', '/finance/agreements/1/additions', { as: 'noFinance' }, 403, NO_RIGHT],
    [
      'a record that is not there',
      '/service/tickets/12',
      {},
      404,
      json('NotFound', 'Ticket 12 not found'),
    ],
    [
      'a member that is not there',
      '/system/members/nobody',
      {},
      404,
      json('NotFound', 'Member nobody not found'),
    ],
    [
      'the children of no parent',
      '/finance/agreements/9/additions',
      {},
      404,
      json('NotFound', 'Agreement 9 not found'),
    ],
    [
      'another parent\u2019s child',
      '/finance/agreements/2/additions/5',
      {},
      404,
      json('NotFound', 'Addition 5 not found'),
    ],
    ['a path that is none', '/finance/invoices/types', {}, 404, NO_ENDPOINT],
    ['a record by a name', '/service/boards/helpdesk', {}, 404, NO_ENDPOINT],
    ['a count that does not exist', '/time/entries/count', {}, 404, NO_ENDPOINT],
    ['the API without a path', API, {}, 404, NO_ENDPOINT],
    [
      'a write',
      '/service/tickets',
      { method: 'POST', body: '{}' },
      405,
      json('ConnectWiseApi', "The requested resource does not support http method 'POST'."),
    ],
    [
      'a delete',
      '/service/tickets/10',
      { method: 'DELETE' },
      405,
      json('ConnectWiseApi', "The requested resource does not support http method 'DELETE'."),
    ],
  ])('%s: %s', async (_rule, path, options, status, body) => {
    const answer = await ask(practice, path, options)
    expect([answer.status, answer.text]).toEqual([status, body])
    const type = body === CANNOT_ROUTE ? 'text/plain' : 'application/json'
    expect(answer.headers.get('content-type')).toBe(`${type}; charset=utf-8`)
  })

  it.each([400, 401, 403] as const)(
    'answers an unknown client ID with %d where told so',
    async (status) => {
      const other = await startPractice({ world: tinyWorld(), clientIdStatus: status })
      expect((await ask(other, boards, { as: null })).status).toBe(status)
      await other.close()
    },
  )

  it('shows a web page to whoever asks for one', async () => {
    const answer = await fetch(`${practice.url}/`)
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      404,
      'text/html; charset=utf-8',
    ])
  })
})

describe('what is served whatever its form', () => {
  it.each([
    '/v4_6_release/apis/3.0/service/boards',
    '/v2026_4//apis/3.0/service/boards/',
    '/V2026_4/APIS/3.0/Service/BOARDS',
    '/v2026_4/apis/3.0//service//boards?PAGESIZE=3',
  ])('%s', async (path) => {
    expect((await ask(practice, path)).json).toHaveLength(3)
  })

  it('finds a member by id and by identifier', async () => {
    for (const id of ['1', 'jdoe', 'JDOE']) {
      expect((await ask(practice, `/system/members/${id}`)).json).toMatchObject({
        identifier: 'jdoe',
      })
    }
  })

  it('puts ConnectWise\u2019s headers on every reply, refused or not, with its own clock', async () => {
    const moved = await startPractice({
      world: tinyWorld(),
      clock: { now: () => new Date('2027-01-02T03:04:05Z') },
    })
    moved.advance(60)
    for (const path of ['/service/boards', '/service/tickets/12', '/login/companyinfo/practice']) {
      const { headers } = await ask(moved, path)
      expect(headers.get('api-current-version')).toBe('2026.4')
      expect(headers.get('x-cw-request-id')).toMatch(/^[\da-f-]{36}$/)
      expect(headers.get('x-server-name')).not.toBe('')
      expect(headers.get('cache-control')).toBe('no-cache')
      expect(headers.get('date')).toBe('Sat, 02 Jan 2027 03:05:05 GMT')
    }
    await moved.close()
  })
})

describe('company info', () => {
  it('names the codebase and its own address, without keys', async () => {
    const { json } = await ask(practice, '/login/companyinfo/practice', { as: null })
    expect(json).toMatchObject({
      CompanyName: 'Practice MSP',
      Codebase: 'v2026_4/',
      VersionCode: 'v2026.4',
      IsCloud: true,
      SiteUrl: practice.siteUrl,
    })
  })

  it('is null for a company that does not exist', async () => {
    const { status, text } = await ask(practice, '/login/companyinfo/nobody', { as: null })
    expect([status, text]).toEqual([200, 'null'])
  })

  it('follows an upgrade: the old path is gone, v4_6_release still leads there', async () => {
    const moved = await startPractice({ world: tinyWorld(), faults: { codebase: 'v2027_1/' } })
    expect((await ask(moved, '/login/companyinfo/practice')).json).toMatchObject({
      Codebase: 'v2027_1/',
      VersionCode: 'v2027.1',
    })
    const statuses = ['/v2026_4', '/v2027_1', '/v4_6_release', '/v2025_1'].map(
      async (codebase) => (await ask(moved, `${codebase}/apis/3.0/service/boards`)).status,
    )
    expect(await Promise.all(statuses)).toEqual([404, 200, 200, 400])
    moved.setFaults({})
    expect((await ask(moved, boards)).status).toBe(200)
    await moved.close()
  })

  it('keeps the credentials of a request out of the journal', () => {
    expect(JSON.stringify(practice.requests())).not.toContain(signed()['authorization']?.slice(6))
    expect(JSON.stringify(practice.requests())).not.toContain('practicePrivate')
  })
})
