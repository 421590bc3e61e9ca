import type { Field } from '../../entity.ts'
import type { Firm } from '../firm.ts'
import { mix, uuidOf } from '../kit/dice.ts'
import { fieldsOfRows } from '../kit/fields.ts'
import { BILL_OPTIONS, WORK } from '../time/work-setup.ts'
import { ITEMS, SUBJECTS } from './board-plan.ts'
import { resourcesOf, summaryOf } from './ticket-words.ts'
import type { TicketTable } from './tickets.ts'
import { CLASSIFIED, UNITS_PER_HOUR } from './tickets.ts'

/** A stored instant or row, 0 standing for none. */
export function orNone(value: number): number | undefined {
  return value === 0 ? undefined : value
}

/** The fields that service and project tickets share, in ConnectWise's order. */
export function commonTicketFields(firm: Firm, tickets: TicketTable): Field[] {
  const { clients, desk, people, places, work } = firm
  const { int, dec, text, bool, day, instant, choice, ref } = fieldsOfRows()
  const siteAt = (row: number) => clients.sites[tickets.site.at(row) - 1]
  const contactAt = (row: number) => clients.contacts[tickets.contact.at(row) - 1]
  const subjectRow = (row: number) =>
    tickets.board.at(row) * SUBJECTS.length + tickets.subject.at(row)
  const isTyped = (row: number) => tickets.classified.at(row) !== CLASSIFIED.notAtAll
  const isDetailed = (row: number) =>
    isTyped(row) && tickets.classified.at(row) !== CLASSIFIED.typeOnly
  const never = (name: string) => bool(name, () => false)
  const bill = (name: string) => choice(name, BILL_OPTIONS, () => 'NoDefault')
  return [
    int('id', (row) => tickets.id.at(row)),
    text('summary', (row) => summaryOf(firm, tickets, row)),
    ref('board', desk.toBoard, (row) => tickets.board.at(row)),
    ref('status', desk.toStatus, (row) =>
      desk.statusRow(tickets.board.at(row), tickets.status.at(row)),
    ),
    ref('workRole', work.toRole, (row) => people.members[tickets.owner.at(row) - 1]?.workRoleRow),
    ref('workType', work.toType, (row) =>
      tickets.project.at(row) === 0 ? WORK.remote : WORK.project,
    ),
    ref('company', clients.toCompany, (row) => tickets.company.at(row)),
    ref('site', clients.toSite, (row) => tickets.site.at(row) - 1),
    text('siteName', (row) => siteAt(row)?.name),
    text('addressLine1', (row) => siteAt(row)?.street),
    text('city', (row) => siteAt(row)?.city),
    text('stateIdentifier', (row) => siteAt(row)?.state),
    text('zip', (row) => siteAt(row)?.zip),
    ref('country', places.countries.target, () => 0),
    ref('contact', clients.toContact, (row) => tickets.contact.at(row) - 1),
    text('contactName', (row) => contactAt(row)?.name),
    text('contactPhoneNumber', (row) => contactAt(row)?.phone),
    text('contactEmailAddress', (row) => contactAt(row)?.email),
    ref('type', desk.toType, (row) => (isTyped(row) ? subjectRow(row) : undefined)),
    ref('subType', desk.toSubType, (row) => (isDetailed(row) ? subjectRow(row) : undefined)),
    ref('item', desk.toItem, (row) =>
      isDetailed(row)
        ? tickets.board.at(row) * ITEMS.length + (mix(3, tickets.id.at(row)) % ITEMS.length)
        : undefined,
    ),
    ref('owner', people.target, (row) => tickets.owner.at(row) - 1),
    ref('priority', desk.toPriority, (row) => tickets.priority.at(row)),
    ref('serviceLocation', desk.serviceLocations.target, (row) =>
      tickets.board.at(row) === 2 ? 0 : 1,
    ),
    ref('source', desk.sources.target, (row) =>
      tickets.classified.at(row) === CLASSIFIED.noSource || !isTyped(row)
        ? undefined
        : tickets.source.at(row),
    ),
    day('requiredDate', (row) => requiredOn(firm, tickets, row)),
    dec('budgetHours', (row) => {
      const units = tickets.budgetUnits.at(row)
      return units === 0 ? undefined : units / UNITS_PER_HOUR
    }),
    ref('agreement', firm.contracts.target, (row) => tickets.agreement.at(row) - 1),
    text('agreementType', (row) => {
      const agreement = firm.contracts.agreements[tickets.agreement.at(row) - 1]
      return firm.agreementSetup.types[agreement?.typeRow ?? -1]?.name
    }),
    never('allowAllClientsPortalView'),
    bool(
      'customerUpdatedFlag',
      (row) => tickets.closedAt.at(row) === 0 && tickets.id.at(row) % 6 === 0,
    ),
    bool('automaticEmailContactFlag', (row) => tickets.contact.at(row) !== 0),
    never('automaticEmailResourceFlag'),
    never('automaticEmailCcFlag'),
    text('automaticEmailCc', (row) =>
      tickets.id.at(row) % 19 === 0 ? 'manager@example.test' : undefined,
    ),
    instant('closedDate', (row) => orNone(tickets.closedAt.at(row))),
    text('closedBy', (row) => people.members[tickets.closedBy.at(row) - 1]?.identifier),
    bool('closedFlag', (row) => tickets.closedAt.at(row) !== 0),
    dec('actualHours', (row) => tickets.units.at(row) / UNITS_PER_HOUR),
    bool('approved', () => true),
    text('resources', (row) => resourcesOf(firm, tickets, row)),
    bill('billTime'),
    bill('billExpenses'),
    bill('billProducts'),
    choice('predecessorType', ['Ticket', 'Phase'], () => undefined),
    int('lagDays', () => 0),
    never('lagNonworkingDaysFlag'),
    instant('estimatedStartDate', (row) => tickets.enteredAt.at(row)),
    int('duration', (row) => orNone(Math.round(tickets.budgetUnits.at(row) / 3))),
    ref(
      'location',
      places.toLocation,
      (row) => clients.companies[tickets.company.at(row)]?.locationRow,
    ),
    ref(
      'department',
      places.toDepartment,
      (row) => desk.boards[tickets.board.at(row)]?.departmentRow,
    ),
    text('mobileGuid', (row) => uuidOf(1, tickets.id.at(row))),
    ref('currency', places.toCurrency, () => 0),
  ]
}

/** A client expects it three working days after it came in. */
function requiredOn(firm: Firm, tickets: TicketTable, row: number): number | undefined {
  if (tickets.id.at(row) % 3 === 0) return undefined
  const { calendar } = firm
  return calendar.stamp(calendar.dayAt(tickets.enteredAt.at(row)) + 3 + (tickets.id.at(row) % 4))
}
