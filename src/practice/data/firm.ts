import type { Size } from '../entity.ts'
import type { AgreementSetup } from './agreements/agreement-setup.ts'
import type { Agreements } from './agreements/agreements.ts'
import type { Clients } from './companies/clients.ts'
import type { InvoiceTable, PaymentTable } from './invoices/invoice-table.ts'
import type { Scale } from './kit/scale.ts'
import type { WorkCalendar } from './kit/work-calendar.ts'
import type { People } from './people/members.ts'
import type { Project } from './projects/projects.ts'
import type { ScheduleTable } from './service/schedule-table.ts'
import type { ServiceDesk } from './service/service-desk.ts'
import type { TicketTable } from './service/tickets.ts'
import type { ClientSetup } from './setup/client-setup.ts'
import type { CustomFields } from './setup/custom-fields.ts'
import type { Places } from './setup/places.ts'
import type { ExpenseTable } from './time/expense-table.ts'
import type { TimeTable } from './time/time-table.ts'
import type { WorkSetup } from './time/work-setup.ts'

/** The practice company: what it is set up with and everything that ever happened in it. */
export interface Firm {
  readonly seed: number
  readonly size: Size
  readonly scale: Scale
  readonly calendar: WorkCalendar
  readonly places: Places
  readonly clientSetup: ClientSetup
  readonly customFields: CustomFields
  readonly people: People
  readonly work: WorkSetup
  readonly clients: Clients
  readonly desk: ServiceDesk
  readonly agreementSetup: AgreementSetup
  readonly contracts: Agreements
  readonly tickets: TicketTable
  readonly projectTickets: TicketTable
  readonly projects: Project[]
  readonly time: TimeTable
  readonly expenses: ExpenseTable
  readonly schedule: ScheduleTable
  readonly invoices: InvoiceTable
  readonly payments: PaymentTable
  /** The next id of a ticket: service and project tickets share one row of numbers. */
  readonly nextTicketId: () => number
}
