import https from 'node:https'
import { ManageAPI } from 'connectwise-rest'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { tinyWorld } from './http/tiny-world.test-kit.ts'
import { selfSigned } from './self-signed.test-kit.ts'
import { startPractice } from './start-practice.ts'
import type { Practice } from './start-practice.ts'

/**
 * A client that others wrote, unmodified, as their users set it up. It speaks nothing but HTTPS, so
 * the practice PSA gets a certificate and the process trusts it.
 */
let practice: Practice
const trustedBefore = https.globalAgent.options.ca

beforeAll(async () => {
  const tls = selfSigned()
  https.globalAgent.options.ca = tls.cert
  practice = await startPractice({ world: tinyWorld(2345), tls })
})
afterAll(async () => {
  https.globalAgent.destroy()
  https.globalAgent.options.ca = trustedBefore
  await practice.close()
})

const client = (privateKey = 'practicePrivate') =>
  new ManageAPI({
    companyId: 'practice',
    companyUrl: practice.siteUrl,
    publicKey: 'practicePublic',
    privateKey,
    clientId: '00000000-0000-4000-8000-000000000001',
    logger: () => {},
  })

describe('connectwise-rest', () => {
  it('lists, 25 by default', async () => {
    const tickets = await client().ServiceAPI.getServiceTickets({})
    expect(tickets).toHaveLength(25)
    expect(tickets[0]).toMatchObject({ id: 10, recordType: 'ServiceTicket', board: { id: 1 } })
  })

  it('filters, sorts and picks fields', async () => {
    const tickets = await client().ServiceAPI.getServiceTickets({
      conditions:
        '(board/name = "Alerts" and closedFlag = false) and dateEntered > [2026-01-05T00:00:00Z]',
      orderBy: 'id desc',
      fields: 'id,board/name',
      pageSize: 2,
    })
    expect(tickets).toEqual([
      { id: 23_420, board: { name: 'Alerts' } },
      { id: 23_390, board: { name: 'Alerts' } },
    ])
  })

  it('pages through all of them, each once', async () => {
    const manage = client()
    const tickets = await manage.paginate(
      (params: { fields: string }) => manage.ServiceAPI.getServiceTickets(params),
      { pageSize: 500 },
      { fields: 'id' },
    )
    expect(tickets).toEqual(Array.from({ length: 2345 }, (_, index) => ({ id: (index + 1) * 10 })))
    expect(
      practice.requests().recent.filter(({ query }) => query.includes('pageSize=500')),
    ).toHaveLength(5)
  })

  it('counts', async () => {
    const answer = await client().ServiceAPI.getServiceTicketsCount({ conditions: 'board/id = 1' })
    expect(answer).toEqual({ count: 782 })
  })

  it('gets one by id, and a clear error for one that is not there', async () => {
    const { ServiceAPI } = client()
    expect(await ServiceAPI.getServiceTicketsById(20)).toMatchObject({ id: 20 })
    await expect(ServiceAPI.getServiceTicketsById(21)).rejects.toMatchObject({
      status: 404,
      data: { code: 'NotFound', message: 'Ticket 21 not found' },
    })
  })

  it('searches by POST', async () => {
    const found = await client().ServiceAPI.postServiceTicketsSearch({
      conditions: 'id in (30, 40)',
    })
    expect(found).toMatchObject([{ id: 30 }, { id: 40 }])
  })

  it('reports the message of a bad condition', async () => {
    const asked = client().ServiceAPI.getServiceTickets({ conditions: 'closedFlag = 1' })
    await expect(asked).rejects.toMatchObject({
      status: 400,
      data: {
        message: expect.stringMatching(/^Expected a boolean value, not a numeric\. String values/),
      },
    })
  })

  it('is refused with a wrong key', async () => {
    await expect(client('wrong').SystemAPI.getSystemInfo()).rejects.toMatchObject({
      status: 401,
      data: { code: 'Unauthorized' },
    })
  })
})
