import type { Stream } from './define-stream.ts'
import { activities } from './activities.ts'
import { activityTypes } from './activity-types.ts'
import { additions } from './additions.ts'
import { agreementTypes } from './agreement-types.ts'
import { agreements } from './agreements.ts'
import { billingCycles } from './billing-cycles.ts'
import { boardStatuses } from './board-statuses.ts'
import { boards } from './boards.ts'
import { campaigns } from './campaigns.ts'
import { chargeCodes } from './charge-codes.ts'
import { companies } from './companies.ts'
import { configurations } from './configurations.ts'
import { contacts } from './contacts.ts'
import { departments } from './departments.ts'
import { expenseEntries } from './expense-entries.ts'
import { holidayLists } from './holiday-lists.ts'
import { holidays } from './holidays.ts'
import { invoicePayments } from './invoice-payments.ts'
import { invoices } from './invoices.ts'
import { locations } from './locations.ts'
import { members } from './members.ts'
import { opportunities } from './opportunities.ts'
import { priorities } from './priorities.ts'
import { projectTickets } from './project-tickets.ts'
import { projects } from './projects.ts'
import { salesStages } from './sales-stages.ts'
import { scheduleEntries } from './schedule-entries.ts'
import { sites } from './sites.ts'
import { slas } from './slas.ts'
import { sources } from './sources.ts'
import { tickets } from './tickets.ts'
import { timeEntries } from './time-entries.ts'
import { userDefinedFields } from './user-defined-fields.ts'
import { workRoles } from './work-roles.ts'
import { workTypes } from './work-types.ts'

/**
 * Every stream that we keep, parents before their children: the one list that sync, store, connection
 * test, model and documents read.
 *
 * A column is named after its field, in snake_case: `actualHours` is `actual_hours`. A reference
 * becomes `<name>_id` and `<name>_name`, or `_identifier` and `_summary` where ConnectWise knows the
 * record by that; the member who did a piece of work has all three. `updated_at`, `updated_by`,
 * `entered_at` and `entered_by` come from `_info`, the latter two only where ConnectWise was seen to
 * send them.
 *
 * Asked for is every field that says something about the business. Left out are: what only a screen
 * needs (notification switches, templates, sort orders of notes, list formats), what is an order to
 * ConnectWise and not a fact (`addAllLocations`, `emailContactFlag`), foreign keys of other programs,
 * the ten `userDefinedFieldN` that custom fields replaced, the private life and addresses of people,
 * and everything that is or may hold a secret: passwords, tokens, signatures, mailboxes, answers to
 * configuration questions.
 */
export const streams: readonly Stream[] = [
  companies,
  contacts,
  sites,
  members,
  locations,
  departments,
  boards,
  boardStatuses,
  priorities,
  sources,
  slas,
  tickets,
  projectTickets,
  projects,
  timeEntries,
  workTypes,
  workRoles,
  chargeCodes,
  agreements,
  agreementTypes,
  additions,
  invoices,
  invoicePayments,
  billingCycles,
  scheduleEntries,
  holidayLists,
  holidays,
  opportunities,
  salesStages,
  activities,
  activityTypes,
  configurations,
  expenseEntries,
  campaigns,
  userDefinedFields,
]

/** The stream with this table name; `undefined` when there is none. */
export function streamNamed(name: string): Stream | undefined {
  return byName.get(name)
}

const byName: ReadonlyMap<string, Stream> = new Map(streams.map((stream) => [stream.name, stream]))
