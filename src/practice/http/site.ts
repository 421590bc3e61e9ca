import type { Clock } from '../../kernel/clock.ts'
import type { Log } from '../../kernel/log.ts'
import type { World } from '../entity.ts'
import { apiMembersOf } from './api-members.ts'
import type { ApiMember } from './api-members.ts'
import { CODEBASE } from './documents.ts'
import { serve } from './endpoint.ts'
import type { FaultPlan } from './fault-plan.ts'
import { Faults } from './faults.ts'
import { Finder } from './finder.ts'
import { infoTwins } from './info-twins.ts'
import { Journal } from './journal.ts'
import { ownTables, personalTables } from './own-tables.ts'
import { Routes } from './routes.ts'

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
  const shared = [
    ...world.entities.map((entity) => serve(entity)),
    // In place of the world's own, which knows nothing of what its API members may not see.
    ...ownTables(members).map((entity) => serve(entity)),
    ...infoTwins(world.entities).map((entity) => serve(entity, true)),
  ]
  return new Map<ApiMember | null, Routes>([
    [null, new Routes(shared)],
    ...members.map((member): [ApiMember, Routes] => [
      member,
      new Routes([
        ...shared,
        ...personalTables(world.entities, member).map((entity) => serve(entity, true)),
      ]),
    ]),
  ])
}
