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

/** Ids of the tickets that meet a filter, of the thirty with ids 10 to 300. */
async function found(filter: Readonly<Record<string, string>>): Promise<number[] | string> {
  const answer = await ask(practice, `/service/tickets${query({ ...filter, pageSize: 1000 })}`)
  return answer.status === 200 ? idsOf(answer) : answer.text
}

const every = (step: number, start = 10) =>
  Array.from({ length: 30 }, (_, index) => (index + 1) * 10).filter(
    (id) => (id - start) % step === 0,
  )
const all = every(10)
const without = (ids: readonly number[]) => all.filter((id) => !ids.includes(id))

describe('conditions', () => {
  it.each<[condition: string, ids: readonly number[]]>([
    ['id = 20', [20]],
    ['id != 20', without([20])],
    ['id < 30', [10, 20]],
    ['id <= 30', [10, 20, 30]],
    ['id > 280', [290, 300]],
    ['id >= 280', [280, 290, 300]],
    ['id > 10.5 and id < 29.5', [20]],
    ['id = 15', []],
    ['id in (10, 20, 999)', [10, 20]],
    ['id not in (10, 20)', without([10, 20])],
    ['id in (300,10) and id > 10', [300]],
    ['ID in (20) or Id = 30', [20, 30]],
    ['actualHours = 0.25', [20]],
    ['actualHours > -1 and actualHours < 0.5', [10, 20]],
    ['closedFlag = true', every(40)],
    ['closedFlag = False', without(every(40))],
    ['closedFlag != TRUE', without(every(40))],
    ['summary = "vpn 100% BROKEN"', [20]],
    ["summary = 'VPN 100% broken'", [20]],
    [String.raw`summary contains "\"down\""`, [10]],
    ['summary contains "VPN"', [20]],
    ['summary not contains "ticket"', [10, 20, 30]],
    ['summary like "ticket number 1%"', [...Array(10).keys()].map((n) => 110 + n * 10)],
    ['summary like "*100*"', [20]],
    ['summary like "ticket number _"', [40, 50, 60, 70, 80, 90, 100]],
    ['summary like "%[[]3rd floor]%"', [10]],
    ['summary like "Ticket number [34]"', [40, 50]],
    ['summary not like "ticket%"', [10, 20, 30]],
    ['summary contains "Müller"', [30]],
    ['severity = "low" and id <= 40', [10, 40]],
    ['severity in ("Low","High") and id < 40', [10, 30]],
    ['severity != "Low" and id < 50', [20, 30]],
    ['board/id = 2', every(30, 20)],
    ['Board/Name = "Help Desk"', every(30)],
    ['board/name like "%e%" and id < 40', [10, 20, 30]],
    ['board/name = "No such board"', []],
    ['owner/id = null', every(50)],
    ['owner/id != null', without(every(50))],
    // As in SQL, a missing value is neither equal to 100 nor different from it.
    ['owner/id != 100', every(20, 20).filter((id) => (id - 10) % 50 !== 0)],
    ['requiredDate = [2026-02-03]', without(every(40))],
    ['requiredDate = null and id < 60', [10, 50]],
    ['lastUpdated >= [2026-11-02T04:00:00Z]', [290, 300]],
    ['lastUpdated>[2026-11-02T04:00:00Z]', [300]],
    ['lastupdated > [2026-11-02T04:00:00.500]', [300]],
    ['dateEntered < [2026-01-03]', [10, 20]],
    ['updatedBy = "JDOE" and id = 10', [10]],
    ['id = 10 or id = 20 and closedFlag = true', [10]],
    ['(id = 10 or id = 20) and closedFlag = true', [10]],
    ['closedFlag = true and id = 10 or id = 20', [10, 20]],
    ['((id = 10)) OR (id = 20 AND (closedFlag = false))', [10, 20]],
  ])('%s', async (condition, ids) => {
    expect(await found({ conditions: condition })).toEqual(ids)
  })

  it('understands lastUpdated on a list whose records carry no stamp', async () => {
    const answer = await ask(practice, '/service/boards?conditions=lastUpdated>[2020-01-01]')
    expect([answer.status, answer.json]).toEqual([200, []])
  })
})

const NUMBERS =
  'numbers should consist of only digits, and optionally a decimal point and a negation sign'
const RULES =
  'String values should be enclosed with double or single quotes; DateTime values should be ' +
  `enclosed in square brackets; ${NUMBERS}; boolean values should be indicated with the keywords ` +
  'true or false; null values should be indicated by the keyword null.'

describe('a condition that ConnectWise does not understand', () => {
  it.each<[parameter: string, text: string, message: string]>([
    ['conditions', 'invoiceDate = 1', 'invoiceDate is not a recognized name.'],
    [
      'conditions',
      'id = 10 or resources/identifier = 1',
      'resources/identifier is not a recognized name.',
    ],
    ['conditions', 'types/name = "x"', 'types/name is not a recognized name.'],
    ['conditions', 'board = 1', 'board is not a recognized name.'],
    [
      'conditions',
      '_info/lastUpdated > [2026-01-01]',
      '_info/lastUpdated is not a recognized name.',
    ],
    ['conditions', 'secret = "x"', 'secret is not a recognized name.'],
    ['conditions', 'severity = "Urgent"', 'Enum value supplied was invalid'],
    ['conditions', 'severity not like "Urgent"', 'Enum value supplied was invalid'],
    ['conditions', 'closedFlag = 2', `Expected a boolean value, not a numeric. ${RULES}`],
    ['conditions', 'closedFlag = "true"', `Expected a boolean value, not a string. ${RULES}`],
    ['conditions', 'id = "10"', `Expected a numeric value, not a string. ${RULES}`],
    ['conditions', 'id in (10, "x")', `Expected a numeric value, not a string. ${RULES}`],
    ['conditions', 'summary = 5', `Expected a string value, not a numeric. ${RULES}`],
    [
      'conditions',
      'dateEntered > "2026-01-01"',
      `Expected a datetime value, not a string. ${RULES}`,
    ],
    [
      'conditions',
      'dateEntered > [yesterday]',
      `Expected a datetime value, not a string. ${RULES}`,
    ],
    [
      'conditions',
      'dateEntered > [2026-01-01T00:00:00+02:00]',
      `Expected a datetime value, not a string. ${RULES}`,
    ],
    ['conditions', 'summary = Printer', `Expected a value, not a name. ${RULES}`],
    ['conditions', 'summary = "open', `Expected a value, not an unrecognized character. ${RULES}`],
    ['conditions', 'id = 10 and', `Expected a field name, not the end. ${RULES}`],
    ['conditions', '(id = 10', `Expected a closing parenthesis, not the end. ${RULES}`],
    ['conditions', 'id = 10 id = 20', `Expected and, or, or the end, not a name. ${RULES}`],
    ['conditions', 'id is null', `Expected an operator, not a name. ${RULES}`],
    ['childConditions', 'board/id = 1', 'board/id is not a recognized name.'],
    ['customFieldConditions', 'region = "x"', 'region is not a recognized name.'],
    ['orderBy', 'nonsense desc', 'nonsense is not a recognized name.'],
    ['orderBy', 'id; drop', 'id; drop is not a recognized name.'],
  ])('%s=%s', async (parameter, text, message) => {
    const answer = await ask(practice, `/service/tickets${query({ [parameter]: text })}`)
    expect([answer.status, answer.json]).toEqual([400, { code: 'ApiFindCondition', message }])
  })
})

describe('conditions on arrays', () => {
  it('is true of a record when one item meets all of it', async () => {
    expect(await found({ childConditions: 'types/name = "Vendor" and types/id = 4' })).toEqual([30])
    expect(
      await found({ childConditions: 'types/name = "Vendor" and types/primary = true' }),
    ).toEqual([])
    expect(
      await found({ childConditions: 'types/name like "cli%" and types/primary = true' }),
    ).toEqual(all)
  })

  it('finds custom fields by caption, comparing their values as what they are compared with', async () => {
    const region = 'caption = "Region" and value'
    expect(await found({ customFieldConditions: `${region} != null` })).toEqual(every(30))
    expect(await found({ customFieldConditions: `${region} = "north"` })).toEqual(every(30))
    expect(await found({ customFieldConditions: 'caption="Seats" and value < 2' })).toEqual([
      10, 20,
    ])
  })

  it('narrows together with conditions', async () => {
    const filter = { conditions: 'id < 60', childConditions: 'types/name = "Vendor"' }
    expect(await found(filter)).toEqual([10, 30, 50])
  })
})

describe('orderBy', () => {
  it.each<[orderBy: string, first: readonly number[]]>([
    ['id desc', [300, 290, 280]],
    ['ID', [10, 20, 30]],
    ['summary', [30, 10, 110]],
    ['board/name asc, id desc', [290, 260, 230]],
    ['closedFlag desc,actualHours desc', [290, 250, 210]],
    ['owner/id', [10, 60, 110]],
    ['lastUpdated desc', [300, 290, 280]],
  ])('%s', async (orderBy, first) => {
    const answer = await ask(practice, `/service/tickets${query({ orderBy, pageSize: 3 })}`)
    expect(idsOf(answer)).toEqual(first)
  })
})
