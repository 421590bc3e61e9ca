import type { Entity } from '../../entity.ts'
import type { Firm } from '../firm.ts'
import { uuidOf } from '../kit/dice.ts'
import { entityOverList, infoOfList } from '../kit/entity-over.ts'
import { fieldsOver } from '../kit/fields.ts'
import { OPENED_BY } from '../kit/permission.ts'
import { BILL_OPTIONS } from '../time/work-setup.ts'
import { STATUS } from './service-desk.ts'
import { STATUSES } from './board-plan.ts'

/** The set-up of the service desk: boards, their statuses, priorities, sources, SLAs. */
export function deskEntities(firm: Firm): Entity[] {
  return [
    boardEntity(firm),
    statusEntity(firm),
    priorityEntity(firm),
    sourceEntity(firm),
    slaEntity(firm),
  ]
}

function boardEntity(firm: Firm): Entity {
  const { desk, places, people, work } = firm
  const { int, text, bool, choice, ref } = fieldsOver((row) => desk.boards[row])
  const sorts = ['Ascending', 'Descending']
  const never = (name: string) => bool(name, () => false)
  const always = (name: string) => bool(name, () => true)
  return entityOverList(desk.boards, {
    stream: 'boards',
    path: '/service/boards',
    title: 'Service board',
    permission: OPENED_BY.tableSetup,
    scope: { boardId: (row) => desk.boards[row]?.id },
    fields: [
      int('id', (board) => board.id),
      text('name', (board) => board.name),
      ref('location', places.toLocation, () => 0),
      ref('department', places.toDepartment, (board) => board.departmentRow),
      never('inactiveFlag'),
      never('sendToContactFlag'),
      always('sendToResourceFlag'),
      bool('projectFlag', (board) => board.isProject),
      bool('showDependenciesFlag', (board) => board.isProject),
      bool('showEstimatesFlag', (board) => board.isProject),
      never('billTicketsAfterClosedFlag'),
      never('billTicketSeparatelyFlag'),
      never('billUnapprovedTimeExpenseFlag'),
      never('overrideBillingSetupFlag'),
      ref('dispatchMember', people.target, () => 2),
      ref('serviceManagerMember', people.target, () => 0),
      ref('workRole', work.toRole, () => 0),
      ref('workType', work.toType, (board) => (board.isProject ? 4 : 0)),
      choice('billTime', BILL_OPTIONS, () => 'NoDefault'),
      choice('billExpense', BILL_OPTIONS, () => 'NoDefault'),
      choice('billProduct', BILL_OPTIONS, () => 'NoDefault'),
      ref('autoCloseStatus', desk.toStatus, (board) => desk.statusRow(board.id - 1, STATUS.closed)),
      never('autoAssignNewTicketsFlag'),
      never('autoAssignNewECTicketsFlag'),
      never('autoAssignNewPortalTicketsFlag'),
      never('discussionsLockedFlag'),
      never('timeEntryLockedFlag'),
      text('notifyEmailFrom', () => 'help@lakeshoretech.example'),
      text('notifyEmailFromName', () => 'Lakeshore Help Desk'),
      always('timeEntryDiscussionFlag'),
      never('timeEntryResolutionFlag'),
      never('timeEntryInternalAnalysisFlag'),
      choice('problemSort', sorts, () => 'Ascending'),
      choice('resolutionSort', sorts, () => 'Ascending'),
      choice('internalAnalysisSort', sorts, () => 'Ascending'),
      always('emailConnectorAllowReopenClosedFlag'),
      ref('emailConnectorReopenStatus', desk.toStatus, (board) =>
        desk.statusRow(board.id - 1, STATUS.inProgress),
      ),
      never('emailConnectorReopenResourcesFlag'),
      never('emailConnectorNewTicketNoMatchFlag'),
      always('useMemberDisplayNameFlag'),
      never('sendToCCFlag'),
      never('autoAssignTicketOwnerFlag'),
      never('closedLoopAllFlag'),
      choice(
        'percentageCalculation',
        ['ActualHours', 'Manual', 'ClosedPhases', 'ClosedTickets'],
        () => 'ActualHours',
      ),
      choice('allSort', sorts, () => 'Descending'),
      never('markFirstNoteIssueFlag'),
      never('restrictBoardByDefaultFlag'),
      never('sendToBundledFlag'),
      text('connectWiseId', (board) => uuidOf(50, board.id)),
    ],
  })
}

function statusEntity(firm: Firm): Entity {
  const { desk } = firm
  const { int, text, bool, choice, ref } = fieldsOver((row) => desk.statuses[row])
  const perBoard = STATUSES.length
  return entityOverList(desk.statuses, {
    stream: 'board_statuses',
    path: '/service/boards/{parentId}/statuses',
    title: 'Board status',
    permission: OPENED_BY.tableSetup,
    scope: { boardId: (row) => (desk.statuses[row]?.boardRow ?? 0) + 1 },
    parent: {
      stream: 'boards',
      rowsOf: (parentId) =>
        desk.boards[parentId - 1] === undefined
          ? []
          : Array.from({ length: perBoard }, (_, at) => (parentId - 1) * perBoard + at),
      parentIdAt: (row) => (desk.statuses[row]?.boardRow ?? 0) + 1,
    },
    fields: [
      int('id', (status) => status.id),
      text('name', (status) => status.name),
      ref('board', desk.toBoard, (status) => status.boardRow),
      int('sortOrder', (status) => status.sortOrder),
      bool('displayOnBoard', (status) => !status.isClosed),
      bool('inactive', (status) => status.isInactive),
      bool('closedStatus', (status) => status.isClosed),
      bool('timeEntryNotAllowed', (status) => status.name === '>Cancelled'),
      bool('roundRobinCatchall', () => false),
      bool('defaultFlag', (status) => status.sortOrder === 0),
      choice(
        'escalationStatus',
        ['NotResponded', 'Responded', 'ResolutionPlan', 'Resolved', 'NoEscalation'],
        (status) => status.escalation,
      ),
      text('customerPortalDescription', (status) => status.name.replace('>', '')),
      bool('customerPortalFlag', () => true),
      bool('saveTimeAsNote', () => false),
      text('connectWiseId', (status) => uuidOf(51, status.id)),
      text('parentConnectWiseId', (status) => uuidOf(50, status.boardRow + 1)),
      int('parentId', (status) => status.boardRow + 1),
    ],
  })
}

function priorityEntity(firm: Firm): Entity {
  const { desk } = firm
  const { int, text, bool, choice } = fieldsOver((row) => desk.priorities[row])
  const idAt = (row: number) => desk.priorities[row]?.id ?? 0
  return entityOverList(desk.priorities, {
    stream: 'priorities',
    path: '/service/priorities',
    title: 'Priority',
    permission: OPENED_BY.tableSetup,
    // ConnectWise gives priorities links and no stamps.
    info: linksOnly((row) => ({
      priority_href: `/service/priorities/${idAt(row)}`,
      image_href: `/service/priorities/${idAt(row)}/image?lm=2023-11-01T15:00:00Z`,
    })),
    fields: [
      int('id', (priority) => priority.id),
      text('name', (priority) => priority.name),
      choice('color', COLORS, (priority) => priority.color),
      int('sortOrder', (priority) => priority.id),
      bool('defaultFlag', (priority) => priority.level === 'Medium'),
      text('urgencySortOrder', (priority) => String(priority.id)),
      choice('level', ['Critical', 'High', 'Medium', 'Low'], (priority) => priority.level),
      text('connectWiseId', (priority) => uuidOf(52, priority.id)),
    ],
  })
}

const COLORS = [
  'Black',
  'Blue',
  'Cyan',
  'Gray',
  'Green',
  'Lime',
  'Orange',
  'Pink',
  'Purple',
  'Red',
  'White',
  'Yellow',
  'Custom',
] as const

function sourceEntity(firm: Firm): Entity {
  const { items } = firm.desk.sources
  const { int, text, bool, instant } = fieldsOver((row) => items[row])
  return entityOverList(items, {
    stream: 'sources',
    path: '/service/sources',
    title: 'Source',
    permission: OPENED_BY.tableSetup,
    info: linksOnly((row) => ({ source_href: `/service/sources/${items[row]?.id ?? 0}` })),
    fields: [
      int('id', (source) => source.id),
      text('name', (source) => source.name),
      bool('defaultFlag', (source) => source.name === 'Email'),
      text('enteredBy', () => 'zAdmin'),
      instant('dateEntered', (source) => source.updatedAt),
      text('connectWiseId', (source) => uuidOf(53, source.id)),
    ],
  })
}

function linksOnly(hrefs: (row: number) => Record<string, string>): Entity['info'] {
  return { lastUpdated: () => undefined, updatedBy: () => undefined, hrefs }
}

function slaEntity(firm: Firm): Entity {
  const { desk, places } = firm
  const { int, dec, text, bool, choice, ref } = fieldsOver((row) => desk.slas[row])
  const crossings = [
    ['hiImpactHiUrgency', 0],
    ['hiImpactMedUrgency', 1],
    ['hiImpactLowUrgency', 2],
    ['medImpactHiUrgency', 1],
    ['medImpactMedUrgency', 2],
    ['medImpactLowUrgency', 2],
    ['lowImpactHiUrgency', 2],
    ['lowImpactMedUrgency', 2],
    ['lowImpactLowUrgency', 3],
  ] as const
  return entityOverList(desk.slas, {
    stream: 'slas',
    path: '/service/SLAs',
    title: 'SLA',
    permission: OPENED_BY.tableSetup,
    info: infoOfList(desk.slas),
    fields: [
      int('id', (sla) => sla.id),
      text('name', (sla) => sla.name),
      bool('defaultFlag', (sla) => sla.id === 1),
      int('applicationOrder', (sla) => sla.id),
      choice('basedOn', ['AllHours', 'Customer', 'MyCalendar', 'Custom'], (sla) =>
        sla.isAroundTheClock ? 'AllHours' : 'MyCalendar',
      ),
      ref('customCalendar', places.calendars.target, (sla) =>
        sla.isAroundTheClock ? undefined : 0,
      ),
      ...crossings.map(([name, row]) => ref(name, desk.toPriority, () => row)),
      dec('respondHours', (sla) => sla.respondHours),
      int('respondPercent', () => 90),
      dec('planWithin', (sla) => sla.planHours),
      int('planWithinPercent', () => 90),
      dec('resolutionHours', (sla) => sla.resolutionHours),
      int('resolutionPercent', () => 85),
      text('connectWiseId', (sla) => uuidOf(54, sla.id)),
    ],
  })
}
