import type { Held } from '../kit/entity-over.ts'
import { namedTarget } from '../kit/entity-over.ts'
import { fieldsOver } from '../kit/fields.ts'
import type { Target } from '../kit/fields.ts'
import { numbered } from '../kit/numbered.ts'
import type { SetupList } from '../setup/setup-list.ts'
import { names, setupList } from '../setup/setup-list.ts'
import { BOARDS, ITEMS, STATUSES, SUBJECTS } from './board-plan.ts'
import type { BoardPlan, StatusPlan } from './board-plan.ts'

export interface Board extends Held, BoardPlan {}

interface BoardStatus extends Held, StatusPlan {
  readonly boardRow: number
  readonly sortOrder: number
}

/** A type, subtype or item as one board knows it. */
interface BoardChoice extends Held {
  readonly boardRow: number
  readonly name: string
}

export interface Priority extends Held {
  readonly name: string
  readonly color: string
  readonly level: 'Critical' | 'High' | 'Medium' | 'Low'
}

/** Goals in working hours, or in hours of the clock where the agreement promises those. */
export interface Sla extends Held {
  readonly name: string
  readonly isAroundTheClock: boolean
  readonly respondHours: number
  readonly planHours: number
  readonly resolutionHours: number
}

/** Everything a ticket is filed under. */
export interface ServiceDesk {
  readonly boards: readonly Board[]
  readonly statuses: readonly BoardStatus[]
  readonly types: readonly BoardChoice[]
  readonly subTypes: readonly BoardChoice[]
  readonly items: readonly BoardChoice[]
  readonly teams: readonly BoardChoice[]
  readonly priorities: readonly Priority[]
  readonly sources: SetupList
  readonly slas: readonly Sla[]
  readonly serviceLocations: SetupList
  readonly toBoard: Target
  readonly toStatus: Target
  readonly toType: Target
  readonly toSubType: Target
  readonly toItem: Target
  readonly toTeam: Target
  readonly toPriority: Target
  readonly toSla: Target
  /** The row of a board's status by the part it plays; every board has the same parts. */
  readonly statusRow: (boardRow: number, part: number) => number
}

/** Rows of a board's statuses, by the part they play. */
export const STATUS = {
  fresh: 0,
  assigned: 1,
  inProgress: 2,
  waitingClient: 3,
  waitingVendor: 4,
  completed: 5,
  closed: 6,
  cancelled: 7,
} as const

/** Rows of `boards`. */
export const BOARD = {
  helpDesk: 0,
  escalations: 1,
  field: 2,
  alerts: 3,
  maintenance: 4,
  internal: 5,
  projects: 6,
  onboarding: 7,
} as const

/** Rows of `slas`. */
export const SLA = { standard: 0, gold: 1, platinum: 2 } as const

export function createServiceDesk(at: number): ServiceDesk {
  const boards = numbered(at, BOARDS)
  const statuses = numbered(
    at,
    boards.flatMap((_, boardRow) =>
      STATUSES.map((status, sortOrder) => ({ ...status, boardRow, sortOrder })),
    ),
  )
  const choices = (list: readonly string[]) =>
    numbered(
      at,
      boards.flatMap((_, boardRow) => list.map((name) => ({ name, boardRow }))),
    )
  const types = choices(SUBJECTS.map((subject) => subject.type))
  const subTypes = choices(SUBJECTS.map((subject) => subject.subType))
  const items = choices(ITEMS)
  const teams = choices(['Service Team'])
  const priorities = numbered(at, PRIORITIES)
  const slas = numbered(at, SLAS)
  const under = (list: readonly BoardChoice[], key: string, part: string) =>
    namedTarget(list, {
      key: `${key}_href`,
      path: (item) => `/service/boards/${item.boardRow + 1}/${part}/${item.id}`,
    })
  const toStatus = under(statuses, 'status', 'statuses')
  const status = fieldsOver((row) => statuses[row])
  const toPriority = namedTarget(priorities, {
    key: 'priority_href',
    path: (priority) => `/service/priorities/${priority.id}`,
  })
  const priority = fieldsOver((row) => priorities[row])
  return {
    boards,
    statuses,
    types,
    subTypes,
    items,
    teams,
    priorities,
    slas,
    sources: setupList(at, names('Phone', 'Email', 'Portal', 'Monitoring', 'Walk-up', 'Internal'), {
      key: 'source_href',
      path: (id) => `/service/sources/${id}`,
    }),
    serviceLocations: setupList(at, names('On-Site', 'Remote', 'In-House')),
    toBoard: namedTarget(boards, {
      key: 'board_href',
      path: (board) => `/service/boards/${board.id}`,
    }),
    toStatus: {
      ...toStatus,
      members: [...toStatus.members, status.int('sort', (item) => item.sortOrder)],
    },
    toType: under(types, 'type', 'types'),
    toSubType: under(subTypes, 'subType', 'subtypes'),
    toItem: under(items, 'item', 'items'),
    toTeam: under(teams, 'team', 'teams'),
    toPriority: {
      ...toPriority,
      members: [
        ...toPriority.members,
        priority.int('sort', (item) => item.id),
        priority.text('level', (item) => item.level),
      ],
    },
    toSla: namedTarget(slas, { key: 'sla_href', path: (sla) => `/service/SLAs/${sla.id}` }),
    statusRow: (boardRow, part) => boardRow * STATUSES.length + part,
  }
}

const PRIORITIES: readonly Omit<Priority, keyof Held>[] = [
  { name: 'Priority 1 - Emergency', color: 'Red', level: 'Critical' },
  { name: 'Priority 2 - Quick Response', color: 'Orange', level: 'High' },
  { name: 'Priority 3 - Normal Response', color: 'Blue', level: 'Medium' },
  { name: 'Priority 4 - Scheduled Maintenance', color: 'Gray', level: 'Low' },
]

const SLAS: readonly Omit<Sla, keyof Held>[] = [
  {
    name: 'Standard SLA',
    isAroundTheClock: false,
    respondHours: 4,
    planHours: 14,
    resolutionHours: 54,
  },
  { name: 'Gold SLA', isAroundTheClock: false, respondHours: 2, planHours: 9, resolutionHours: 36 },
  {
    name: 'Platinum 24x7',
    isAroundTheClock: true,
    respondHours: 4,
    planHours: 36,
    resolutionHours: 120,
  },
]
