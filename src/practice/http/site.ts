import type { Clock } from '../../kernel/clock.ts'
import type { Log } from '../../kernel/log.ts'
import type { World } from '../entity.ts'
import { apiMemberRecord, apiMembersOf } from './api-members.ts'
import type { ApiMember } from './api-members.ts'
import { CODEBASE } from './documents.ts'
import { serve } from './endpoint.ts'
import type { Endpoint } from './endpoint.ts'
import type { FaultPlan } from './fault-plan.ts'
import { Faults } from './faults.ts'
import { Finder } from './finder.ts'
import { infoTwins } from './info-twins.ts'
import { Journal } from './journal.ts'
import { levelOf, roleLines, securityRow } from './roles.ts'
import { Routes } from './routes.ts'
import { tableEntity } from './table.ts'

export interface SiteOptions {
  readonly world: World
  readonly clock: Clock
  readonly log: Log
  /** What a missing or unknown client ID is answered with; installations differ. */
  readonly clientIdStatus: 400 | 401 | 403
}

/** One running practice PSA: its data, its members, its clock, and what goes wrong with it. */
export class Site {
  readonly world: World
  readonly log: Log
  readonly clientIdStatus: number
  readonly members: readonly ApiMember[]
  readonly finder = new Finder()
  readonly journal = new Journal()
  /** What was the API's path before an upgrade. */
  readonly retired = new Set<string>()
  readonly #clock: Clock
  readonly #routes: ReadonlyMap<ApiMember | null, Routes>
  #faults = new Faults({})
  #aheadMs = 0

  constructor({ world, clock, log, clientIdStatus }: SiteOptions) {
    this.world = world
    this.log = log
    this.clientIdStatus = clientIdStatus
    this.members = apiMembersOf(world)
    this.#clock = clock
    this.#routes = routesOf(world, this.members)
    // Nothing in the data may lie in the server's future.
    this.#aheadMs = Math.max(0, world.bornAt * 1000 - clock.now().getTime())
  }

  /** The practice clock, milliseconds since 1970. */
  nowMs(): number {
    return this.#clock.now().getTime() + this.#aheadMs
  }

  advance(seconds: number): void {
    this.#aheadMs += seconds * 1000
  }

  get faults(): Faults {
    return this.#faults
  }

  /** Replaces the fault plan; a changed codebase leaves the old path dead, as an upgrade does. */
  setFaults(plan: FaultPlan): void {
    this.retired.add(this.codebase)
    this.#faults = new Faults(plan)
    this.retired.delete(this.codebase)
  }

  /** The API's path of the moment, without a slash, lower case. */
  get codebase(): string {
    return (this.#faults.plan.codebase ?? CODEBASE).replace(/\/$/, '').toLowerCase()
  }

  /** The lists that a member finds; null for what is there before anybody signs in. */
  routesFor(member: ApiMember | null): Routes {
    const routes = this.#routes.get(member)
    if (!routes) throw new TypeError('a member of another site')
    return routes
  }
}

function routesOf(
  world: World,
  members: readonly ApiMember[],
): ReadonlyMap<ApiMember | null, Routes> {
  const own = ownTables(members).filter(
    ({ entity }) => !world.entities.some(({ path }) => path === entity.path),
  )
  const shared = [
    ...world.entities.map((entity) => serve(entity)),
    ...own,
    ...infoTwins(world.entities).map((entity) => serve(entity, true)),
  ]
  return new Map<ApiMember | null, Routes>([
    [null, new Routes(shared)],
    ...members.map((member): [ApiMember, Routes] => [
      member,
      new Routes([...shared, ...personalTables(world, member)]),
    ]),
  ])
}

/** Lists that the practice PSA serves without the world's help. */
function ownTables(members: readonly ApiMember[]): readonly Endpoint[] {
  const records = members.map(apiMemberRecord).sort((a, b) => a.id - b.id)
  const tables = [
    {
      stream: 'api_members',
      path: '/system/apiMembers',
      title: 'ApiMember',
      permission: { module: 'System', function: 'Member Maintenance' },
      records,
    },
    {
      stream: 'callbacks',
      path: '/system/callbacks',
      title: 'CallbackEntry',
      permission: { module: 'System', function: 'Table Setup' },
      records: [],
    },
  ]
  return tables.map((table) => serve(tableEntity(table)))
}

/** What a member reads about its own rights; every member may. */
function personalTables(world: World, member: ApiMember): readonly Endpoint[] {
  const permission = { module: 'System', function: 'My Account' }
  const reference = { id: member.id, identifier: member.identifier, name: member.name }
  const rows = roleLines(world.entities).map((line, index) => ({
    ...securityRow(line, member.role.inquire(line), index),
    id: index + 1,
    member: reference,
  }))
  const mySecurity = {
    stream: 'my_security',
    path: '/system/mySecurity',
    title: 'MySecurity',
    permission,
    records: rows,
  }
  const customizeItems = {
    stream: 'my_security_customize_items',
    path: '/system/mySecurity/customizeItems',
    title: 'MySecurityCustomizeItem',
    permission,
    records: CUSTOMIZE_ITEMS.filter(({ line }) => levelOf(member.role, line) !== 'None').map(
      ({ customizeIdentifier, itemIdentifier }, index) => ({
        id: index + 1,
        customizeIdentifier,
        itemIdentifier,
      }),
    ),
  }
  return [serve(tableEntity(mySecurity), true), serve(tableEntity(customizeItems), true)]
}

const TABLE_SETUP = { module: 'System', function: 'Table Setup' }
const AGREEMENTS = { module: 'Finance', function: 'Agreements' }
const CONFIGURATIONS = { module: 'Companies', function: 'Configurations' }

/** What the Customize links of the role allow: the tables that vendors' guides tell people to allow. */
const CUSTOMIZE_ITEMS: readonly {
  readonly line: { readonly module: string; readonly function: string }
  readonly customizeIdentifier: string
  readonly itemIdentifier: string
}[] = [
  ...[
    'Company/Company Status',
    'Company/Company Type',
    'Company/Configuration',
    'Company/Configuration Status',
    'Invoicing/Billing Cycle',
    'Service/Priority',
    'Service/Service Board',
    'Service/Source',
    'Time/Work Role',
    'Time/Work Type',
  ].map((itemIdentifier) => ({
    line: TABLE_SETUP,
    customizeIdentifier: 'SystemTableSetup',
    itemIdentifier,
  })),
  { line: AGREEMENTS, customizeIdentifier: 'FinanceAgreements', itemIdentifier: 'All' },
  { line: CONFIGURATIONS, customizeIdentifier: 'CompanyConfigurations', itemIdentifier: 'All' },
]
