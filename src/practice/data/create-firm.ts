import type { Day } from '../../kernel/calendar.ts'
import type { Size } from '../entity.ts'
import { createAgreementSetup } from './agreements/agreement-setup.ts'
import { createAgreements } from './agreements/make-agreements.ts'
import { createClients } from './companies/make-clients.ts'
import type { Firm } from './firm.ts'
import { createInvoiceTable, createPaymentTable } from './invoices/invoice-table.ts'
import { SCALES } from './kit/scale.ts'
import { createWorkCalendar } from './kit/work-calendar.ts'
import { liveHistory } from './live-history.ts'
import { createPeople } from './people/members.ts'
import { createScheduleTable } from './service/schedule-table.ts'
import { createServiceDesk } from './service/service-desk.ts'
import { createTickets } from './service/tickets.ts'
import { createClientSetup } from './setup/client-setup.ts'
import { createCustomFields } from './setup/custom-fields.ts'
import { createPlaces } from './setup/places.ts'
import { createExpenseTable } from './time/expense-table.ts'
import { createTimeTable } from './time/time-table.ts'
import { createWorkSetup } from './time/work-setup.ts'

/** Ids of tickets begin here: ConnectWise numbers service and project tickets in one row. */
const FIRST_TICKET_ID = 10_001

/** Founds the practice company and lives its three years. */
export function createFirm(options: {
  readonly seed: number
  readonly size: Size
  readonly today: Day
}): Firm {
  const { seed, size, today } = options
  const scale = SCALES[size]
  const calendar = createWorkCalendar(today)
  // Set up a year before the history begins.
  const at = calendar.startOf(-365) + 10 * 3600
  const people = createPeople(seed, scale, calendar)
  const clients = createClients(seed, scale, calendar, people)
  const agreementSetup = createAgreementSetup(at)
  let ticketId = FIRST_TICKET_ID - 1
  const firm: Firm = {
    seed,
    size,
    scale,
    calendar,
    places: createPlaces(at),
    clientSetup: createClientSetup(at),
    customFields: createCustomFields(at),
    people,
    work: createWorkSetup(at),
    clients,
    desk: createServiceDesk(at),
    agreementSetup,
    contracts: createAgreements(seed, scale, calendar, clients, agreementSetup),
    tickets: createTickets(scale.tickets),
    projectTickets: createTickets(0),
    projects: [],
    time: createTimeTable(scale.timeEntries),
    expenses: createExpenseTable(0),
    schedule: createScheduleTable(0),
    invoices: createInvoiceTable(scale.invoices),
    payments: createPaymentTable(scale.invoices),
    nextTicketId: () => (ticketId += 1),
  }
  liveHistory(firm)
  return firm
}
