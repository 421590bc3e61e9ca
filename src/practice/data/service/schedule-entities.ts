import type { Entity } from '../../entity.ts'
import type { Firm } from '../firm.ts'
import { uuidOf } from '../kit/dice.ts'
import { entityOverList } from '../kit/entity-over.ts'
import { fieldsOfRows, fieldsOver } from '../kit/fields.ts'
import { numbered } from '../kit/numbered.ts'
import { OPENED_BY } from '../kit/permission.ts'
import { names, setupList } from '../setup/setup-list.ts'
import { FIRST_SCHEDULE_ID } from './schedule-table.ts'
import { summaryOf } from './ticket-words.ts'
import { SECONDS_PER_UNIT, UNITS_PER_HOUR } from './tickets.ts'

export function scheduleEntities(firm: Firm): Entity[] {
  const lists = numbered(firm.calendar.startOf(0), names('Standard Holiday List'))
  return [scheduleEntity(firm), holidayListEntity(lists), holidayEntity(firm, lists)]
}

function scheduleEntity(firm: Firm): Entity {
  const { schedule, people, clients, tickets, desk } = firm
  const { int, dec, text, bool, instant, ref } = fieldsOfRows()
  const never = (name: string) => bool(name, () => false)
  const ticketRow = (row: number) => schedule.ticket.at(row)
  const ticketId = (row: number) => tickets.id.at(ticketRow(row))
  const statuses = setupList(0, names('Tentative', 'Firm'), {
    key: 'status_href',
    path: (id) => `/schedule/statuses/${id}`,
  })
  return {
    stream: 'schedule_entries',
    path: '/schedule/entries',
    title: 'Schedule entry',
    permission: OPENED_BY.scheduling,
    hasCount: true,
    size: () => schedule.table.size,
    idAt: (row) => FIRST_SCHEDULE_ID + row,
    isLive: (row) => schedule.table.isLive(row),
    scope: { memberId: (row) => people.members[schedule.member.at(row)]?.id },
    info: {
      lastUpdated: (row) => schedule.updatedAt.at(row),
      updatedBy: (row) => people.members[schedule.member.at(row)]?.identifier,
      hrefs: (row) => ({ objectMobileGuid: uuidOf(1, ticketId(row)) }),
    },
    fields: [
      int('id', (row) => FIRST_SCHEDULE_ID + row),
      int('objectId', ticketId),
      text('name', (row) => {
        const company = clients.companies[tickets.company.at(ticketRow(row))]?.name ?? ''
        const summary = summaryOf(firm, tickets, ticketRow(row))
        return `${company} / Ticket# ${ticketId(row)} - ${summary}`.slice(0, 250)
      }),
      ref('member', people.target, (row) => schedule.member.at(row)),
      ref('where', desk.serviceLocations.target, () => 1),
      instant('dateStart', (row) => schedule.startsAt.at(row)),
      instant(
        'dateEnd',
        (row) => schedule.startsAt.at(row) + schedule.units.at(row) * SECONDS_PER_UNIT,
      ),
      ref('reminder', setupList(0, names('0 minutes', '15 minutes')).target, () => 1),
      ref('status', statuses.target, () => 1),
      ref('type', scheduleTypeTarget(), (row) => row),
      bool('doneFlag', (row) => schedule.done.at(row) === 1),
      bool('acknowledgedFlag', (row) => schedule.done.at(row) === 1),
      bool('ownerFlag', () => true),
      never('meetingFlag'),
      text('ticketType', () => 'ServiceTicket'),
      never('allowScheduleConflictsFlag'),
      text('mobileGuid', (row) => uuidOf(3, row)),
      instant('acknowledgedDate', (row) =>
        schedule.done.at(row) === 1 ? schedule.updatedAt.at(row) : undefined,
      ),
      instant('closeDate', (row) =>
        schedule.done.at(row) === 1 ? schedule.updatedAt.at(row) : undefined,
      ),
      never('notificationSent'),
      dec('hours', (row) => schedule.units.at(row) / UNITS_PER_HOUR),
      bool('startTimeSet', () => true),
      bool('endTimeSet', () => true),
    ],
  }
}

function scheduleTypeTarget() {
  const { int, text } = fieldsOfRows()
  return {
    members: [int('id', () => 4), text('identifier', () => 'S')],
    href: { key: 'type_href', path: () => '/schedule/types/4' },
  }
}

type HolidayLists = readonly {
  readonly id: number
  readonly name: string
  updatedAt: number
  updatedBy: string
}[]

function holidayListEntity(lists: HolidayLists): Entity {
  const { int, text } = fieldsOver((row) => lists[row])
  return entityOverList(lists, {
    stream: 'holiday_lists',
    path: '/schedule/holidayLists',
    title: 'Holiday list',
    permission: OPENED_BY.tableSetup,
    fields: [
      int('id', (list) => list.id),
      text('name', (list) => list.name),
      text('connectWiseId', (list) => uuidOf(60, list.id)),
    ],
  })
}

function holidayEntity(firm: Firm, lists: HolidayLists): Entity {
  const { calendar } = firm
  // From the first year of the history to the end of the present one, as somebody would have kept it.
  const kept = calendar.holidays.filter(({ day }) => day >= -1 && day < calendar.days + 120)
  const holidays = numbered(calendar.startOf(0), kept)
  const { int, text, bool, ref } = fieldsOver((row) => holidays[row])
  const list = setupList(0, lists, {
    key: 'holidayList_href',
    path: (id) => `/schedule/holidayLists/${id}`,
  })
  return entityOverList(holidays, {
    stream: 'holidays',
    path: '/schedule/holidayLists/{parentId}/holidays',
    title: 'Holiday',
    permission: OPENED_BY.tableSetup,
    parent: {
      stream: 'holiday_lists',
      rowsOf: (parentId) => (parentId === 1 ? holidays.map((_, row) => row) : []),
      parentIdAt: () => 1,
    },
    fields: [
      int('id', (holiday) => holiday.id),
      text('name', (holiday) => holiday.name),
      bool('allDayFlag', () => true),
      text('date', (holiday) => calendar.dayText(holiday.day)),
      text('timeStart', () => '08:00:00'),
      text('timeEnd', () => '17:00:00'),
      ref('holidayList', list.target, () => 0),
    ],
  })
}
