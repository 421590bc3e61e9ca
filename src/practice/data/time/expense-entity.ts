import type { Entity } from '../../entity.ts'
import type { Firm } from '../firm.ts'
import { uuidOf } from '../kit/dice.ts'
import { fieldsOfRows } from '../kit/fields.ts'
import { OPENED_BY } from '../kit/permission.ts'
import { names, setupList } from '../setup/setup-list.ts'
import { projectTarget } from '../projects/project-entities.ts'
import { EXPENSE_TYPES, FIRST_EXPENSE_ID } from './expense-table.ts'
import { invoiceTarget } from './time-entity.ts'
import { CHARGED_TO, TIME_STATUS, TIME_STATUSES } from './time-table.ts'
import { BILL, BILL_OPTIONS } from './work-setup.ts'

/** `/expense/entries`: what on-site work cost besides its hours. */
export function expenseEntity(firm: Firm): Entity {
  const { expenses, time, people, clients, places, contracts, calendar } = firm
  const { int, cents, text, day, choice, ref, list } = fieldsOfRows()
  const types = setupList(0, names(...EXPENSE_TYPES), {
    key: 'type_href',
    path: (id) => `/expense/types/${id}`,
  })
  const timeRow = (row: number) => expenses.time.at(row)
  const memberAt = (row: number) => people.members[time.member.at(timeRow(row))]
  const isService = (row: number) => time.chargedTo.at(timeRow(row)) === CHARGED_TO.ticket
  const ticketId = (row: number) =>
    (isService(row) ? firm.tickets : firm.projectTickets).id.at(time.chargeRow.at(timeRow(row)))
  const isBillable = (row: number) => expenses.bill.at(row) === BILL.billable
  const ticket = {
    members: [int('id', ticketId), text('summary', () => 'On-site visit')],
    href: {
      key: 'ticket_href',
      path: (row: number) => `${isService(row) ? '/service' : '/project'}/tickets/${ticketId(row)}`,
    },
  }
  return {
    stream: 'expense_entries',
    path: '/expense/entries',
    title: 'Expense entry',
    permission: OPENED_BY.expenseEntry,
    hasCount: true,
    size: () => expenses.table.size,
    idAt: (row) => FIRST_EXPENSE_ID + row,
    isLive: (row) => expenses.table.isLive(row),
    scope: { memberId: (row) => memberAt(row)?.id },
    info: {
      lastUpdated: (row) => expenses.updatedAt.at(row),
      updatedBy: (row) => memberAt(row)?.identifier,
      dateEntered: (row) => time.enteredAt.at(timeRow(row)),
      enteredBy: (row) => memberAt(row)?.identifier,
    },
    fields: [
      int('id', (row) => FIRST_EXPENSE_ID + row),
      ref('company', clients.toCompany, (row) => time.company.at(timeRow(row))),
      int('chargeToId', ticketId),
      choice('chargeToType', ['ServiceTicket', 'ProjectTicket', 'ChargeCode', 'Activity'], (row) =>
        isService(row) ? 'ServiceTicket' : 'ProjectTicket',
      ),
      ref('type', types.target, (row) => expenses.type.at(row)),
      ref('member', people.target, (row) => time.member.at(timeRow(row))),
      ref('paymentMethod', setupList(0, names('Personal Card')).target, () => 0),
      ref('classification', setupList(0, names('Reimbursable')).target, () => 0),
      cents('amount', (row) => expenses.cents.at(row)),
      choice('billableOption', BILL_OPTIONS, (row) => BILL_OPTIONS[expenses.bill.at(row)]),
      day('date', (row) => calendar.stamp(calendar.dayAt(time.startsAt.at(timeRow(row))))),
      int('locationId', (row) => (memberAt(row)?.locationRow ?? 0) + 1),
      int('businessUnitId', (row) => (memberAt(row)?.departmentRow ?? 0) + 1),
      text('notes', () => 'Client visit'),
      ref('agreement', contracts.target, (row) => time.agreement.at(timeRow(row)) - 1),
      cents('invoiceAmount', (row) => (isBillable(row) ? expenses.cents.at(row) : 0)),
      text('mobileGuid', (row) => uuidOf(6, row)),
      list('taxes', [], () => []),
      ref('invoice', invoiceTarget(), (row) => expenses.invoice.at(row) - 1),
      ref('currency', places.toCurrency, () => 0),
      choice(
        'status',
        TIME_STATUSES,
        (row) =>
          TIME_STATUSES[
            expenses.invoice.at(row) !== 0
              ? TIME_STATUS.billed
              : isBillable(row)
                ? TIME_STATUS.readyToBill
                : TIME_STATUS.approved
          ],
      ),
      cents('billAmount', (row) => (isBillable(row) ? expenses.cents.at(row) : 0)),
      cents('agreementAmount', () => 0),
      ref('ticket', ticket, (row) => row),
      ref('project', projectTarget(firm), (row) => time.project.at(timeRow(row)) - 1),
      firm.customFields.on('time', (row) => row),
    ],
  }
}
