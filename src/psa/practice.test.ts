import { afterEach, describe, expect, it } from 'vitest'
import { systemClock } from '../kernel/clock.ts'
import { silentLog } from '../kernel/log.ts'
import { tinyWorld } from '../practice/http/tiny-world.test-kit.ts'
import type { FaultPlan, Practice } from '../practice/start-practice.ts'
import { startPractice } from '../practice/start-practice.ts'
import { contains, oneOf, startsWith, where } from './conditions.ts'
import { connectPsa } from './connect-psa.ts'
import type { ConnectionTestResult } from './connection-test.ts'
import { testConnection } from './connection-test.ts'
import { KEYS } from './loopback.test-kit.ts'
import type { PermissionSubject } from './permissions.ts'
import type { Psa } from './psa.ts'

/* The client against the practice PSA, which shares no code with it. */

const open: { close(): Promise<void> }[] = []
afterEach(async () => {
  while (open.length > 0) await open.pop()?.close()
})

async function practice(faults: FaultPlan = {}, tickets = 30): Promise<Practice> {
  const started = await startPractice({ world: tinyWorld(tickets), faults })
  open.push(started)
  return started
}

function clientOf({ siteUrl }: Practice): Psa {
  const psa = connectPsa({
    site: siteUrl,
    allowedHosts: [siteUrl],
    credentials: KEYS,
    clock: systemClock,
    log: silentLog,
    retry: { tries: 30, baseMs: 1, capMs: 2, throttledMs: 1 },
  })
  open.push(psa)
  return psa
}

async function ticketIds(psa: Psa, conditions?: string): Promise<number[]> {
  const ids: number[] = []
  const options = { pageSize: 7, fields: ['id'], ...(conditions ? { conditions } : {}) }
  for await (const { json } of psa.pages('/service/tickets', options)) {
    ids.push(...(JSON.parse(json.toString()) as { id: number }[]).map(({ id }) => id))
  }
  return ids
}

const STREAMS: readonly PermissionSubject[] = [
  ['companies', '/company/companies', 'Companies', 'Company Maintenance'],
  ['tickets', '/service/tickets', 'Service Desk', 'Service Tickets'],
  ['agreements', '/finance/agreements', 'Finance', 'Agreements'],
  ['additions', '/finance/agreements/{parentId}/additions', 'Finance', 'Agreements'],
  ['boards', '/service/boards', 'System', 'Table Setup'],
  ['time_entries', '/time/entries', 'Time & Expense', 'Time Entry'],
].map(([name = '', endpoint = '', module = '', line = '']) => ({
  name,
  title: name.replace('_', ' '),
  endpoint,
  permission: { module, function: line },
  profile: 'core',
}))

function tested(
  { siteUrl }: Practice,
  values: Partial<typeof KEYS>,
): Promise<ConnectionTestResult> {
  return testConnection(
    { ...KEYS, ...values, siteUrl },
    { clock: systemClock, log: silentLog, streams: STREAMS, allowedHosts: [siteUrl] },
  )
}

const member = (name: string) => ({ publicKey: `${name}Public`, privateKey: `${name}Private` })

describe('walking the practice PSA', () => {
  it('finds every ticket once, counts them and knows the greatest id', async () => {
    const psa = clientOf(await practice())
    const all = Array.from({ length: 30 }, (_, i) => (i + 1) * 10)
    expect(await ticketIds(psa)).toEqual(all)
    expect(await psa.count('/service/tickets')).toBe(30)
    expect(await psa.greatestId('/service/tickets')).toBe(300)
    expect(await psa.get('/service/tickets/999')).toBeNull()
    expect(await psa.get('/service/tickets/10', { fields: 'id' })).toMatchObject({ id: 10 })
  })

  it('sends a stamp of each record when it is asked for', async () => {
    const psa = clientOf(await practice())
    const fields = ['id', '_info/lastUpdated']
    const { value } = await psa.pages('/service/tickets', { fields, pageSize: 1 }).next()
    expect(JSON.parse(value?.json.toString() ?? '')).toMatchObject([
      { id: 10, _info: { lastUpdated: '2026-11-01T00:00:00Z' } },
    ])
  })

  it.each([1, 2, 3])('loses nothing to faults (seed %i)', async (seed) => {
    const psa = clientOf(
      await practice({
        seed,
        rateLimitNoHeader: 0.1,
        serverError: 0.1,
        sqlTimeout: 0.1,
        htmlError: 0.1,
        reset: 0.1,
        truncate: 0.1,
        gzipError: 0.1,
      }),
    )
    expect(await ticketIds(psa)).toHaveLength(30)
    expect(psa.usage().retries).toBeGreaterThan(0)
  })

  it('goes on after an upgrade moved the API', async () => {
    const server = await practice()
    const psa = clientOf(server)
    expect(await psa.count('/service/tickets')).toBe(30)
    server.setFaults({ codebase: 'v2027_1/' })
    expect(await psa.count('/service/tickets')).toBe(30)
  })

  it('asks with conditions that mean what they say', async () => {
    const psa = clientOf(await practice())
    const found = (condition: string): Promise<number[]> => ticketIds(psa, condition)
    const summary = 'Printer [3rd floor] is "down"'
    expect(await found(where('summary', '=', summary))).toEqual([10])
    expect(await found(startsWith('summary', 'Printer [3rd'))).toEqual([10])
    expect(await found(startsWith('summary', 'VPN 100%'))).toEqual([20])
    expect(await found(startsWith('summary', 'VPN_100'))).toEqual([])
    expect(await found(contains('summary', 'Müller can\u2019t'))).toEqual([30])
    expect(await found(oneOf('summary', ['nothing', summary]))).toEqual([10])
    expect(await found(oneOf('id', []))).toEqual([])
    expect(await found(where('id', '>', 290))).toEqual([300])
    expect(await found(where('lastUpdated', '>=', new Date('2026-11-02T05:00:00.5Z')))).toEqual([
      300,
    ])
  })
})

describe('testing a connection to the practice PSA', () => {
  it('is content with the full-access member', async () => {
    const result = await tested(await practice(), {})
    expect(result).toMatchObject({ ok: true, title: 'Connected to Practice MSP', warnings: [] })
    expect(result.permissions.every(({ state }) => state === 'ok')).toBe(true)
  })

  it.each([
    ['noFinance', 'PERM-READ', ['agreements missing', 'additions missing']],
    ['boardsHidden', 'MEM-BOARDS', []],
    ['levelLocation', 'MEM-LEVEL', []],
    ['myOnly', 'PERM-MY', ['tickets my-only', 'time_entries my-only']],
    ['inactive', 'MEM-INACTIVE', []],
  ])('names the flaw of %s', async (name, code, flawed) => {
    const result = await tested(await practice(), member(name))
    expect(result).toMatchObject({ ok: true, code: 'OK' })
    expect(result.warnings.map((warning) => warning.code)).toEqual([code])
    const rows = result.permissions.filter(({ state }) => state !== 'ok')
    expect(rows.map(({ stream, state }) => `${stream} ${state}`)).toEqual(flawed)
  })

  it.each([
    ['a wrong private key', { privateKey: 'wrong' }, 'AUTH-401'],
    ['a wrong public key', { publicKey: 'wrong' }, 'AUTH-401'],
    [
      'a client ID that is not registered',
      { clientId: '11111111-0000-4000-8000-000000000001' },
      'API-CLIENTID',
    ],
    ['a company that does not exist', { companyId: 'nobody' }, 'CO-NULL'],
    ['a company in the wrong case', { companyId: 'Practice' }, 'CO-NULL'],
  ])('refuses %s', async (_name, values, code) => {
    expect(await tested(await practice(), values)).toMatchObject({ ok: false, code })
  })
})
