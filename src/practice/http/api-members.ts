import type { Entity, World } from '../entity.ts'
import { rowNames } from './conditions/names.ts'
import type { Sight } from './finder.ts'
import { levelOf, ownRecordsOnly, readsEverything, withoutFinance } from './roles.ts'
import type { Role } from './roles.ts'

/** An API member of the practice company with its one key pair. */
export interface ApiMember {
  readonly id: number
  readonly identifier: string
  readonly name: string
  readonly publicKey: string
  readonly privateKey: string
  readonly role: Role
  readonly isInactive: boolean
  readonly excludedBoardIds: readonly number[]
  /** Set for a member whose level is Location instead of Corporate. */
  readonly location: { readonly id: number; readonly name: string } | null
}

/** The company's name in the address and in credentials; its case counts. */
export const COMPANY = 'practice'

/** The one client ID that is registered. */
export const CLIENT_ID = '00000000-0000-4000-8000-000000000001'

/**
 * The member that reads everything and the five that each have the flaw of their name. The member
 * whose records `myOnly` owns is a real technician, so that it has some to see.
 */
export function apiMembersOf(world: World): readonly ApiMember[] {
  const entity = (stream: string) => world.entities.find((one) => one.stream === stream)
  const make = (
    id: number,
    identifier: string,
    name: string,
    flaw: Partial<ApiMember> = {},
  ): ApiMember => ({
    id,
    identifier,
    name,
    publicKey: `${identifier}Public`,
    privateKey: `${identifier}Private`,
    role: readsEverything,
    isInactive: false,
    excludedBoardIds: [],
    location: null,
    ...flaw,
  })
  const location = firstLocation(entity('companies'), entity('locations'))
  return [
    make(9001, COMPANY, 'Practice API'),
    make(9002, 'noFinance', 'Practice API without finance', { role: withoutFinance }),
    make(9003, 'boardsHidden', 'Practice API with hidden boards', {
      excludedBoardIds: hiddenBoards(entity('boards')),
    }),
    make(9004, 'levelLocation', 'Practice API of one location', { location }),
    make(firstOwner(entity('tickets')) ?? 9005, 'myOnly', 'Practice API of one person', {
      role: ownRecordsOnly,
    }),
    make(9006, 'inactive', 'Practice API switched off', { isInactive: true }),
  ]
}

/** Which rows of an entity a member may see, given that its role opens the entity at all. */
export function sightOf(member: ApiMember, entity: Entity): Sight {
  const { scope, permission } = entity
  const tests: ((row: number) => boolean)[] = []
  const keys: string[] = []
  const { boardId, locationId, memberId } = scope ?? {}
  if (boardId && member.excludedBoardIds.length > 0) {
    const hidden = new Set<number | undefined>(member.excludedBoardIds)
    tests.push((row) => !hidden.has(boardId(row)))
    keys.push(`boards ${member.excludedBoardIds.join()}`)
  }
  if (locationId && member.location) {
    const { id } = member.location
    tests.push((row) => locationId(row) === id)
    keys.push(`location ${id}`)
  }
  if (memberId && levelOf(member.role, permission) === 'My') {
    tests.push((row) => memberId(row) === member.id)
    keys.push(`member ${member.id}`)
  }
  return {
    key: keys.join(', '),
    allows: tests.length === 0 ? null : (row) => tests.every((test) => test(row)),
  }
}

/** A record of `/system/apiMembers`. */
export function apiMemberRecord(member: ApiMember): Record<string, unknown> & { id: number } {
  return {
    id: member.id,
    identifier: member.identifier,
    name: member.name,
    emailAddress: `${member.identifier.toLowerCase()}@practice.example`,
    inactiveFlag: member.isInactive,
    securityRole: { id: member.role.id, name: member.role.name },
    structureLevel: member.location ? { id: 2, name: 'Location' } : { id: 1, name: 'Corporate' },
    ...(member.location && { securityLocation: member.location }),
    excludedServiceBoardIds: member.excludedBoardIds,
    blockPriceFlag: false,
    blockCostFlag: false,
  }
}

/** The document `/system/myMembers/info`; licence class A is an API member. */
export function myMemberInfo(member: ApiMember): Record<string, unknown> {
  return {
    id: member.id,
    identifier: member.identifier,
    firstName: member.name,
    lastName: 'API',
    fullName: `${member.name} API`,
    defaultEmail: 'Office',
    licenseClass: 'A',
    inactiveFlag: member.isInactive,
    useBrowserLanguageFlag: false,
    ...(member.location && { defaultLocation: member.location }),
    dailyCapacity: 8,
    requireExpenseEntryFlag: false,
    requireTimeSheetEntryFlag: false,
    requireStartAndEndTimeOnTimeEntryFlag: false,
    enterTimeAgainstCompanyFlag: true,
    allowExpensesEnteredAgainstCompaniesFlag: true,
    excludedServiceBoardIds: member.excludedBoardIds,
    excludedProjectBoardIds: [],
    restrictServiceDefaultLocationFlag: false,
    restrictServiceDefaultDepartmentFlag: false,
    scheduleCapacity: 8,
    ssoSessionFlag: false,
  }
}

/** The second and third service board: the first stays, so that there is still something to see. */
function hiddenBoards(boards: Entity | undefined): readonly number[] {
  if (!boards) return []
  const isProject = rowNames(boards).get('projectflag')?.get
  return liveRows(boards)
    .filter((row) => isProject?.(row) !== true)
    .slice(1, 3)
    .map((row) => boards.idAt(row))
}

function firstLocation(
  companies: Entity | undefined,
  locations: Entity | undefined,
): ApiMember['location'] {
  const id = firstOf(companies, companies?.scope?.locationId)
  if (id === undefined || !locations) return null
  const row = liveRows(locations).find((one) => locations.idAt(one) === id)
  if (row === undefined) return null
  return { id, name: String(rowNames(locations).get('name')?.get(row) ?? '') }
}

function firstOwner(tickets: Entity | undefined): number | undefined {
  return firstOf(tickets, tickets?.scope?.memberId)
}

function firstOf(
  entity: Entity | undefined,
  get: ((row: number) => number | undefined) | undefined,
): number | undefined {
  if (!entity || !get) return undefined
  for (let row = 0; row < entity.size(); row += 1) {
    const value = entity.isLive(row) ? get(row) : undefined
    if (value !== undefined) return value
  }
  return undefined
}

/** Only for small set-up tables. */
function liveRows(entity: Entity): number[] {
  const rows: number[] = []
  for (let row = 0; row < entity.size(); row += 1) if (entity.isLive(row)) rows.push(row)
  return rows
}
