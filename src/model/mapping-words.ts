import type { MappingName } from './mapping.ts'

/** How a mapping is explained to whoever chooses, and how its options are told apart. */
interface MappingWords {
  readonly title: string
  readonly explains: string
  /** How many records carry each option: a select of `id` and `records`. */
  readonly counts: string
  /** What the counted records are: `time entries`. */
  readonly counted: string
}

/** Every mapping in the order of the settings page. */
export const MAPPING_WORDS: Readonly<Record<MappingName, MappingWords>> = {
  own_companies: {
    title: 'Own company',
    explains:
      'The companies in ConnectWise that are you. Time charged to them is internal: it counts in no client’s profit and not as utilized.',
    counts: countsOf('time_entries', 'company_id'),
    counted: 'time entries',
  },
  pto_charge_codes: {
    title: 'Time off: charge codes',
    explains:
      'Charge codes for vacation, sickness and holidays. Such hours leave a member’s available time; time on every other charge code is internal work.',
    counts: `select charge_to_id as id, count(*) as records from time_entries
              where deleted_at is null and charge_to_type = 'ChargeCode' group by 1`,
    counted: 'time entries',
  },
  pto_work_types: {
    title: 'Time off: work types',
    explains: 'Work types for time off, where it is told by the kind of work instead of a code.',
    counts: countsOf('time_entries', 'work_type_id'),
    counted: 'time entries',
  },
  reactive_boards: {
    title: 'Reactive boards',
    explains:
      'Boards where clients report trouble. Alerts, projects and sales are left out, so that they do not count as support.',
    counts: countsOf('tickets', 'board_id'),
    counted: 'tickets',
  },
  waiting_statuses: {
    title: 'Waiting statuses',
    explains: 'Statuses of a ticket that waits for somebody outside: the client or a vendor.',
    counts: countsOf('tickets', 'status_id'),
    counted: 'tickets',
  },
  holiday_lists: {
    title: 'Holidays',
    explains: 'Lists whose all-day holidays are no working days.',
    counts: countsOf('holidays', 'holiday_list_id'),
    counted: 'holidays',
  },
  managed_agreement_types: {
    title: 'Agreements: managed',
    explains: 'Agreement types that sell support for a flat fee.',
    counts: countsOf('agreements', 'type_id'),
    counted: 'agreements',
  },
  prepaid_agreement_types: {
    title: 'Agreements: prepaid',
    explains: 'Agreement types that sell hours or money ahead: blocks of time and retainers.',
    counts: countsOf('agreements', 'type_id'),
    counted: 'agreements',
  },
  resale_agreement_types: {
    title: 'Agreements: resale',
    explains: 'Agreement types that pass on what others make: licences, hosting, hardware.',
    counts: countsOf('agreements', 'type_id'),
    counted: 'agreements',
  },
  endpoint_types: {
    title: 'Endpoints',
    explains: 'Configuration types that count as a managed endpoint: workstations and servers.',
    counts: countsOf('configurations', 'type_id'),
    counted: 'configurations',
  },
  seat_types: {
    title: 'Seats',
    explains: 'Configuration types that count as a seat: a person’s mailbox or licence.',
    counts: countsOf('configurations', 'type_id'),
    counted: 'configurations',
  },
}

function countsOf(table: string, column: string): string {
  return `select ${column} as id, count(*) as records from ${table} where deleted_at is null group by 1`
}
