import { dayOf } from '../../kernel/calendar.ts'
import type { Entity, World } from '../entity.ts'
import type { Json, Records } from './read-records.test-kit.ts'

/** The zone the practice company works in, said again so that the test can disagree. */
const ZONE = 'America/Chicago'

const days = new Map<number, string>()

/** The local day of an instant given in seconds; asked for quarters of an hour again and again. */
export function localDay(seconds: number): string {
  const quarter = Math.floor(seconds / 900)
  const day = days.get(quarter) ?? dayOf(new Date(quarter * 900_000), ZONE)
  days.set(quarter, day)
  return day
}

/** A number of a record, by a path like `agreement/id`; NaN where there is none. */
export function num(record: Json | undefined, path: string): number {
  const value = at(record, path)
  return typeof value === 'number' ? value : Number.NaN
}

/** Any value of a record by its path. */
export function at(record: Json | undefined, path: string): unknown {
  let value: unknown = record
  for (const name of path.split('/')) value = (value as Json | undefined)?.[name]
  return value
}

/** Every rule a world must keep, recomputed from its records; the broken ones in words. */
export function brokenRules(world: World, records: Records): string[] {
  return [
    ...ids(world),
    ...links(world, records),
    ...ticketHours(records),
    ...ticketStates(records),
    ...stages(records),
    ...projectHours(records),
    ...coverage(records),
    ...billing(records),
    ...invoiceTotals(records),
    ...agreementInvoices(records),
    ...payments(records),
  ]
}

function byId(records: readonly Json[]): Map<number, Json> {
  return new Map(records.map((record) => [num(record, 'id'), record]))
}

/** Sums a number over records by another. */
function sums(records: readonly Json[], key: string, value: string): Map<number, number> {
  const totals = new Map<number, number>()
  for (const record of records) {
    const id = num(record, key)
    if (!Number.isNaN(id)) totals.set(id, (totals.get(id) ?? 0) + num(record, value))
  }
  return totals
}

function isSame(a: number, b: number): boolean {
  return Math.abs(a - b) < 0.005
}

function ids(world: World): string[] {
  return world.entities.flatMap((entity) => {
    for (let row = 1; row < entity.size(); row += 1) {
      if (entity.idAt(row) <= entity.idAt(row - 1))
        return [`${entity.stream}: ids descend at ${row}`]
    }
    return []
  })
}

/** Every link to something served leads to a live record. */
function links(world: World, records: Records): string[] {
  const known = new Set<string>()
  for (const entity of world.entities) {
    for (let row = 0; row < entity.size(); row += 1) {
      if (entity.isLive(row)) known.add(pathOf(entity, row))
    }
  }
  const served = new RegExp(`^(${world.entities.map(patternOf).join('|')})$`)
  const checked = new Set<string>()
  const dead: string[] = []
  const visit = (value: unknown) => {
    if (typeof value !== 'object' || value === null) return
    for (const [name, member] of Object.entries(value)) {
      if (!name.endsWith('ref') || typeof member !== 'string') visit(member)
      else if (!checked.has(member)) {
        checked.add(member)
        if (served.test(member) && !known.has(member)) dead.push(`dead link ${member}`)
      }
    }
  }
  for (const entity of world.entities) records(entity.stream).forEach(visit)
  return dead
}

function patternOf(entity: Entity): string {
  return `${entity.path.replace('{parentId}', '\\d+')}/\\d+`
}

function pathOf(entity: Entity, row: number): string {
  const parent = entity.parent ? String(entity.parent.parentIdAt(row)) : ''
  return `${entity.path.replace('{parentId}', parent)}/${entity.idAt(row)}`
}

function ticketHours(records: Records): string[] {
  const hours = sums(records('time_entries'), 'ticket/id', 'actualHours')
  return [...records('tickets'), ...records('project_tickets')]
    .filter((ticket) => !isSame(num(ticket, 'actualHours'), hours.get(num(ticket, 'id')) ?? 0))
    .map((ticket) => `ticket ${num(ticket, 'id')}: hours differ from its entries`)
}

/** Closed as its status says, and in the order of life. */
function ticketStates(records: Records): string[] {
  const statuses = byId(records('board_statuses'))
  const later = (ticket: Json, from: string, to: string) =>
    at(ticket, to) !== undefined && !(num(ticket, from) <= num(ticket, to))
  return records('tickets').flatMap((ticket) => {
    const status = statuses.get(num(ticket, 'status/id'))
    const isClosed = status?.['closedStatus'] === true
    const wrong =
      ticket['closedFlag'] !== isClosed ||
      (ticket['closedDate'] !== undefined) !== isClosed ||
      num(status, 'board/id') !== num(ticket, 'board/id') ||
      later(ticket, 'dateResponded', 'dateResplan') ||
      later(ticket, 'dateResplan', 'dateResolved') ||
      later(ticket, 'dateResolved', 'closedDate') ||
      later(ticket, '_info/dateEntered', 'dateResponded') ||
      String(ticket['summary']).length > 100
    return wrong ? [`ticket ${num(ticket, 'id')}: state does not hold together`] : []
  })
}

/** Stage minutes are clock minutes between the ticket's own times for the SLA of all hours. */
function stages(records: Records): string[] {
  const allHours = new Set(
    records('slas')
      .filter((sla) => sla['basedOn'] === 'AllHours')
      .map((sla) => num(sla, 'id')),
  )
  const minutes = (ticket: Json, to: string) =>
    Math.floor((num(ticket, to) - num(ticket, '_info/dateEntered')) / 60)
  return records('tickets').flatMap((ticket) => {
    if (!allHours.has(num(ticket, 'sla/id')) || ticket['dateResolved'] === undefined) return []
    const respond = num(ticket, 'respondMinutes') + num(ticket, 'respondedSkippedMinutes')
    const plan = num(ticket, 'resPlanMinutes') + num(ticket, 'resplanSkippedMinutes')
    const isRight =
      respond === minutes(ticket, 'dateResponded') &&
      respond + plan === minutes(ticket, 'dateResplan') &&
      // Each wait is rounded down to its minute.
      Math.abs(
        respond +
          plan +
          num(ticket, 'resolveMinutes') -
          Math.max(respond + plan, minutes(ticket, 'dateResolved') - num(ticket, 'minutesWaiting')),
      ) <= 1
    return isRight ? [] : [`ticket ${num(ticket, 'id')}: stage minutes differ from its times`]
  })
}

function projectHours(records: Records): string[] {
  const hours = sums(records('time_entries'), 'project/id', 'actualHours')
  return records('projects')
    .filter((project) => !isSame(num(project, 'actualHours'), hours.get(num(project, 'id')) ?? 0))
    .map((project) => `project ${num(project, 'id')}: hours differ from its entries`)
}

/** Covered hours are paid by an agreement that covers time, at the entry's rate, up to its limit. */
function coverage(records: Records): string[] {
  const agreements = byId(records('agreements'))
  const used = new Map<string, number>()
  const broken: string[] = []
  for (const entry of records('time_entries')) {
    const id = num(entry, 'id')
    const covered = num(entry, 'agreementHours')
    const agreement = agreements.get(num(entry, 'agreement/id'))
    const hours = num(entry, 'actualHours')
    const span = (num(entry, 'timeEnd') - num(entry, 'timeStart')) / 3600
    if (!isSame(hours, span - num(entry, 'hoursDeduct')))
      broken.push(`entry ${id}: hours differ from its span`)
    if (!(covered > 0)) continue
    if (
      agreement?.['coverAgreementTime'] !== true ||
      covered > hours ||
      entry['billableOption'] !== 'Billable' ||
      !isSame(num(entry, 'agreementAmount'), covered * num(entry, 'hourlyRate'))
    ) {
      broken.push(`entry ${id}: wrongly covered`)
    }
    const limit = num(agreement, 'applicationLimit')
    if (!(limit > 0)) {
      if (!isSame(covered, hours)) broken.push(`entry ${id}: covered in part without a limit`)
      continue
    }
    const month =
      agreement?.['oneTimeFlag'] === true ? '' : localDay(num(entry, 'timeStart')).slice(0, 7)
    const key = `${num(agreement, 'id')} ${month}`
    const total = (used.get(key) ?? 0) + covered
    used.set(key, total)
    if (total > limit + 0.005) broken.push(`agreement ${key}: covers more than its limit`)
  }
  return broken
}

/** Billed entries and their status, flag and amounts say the same. */
function billing(records: Records): string[] {
  return records('time_entries').flatMap((entry) => {
    const isInvoiced = entry['invoice'] !== undefined
    const isCovered = entry['status'] === 'BilledAgreement'
    const billable = entry['billableOption'] === 'Billable'
    const extended =
      num(entry, 'invoiceHours') * num(entry, 'hourlyRate') - (num(entry, 'agreementAmount') || 0)
    const wrong =
      (entry['status'] === 'Billed') !== isInvoiced ||
      entry['invoiceFlag'] !== (isInvoiced || isCovered) ||
      num(entry, 'invoiceHours') !== (billable ? num(entry, 'actualHours') : 0) ||
      (isCovered && extended > 0.005) ||
      (billable &&
        num(entry, 'extendedInvoiceAmount') !== 0 &&
        !isSame(num(entry, 'extendedInvoiceAmount'), extended))
    return wrong ? [`entry ${num(entry, 'id')}: billing does not hold together`] : []
  })
}

function invoiceTotals(records: Records): string[] {
  const labor = sums(records('time_entries'), 'invoice/id', 'extendedInvoiceAmount')
  const expenses = sums(records('expense_entries'), 'invoice/id', 'billAmount')
  return records('invoices').flatMap((invoice) => {
    const id = num(invoice, 'id')
    const parts = ['serviceTotal', 'productTotal', 'expenseTotal', 'agreementAmount']
    const subtotal = parts.reduce((sum, part) => sum + num(invoice, part), 0)
    const isLabor = labor.has(id) && invoice['type'] === 'Standard'
    const wrong =
      !isSame(num(invoice, 'subtotal'), subtotal) ||
      !isSame(num(invoice, 'total'), subtotal + num(invoice, 'salesTax')) ||
      !isSame(
        num(invoice, 'balance'),
        num(invoice, 'total') - num(invoice, 'payments') - num(invoice, 'credits'),
      ) ||
      (isLabor && !isSame(num(invoice, 'serviceTotal'), labor.get(id) ?? 0)) ||
      !isSame(num(invoice, 'expenseTotal'), expenses.get(id) ?? 0)
    return wrong ? [`invoice ${id}: totals differ from its parts`] : []
  })
}

/** An agreement's invoices are its amount and the additions in force on the invoice's day. */
function agreementInvoices(records: Records): string[] {
  const agreements = byId(records('agreements'))
  const additions = Map.groupBy(records('additions'), (addition) => num(addition, 'agreementId'))
  return records('invoices').flatMap((invoice) => {
    if (invoice['type'] !== 'Agreement') return []
    const date = num(invoice, 'date')
    const agreement = agreements.get(num(invoice, 'agreement/id'))
    const billed = (additions.get(num(agreement, 'id')) ?? [])
      .filter(
        (addition) =>
          addition['billCustomer'] === 'Billable' &&
          num(addition, 'effectiveDate') <= date &&
          !(num(addition, 'cancelledDate') <= date),
      )
      .reduce(
        (sum, addition) =>
          sum +
          (num(addition, 'quantity') - num(addition, 'lessIncluded')) * num(addition, 'unitPrice'),
        0,
      )
    const isRight = isSame(num(invoice, 'subtotal'), num(agreement, 'billAmount') + billed)
    return isRight ? [] : [`invoice ${num(invoice, 'id')}: differs from its agreement`]
  })
}

function payments(records: Records): string[] {
  const ofType = (type: string) =>
    records('invoice_payments').filter((payment) => payment['type'] === type)
  const paid = sums(ofType('Payment'), 'invoice/id', 'amount')
  const credited = sums(ofType('Credit'), 'invoice/id', 'amount')
  const used = sums(ofType('Credit'), 'credit/id', 'amount')
  return records('invoices').flatMap((invoice) => {
    const id = num(invoice, 'id')
    const isRight =
      isSame(num(invoice, 'payments'), paid.get(id) ?? 0) &&
      isSame(num(invoice, 'credits'), (credited.get(id) ?? 0) - (used.get(id) ?? 0))
    return isRight ? [] : [`invoice ${id}: payments differ from its payment records`]
  })
}
