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

const ticketsSeenBy = async (as: string) =>
  idsOf(await ask(practice, '/service/tickets?pageSize=100&fields=id', { as }))
const infoOf = async (as: string) => (await ask(practice, '/system/myMembers/info', { as })).json
const apiMember = async (identifier: string) => {
  const conditions = `identifier = "${identifier}"`
  return (await ask(practice, `/system/apiMembers${query({ conditions })}`)).json
}

/** `Finance → Agreements` to its inquire level. */
async function levelsOf(as: string): Promise<Record<string, string>> {
  const { json } = await ask(practice, '/system/mySecurity?pageSize=1000', { as })
  const rows = json as { moduleName: string; moduleFunctionName: string; inquireLevel: string }[]
  return Object.fromEntries(
    rows.map((row) => [`${row.moduleName} \u2192 ${row.moduleFunctionName}`, row.inquireLevel]),
  )
}

describe('the member that reads everything', () => {
  it('inquires All in every function, writes nowhere, and sees every ticket', async () => {
    expect(new Set(Object.values(await levelsOf('practice')))).toEqual(new Set(['All']))
    expect(await ticketsSeenBy('practice')).toHaveLength(30)
    expect(await infoOf('practice')).toMatchObject({
      identifier: 'practice',
      licenseClass: 'A',
      inactiveFlag: false,
      excludedServiceBoardIds: [],
    })
    const { json } = await ask(practice, '/system/mySecurity?conditions=addLevel!="None"')
    expect(json).toEqual([])
  })

  it('reads system info with the server\u2019s zone by its Windows name', async () => {
    expect((await ask(practice, '/system/info')).json).toMatchObject({
      isCloud: true,
      cloudRegion: 'NA',
      serverTimeZone: 'Central Standard Time',
    })
  })

  it('has its callbacks, of which there are none, and its customize list', async () => {
    expect((await ask(practice, '/system/callbacks')).json).toEqual([])
    expect((await ask(practice, '/system/callbacks/count')).json).toEqual({ count: 0 })
    expect((await ask(practice, '/system/mySecurity/customizeItems/')).json).toContainEqual(
      expect.objectContaining({ customizeIdentifier: 'SystemTableSetup' }),
    )
  })
})

describe('each restricted member has the flaw of its name', () => {
  it('noFinance: every Finance line is None, the rest All', async () => {
    const levels = Object.entries(await levelsOf('noFinance'))
    for (const [line, level] of levels) {
      expect(`${line} ${level}`).toBe(`${line} ${line.startsWith('Finance') ? 'None' : 'All'}`)
    }
    expect(await ticketsSeenBy('noFinance')).toHaveLength(30)
  })

  it('boardsHidden: its boards are named, and their tickets are missing everywhere', async () => {
    expect(await infoOf('boardsHidden')).toMatchObject({ excludedServiceBoardIds: [2, 3] })
    expect(await apiMember('boardsHidden')).toMatchObject([{ excludedServiceBoardIds: [2, 3] }])
    const seen = await ticketsSeenBy('boardsHidden')
    expect(seen).toEqual([10, 40, 70, 100, 130, 160, 190, 220, 250, 280])
    const as = 'boardsHidden'
    expect((await ask(practice, '/service/tickets/count', { as })).json).toEqual({ count: 10 })
    expect((await ask(practice, '/service/tickets/20', { as })).status).toBe(404)
    expect((await ask(practice, '/service/tickets/10', { as })).status).toBe(200)
  })

  it('levelLocation: its level is Location, and other locations\u2019 companies and tickets are missing', async () => {
    expect(await apiMember('levelLocation')).toMatchObject([
      { structureLevel: { name: 'Location' }, securityLocation: { id: 11, name: 'Tampa' } },
    ])
    expect(await apiMember('practice')).toMatchObject([{ structureLevel: { name: 'Corporate' } }])
    expect(await ticketsSeenBy('levelLocation')).toHaveLength(15)
    const companies = await ask(practice, '/company/companies', { as: 'levelLocation' })
    expect(idsOf(companies)).toEqual([1])
  })

  it('myOnly: inquires My where records have an owner, and sees its own', async () => {
    const levels = await levelsOf('myOnly')
    expect(levels['Service Desk \u2192 Service Tickets']).toBe('My')
    expect(levels['Time & Expense \u2192 Time Entry']).toBe('My')
    expect(levels['Companies \u2192 Company Maintenance']).toBe('All')
    const conditions = 'owner/id = 101'
    const own = await ask(practice, `/service/tickets${query({ conditions, pageSize: 100 })}`)
    expect(await ticketsSeenBy('myOnly')).toEqual(idsOf(own))
    expect(idsOf(await ask(practice, '/time/entries', { as: 'myOnly' }))).toEqual([1])
  })

  it('inactive: signs in, and says so', async () => {
    expect(await infoOf('inactive')).toMatchObject({ inactiveFlag: true })
    expect(await apiMember('inactive')).toMatchObject([{ inactiveFlag: true }])
    expect(await ticketsSeenBy('inactive')).toHaveLength(30)
  })
})

describe('info twins', () => {
  it('serve a few fields of a list to any role', async () => {
    const { json } = await ask(practice, '/service/info/boards?pageSize=1')
    expect(json).toEqual([{ id: 1, name: 'Help Desk' }])
    expect((await ask(practice, '/system/info/members/JDoe')).json).toMatchObject({
      identifier: 'jdoe',
    })
  })
})
