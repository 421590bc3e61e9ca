import type { Entity } from '../../entity.ts'
import type { Firm } from '../firm.ts'
import { mix, uuidOf } from '../kit/dice.ts'
import { fieldsOfRows } from '../kit/fields.ts'
import { OPENED_BY } from '../kit/permission.ts'
import { COMPANY_TYPE } from '../setup/client-setup.ts'
import { CAPACITY } from '../people/members.ts'
import { FIRST_INVOICE_ID } from '../invoices/invoice-table.ts'
import { phaseTarget, projectTarget } from '../projects/project-entities.ts'
import { TASKS } from '../projects/projects.ts'
import { SUBJECTS } from '../service/board-plan.ts'
import { summaryOf } from '../service/ticket-words.ts'
import { SECONDS_PER_UNIT, UNITS_PER_HOUR } from '../service/tickets.ts'
import { invoiceCents, isFixedFee } from './log-time.ts'
import { notesOf } from './time-words.ts'
import { CHARGED_TO, FIRST_TIME_ID, TIME_STATUSES, TIME_STATUS } from './time-table.ts'
import { BILL, BILL_OPTIONS } from './work-setup.ts'

/**
 * `/time/entries`. `invoiceHours` are all hours that are billed, covered ones included;
 * `agreementAmount` is what the agreement pays of them, and `extendedInvoiceAmount` what is left
 * for an invoice (nothing on fixed-fee projects, whose fee is invoiced).
 */
export function timeEntity(firm: Firm): Entity {
  const { time, clients, people, places, work, contracts, agreementSetup, calendar, clientSetup } =
    firm
  const { int, dec, cents, text, bool, instant, choice, ref } = fieldsOfRows()
  const memberAt = (row: number) => people.members[time.member.at(row)]
  const companyAt = (row: number) => clients.companies[time.company.at(row)]
  const departmentAt = (row: number) => memberAt(row)?.departmentRow ?? 0
  const hours = (units: number) => units / UNITS_PER_HOUR
  const isBillable = (row: number) => time.bill.at(row) === BILL.billable
  const kind = (row: number) => time.chargedTo.at(row)
  const isTicket = (row: number) => kind(row) !== CHARGED_TO.chargeCode
  const ticketsAt = (row: number) =>
    kind(row) === CHARGED_TO.ticket ? firm.tickets : firm.projectTickets
  const never = (name: string) => bool(name, () => false)
  const projectAt = (row: number) => firm.projects[time.project.at(row) - 1]
  const placeAt = (row: number) => firm.projectTickets.place.at(time.chargeRow.at(row))
  const charged = (row: number) =>
    isTicket(row) ? ticketsAt(row).id.at(time.chargeRow.at(row)) : time.chargeRow.at(row) + 1
  return {
    stream: 'time_entries',
    path: '/time/entries',
    title: 'Time entry',
    permission: OPENED_BY.timeEntry,
    hasCount: true,
    size: () => time.table.size,
    idAt: (row) => FIRST_TIME_ID + row,
    isLive: (row) => time.table.isLive(row),
    scope: {
      boardId: (row) =>
        isTicket(row) ? ticketsAt(row).board.at(time.chargeRow.at(row)) + 1 : undefined,
      locationId: (row) => (memberAt(row)?.locationRow ?? 0) + 1,
      memberId: (row) => memberAt(row)?.id,
    },
    info: {
      lastUpdated: (row) => time.updatedAt.at(row),
      updatedBy: (row) => memberAt(row)?.identifier,
      dateEntered: (row) => time.enteredAt.at(row),
      enteredBy: (row) => memberAt(row)?.identifier,
      hrefs: (row) => (isTicket(row) ? { chargeToMobileGuid: uuidOf(1, charged(row)) } : {}),
    },
    fields: [
      int('id', (row) => FIRST_TIME_ID + row),
      ref('company', clients.toCompany, (row) => time.company.at(row)),
      text('companyType', (row) =>
        clientSetup.types.nameAt(companyAt(row)?.typeRow ?? COMPANY_TYPE.client),
      ),
      int('chargeToId', charged),
      choice('chargeToType', CHARGE_TYPES, (row) => CHARGE_NAMES[kind(row)]),
      ref(
        'member',
        {
          ...people.target,
          members: [...people.target.members, dec('dailyCapacity', () => CAPACITY)],
        },
        (row) => time.member.at(row),
      ),
      int('locationId', (row) => (memberAt(row)?.locationRow ?? 0) + 1),
      int('businessUnitId', (row) => departmentAt(row) + 1),
      text('businessGroupDesc', (row) => places.departments[departmentAt(row)]?.name),
      ref('location', places.toLocation, (row) => memberAt(row)?.locationRow),
      ref('department', places.toBillingUnit, departmentAt),
      ref('workType', work.toType, (row) => time.workType.at(row)),
      ref('workRole', work.toRole, (row) => time.workRole.at(row)),
      ref('agreement', contracts.target, (row) => time.agreement.at(row) - 1),
      text(
        'agreementType',
        (row) =>
          agreementSetup.types[contracts.agreements[time.agreement.at(row) - 1]?.typeRow ?? -1]
            ?.name,
      ),
      text('projectActivity', (row) => {
        const project = projectAt(row)
        return project && (TASKS[placeAt(row)] ?? 'Further work')
      }),
      text('territory', (row) => places.locations[companyAt(row)?.locationRow ?? 0]?.name),
      instant('timeStart', (row) => time.startsAt.at(row)),
      instant(
        'timeEnd',
        (row) =>
          time.startsAt.at(row) + (time.units.at(row) + time.deducted.at(row)) * SECONDS_PER_UNIT,
      ),
      dec('hoursDeduct', (row) => hours(time.deducted.at(row))),
      dec('actualHours', (row) => hours(time.units.at(row))),
      choice('billableOption', BILL_OPTIONS, (row) => BILL_OPTIONS[time.bill.at(row)]),
      text('notes', (row) => notesOf(firm, row)),
      never('addToDetailDescriptionFlag'),
      never('addToInternalAnalysisFlag'),
      bool('addToResolutionFlag', (row) => mix(8, row) % 4 === 0),
      never('emailResourceFlag'),
      bool('emailContactFlag', (row) => mix(9, row) % 5 === 0),
      never('emailCcFlag'),
      dec('hoursBilled', (row) => (isBillable(row) ? hours(time.units.at(row)) : 0)),
      dec('invoiceHours', (row) => (isBillable(row) ? hours(time.units.at(row)) : 0)),
      text('hourlyCost', (row) => memberAt(row)?.hourlyCost?.toFixed(2)),
      text('enteredBy', (row) => memberAt(row)?.identifier),
      instant('dateEntered', (row) => time.enteredAt.at(row)),
      ref('invoice', invoiceTarget(), (row) => time.invoice.at(row) - 1),
      text('mobileGuid', (row) => uuidOf(2, row)),
      dec('hourlyRate', (row) => time.rate.at(row)),
      dec('overageRate', (row) => (time.agreement.at(row) === 0 ? undefined : time.rate.at(row))),
      dec('agreementHours', (row) =>
        time.agreement.at(row) === 0 ? undefined : hours(time.coveredUnits.at(row)),
      ),
      cents('agreementAmount', (row) =>
        time.agreement.at(row) === 0
          ? undefined
          : time.coveredUnits.at(row) * 5 * time.rate.at(row),
      ),
      dec('agreementAdjustment', () => 0),
      dec('adjustment', () => 0),
      int('invoiceReady', (row) => (time.status.at(row) >= TIME_STATUS.approved ? 1 : 0)),
      ref('timeSheet', sheetTarget(firm), (row) => row),
      choice('status', TIME_STATUSES, (row) => TIME_STATUSES[time.status.at(row)]),
      ref('ticket', chargedTicketTarget(firm), (row) => (isTicket(row) ? row : -1)),
      ref('project', projectTarget(firm), (row) => time.project.at(row) - 1),
      ref('phase', phaseTarget(projectAt, placeAt), (row) =>
        time.project.at(row) === 0 ? -1 : row,
      ),
      text('ticketBoard', (row) =>
        isTicket(row)
          ? firm.desk.boards[ticketsAt(row).board.at(time.chargeRow.at(row))]?.name
          : undefined,
      ),
      // As it was when the time was entered: a value that moved with the ticket would change
      // the entry without its stamp.
      text('ticketStatus', (row) => (isTicket(row) ? 'In Progress' : undefined)),
      text('ticketType', (row) =>
        isTicket(row)
          ? SUBJECTS[ticketsAt(row).subject.at(time.chargeRow.at(row))]?.type
          : undefined,
      ),
      text('ticketSubType', (row) =>
        isTicket(row)
          ? SUBJECTS[ticketsAt(row).subject.at(time.chargeRow.at(row))]?.subType
          : undefined,
      ),
      bool(
        'invoiceFlag',
        (row) => time.invoice.at(row) !== 0 || time.status.at(row) === TIME_STATUS.billedAgreement,
      ),
      cents('extendedInvoiceAmount', (row) =>
        isFixedFee(firm, row) ? 0 : invoiceCents(firm, row),
      ),
      text('locationName', (row) => places.locations[memberAt(row)?.locationRow ?? 0]?.name),
      ref('taxCode', clientSetup.taxCodes.target, (row) => companyAt(row)?.taxCodeRow),
      firm.customFields.on('time', (row) => row),
    ],
  }

  /** Weekly sheets of each member, Saturday to Friday. */
  function sheetTarget(of: Firm) {
    const week = (row: number) =>
      Math.floor((calendar.dayAt(time.startsAt.at(row)) + calendar.weekday(0) + 1) / 7)
    const first = (row: number) => week(row) * 7 - calendar.weekday(0) - 1
    const idAt = (row: number) => 1 + week(row) * of.people.members.length + time.member.at(row)
    return {
      members: [
        int('id', idAt),
        text(
          'name',
          (row) => `${calendar.dayText(first(row))} to ${calendar.dayText(first(row) + 6)}`,
        ),
      ],
      href: { key: 'timeSheet_href', path: (row: number) => `/time/sheets/${idAt(row)}` },
    }
  }
}

const CHARGE_TYPES = [
  'Company',
  'ServiceTicket',
  'ProjectTicket',
  'ChargeCode',
  'Activity',
] as const
const CHARGE_NAMES = ['ServiceTicket', 'ProjectTicket', 'ChargeCode'] as const

/** Invoices as references show them; the identifier is the number on the invoice. */
export function invoiceTarget() {
  const { int, text } = fieldsOfRows()
  return {
    members: [
      int('id', (row) => FIRST_INVOICE_ID + row),
      text('identifier', (row) => String(FIRST_INVOICE_ID + row)),
    ],
    href: {
      key: 'invoice_href',
      path: (row: number) => `/finance/invoices/${FIRST_INVOICE_ID + row}`,
    },
  }
}

/** The ticket of a time entry, whichever of the two lists it is in. */
function chargedTicketTarget(firm: Firm) {
  const { time } = firm
  const { int, text } = fieldsOfRows()
  const isService = (row: number) => time.chargedTo.at(row) === CHARGED_TO.ticket
  const idAt = (row: number) =>
    (isService(row) ? firm.tickets : firm.projectTickets).id.at(time.chargeRow.at(row))
  return {
    members: [
      int('id', idAt),
      text('summary', (row) =>
        isService(row)
          ? summaryOf(firm, firm.tickets, time.chargeRow.at(row))
          : (TASKS[firm.projectTickets.place.at(time.chargeRow.at(row))] ?? 'Further work'),
      ),
    ],
    href: {
      key: 'ticket_href',
      path: (row: number) => `${isService(row) ? '/service' : '/project'}/tickets/${idAt(row)}`,
    },
  }
}
