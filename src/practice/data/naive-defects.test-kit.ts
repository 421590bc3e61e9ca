import { addDays, daysBetween, weekdayOf } from '../../kernel/calendar.ts'
import { at, localDay, num } from './invariants.test-kit.ts'
import type { Json, Records } from './read-records.test-kit.ts'

/**
 * The Data Check defects counted the plain way from what the API shows, sharing nothing with the
 * generator but the definitions in its doc comments.
 */
export function naiveDefects(records: Records, today: string): Record<string, number> {
  const entries = records('time_entries')
  const known = index(records, today)
  const count = (isOne: (entry: Json) => boolean) => entries.filter(isOne).length
  return {
    'time-on-agreement-and-project': count(
      (entry) => has(entry, 'agreement') && has(entry, 'project'),
    ),
    'time-agreement-mismatch': count(
      (entry) =>
        has(entry, 'ticket') &&
        at(entry, 'agreement/id') !==
          at(known.tickets.get(num(entry, 'ticket/id')), 'agreement/id'),
    ),
    'billable-time-off-agreement': count(
      (entry) =>
        entry['chargeToType'] === 'ServiceTicket' &&
        entry['billableOption'] === 'Billable' &&
        !has(entry, 'agreement') &&
        (known.agreementsOf.get(num(entry, 'company/id')) ?? []).some(
          (agreement) =>
            agreement['coverAgreementTime'] === true && isInForce(agreement, workDay(entry)),
        ),
    ),
    'missing-time': missingTime(records, known, today),
    'late-time-entries': count(
      (entry) => num(entry, 'dateEntered') - num(entry, 'timeEnd') > 86_400,
    ),
    'implausible-time-entries': implausible(entries),
    'thin-time-notes': count(
      (entry) =>
        entry['billableOption'] !== 'DoNotBill' &&
        JSON.stringify(entry['notes'] ?? '').length < 15 + 2,
    ),
    'after-hours-coding': count((entry) => isMiscoded(entry, known.holidays)),
    'missing-costs': missingCosts(records, known, today),
    'suspicious-agreements': suspicious(known, today),
    'additions-below-cost': known.billed.filter(
      (addition) => num(addition, 'unitPrice') < num(addition, 'unitCost'),
    ).length,
    'dormant-companies': dormant(records, today),
    'unclassified-tickets': records('tickets').filter((ticket) =>
      ['type', 'subType', 'item', 'source'].some((name) => !has(ticket, name)),
    ).length,
    'stuck-tickets': stuck(records, today),
    'orphaned-work': orphaned(records),
    'time-after-end': count((entry) => isAfterEnd(entry, known)),
    'contact-data-quality': contactQuality(records),
  }
}

function has(record: Json, name: string): boolean {
  return record[name] !== undefined
}

function workDay(entry: Json): string {
  return localDay(num(entry, 'timeStart'))
}

/** The calendar day of a day field; undefined where it is not set. */
function dayOf(record: Json | undefined, name: string): string | undefined {
  const seconds = record?.[name]
  return typeof seconds === 'number'
    ? new Date(seconds * 1000).toISOString().slice(0, 10)
    : undefined
}

function startOf(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) / 1000
}

interface Known {
  readonly tickets: ReadonlyMap<number, Json>
  readonly agreements: ReadonlyMap<number, Json>
  readonly agreementsOf: ReadonlyMap<number, readonly Json[]>
  readonly projects: ReadonlyMap<number, Json>
  readonly holidays: ReadonlySet<string>
  /** Billable additions in force today on active agreements. */
  readonly billed: readonly Json[]
}

function index(records: Records, today: string): Known {
  const byId = (list: readonly Json[]) => new Map(list.map((record) => [num(record, 'id'), record]))
  const agreements = byId(records('agreements'))
  return {
    tickets: byId([...records('tickets'), ...records('project_tickets')]),
    agreements,
    agreementsOf: Map.groupBy(records('agreements'), (agreement) => num(agreement, 'company/id')),
    projects: byId(records('projects')),
    holidays: new Set(records('holidays').map((holiday) => String(holiday['date']))),
    billed: records('additions').filter((addition) => {
      const ends = dayOf(addition, 'cancelledDate')
      const agreement = agreements.get(num(addition, 'agreementId'))
      return (
        addition['billCustomer'] === 'Billable' &&
        (dayOf(addition, 'effectiveDate') ?? '') <= today &&
        (ends === undefined || ends > today) &&
        agreement?.['agreementStatus'] === 'Active'
      )
    }),
  }
}

function lastDay(agreement: Json | undefined): string {
  const end = dayOf(agreement, 'endDate') ?? '9999'
  const cancelled = dayOf(agreement, 'dateCancelled')
  const before = cancelled === undefined ? '9999' : addDays(cancelled, -1)
  return end < before ? end : before
}

function isInForce(agreement: Json, day: string): boolean {
  return (dayOf(agreement, 'startDate') ?? '') <= day && day <= lastDay(agreement)
}

function isAfterEnd(entry: Json, known: Known): boolean {
  const agreement = known.agreements.get(num(entry, 'agreement/id'))
  if (agreement && workDay(entry) > lastDay(agreement)) return true
  const ended = dayOf(known.projects.get(num(entry, 'project/id')), 'actualEnd')
  return ended !== undefined && workDay(entry) > ended
}

function isWorkday(day: string, holidays: ReadonlySet<string>): boolean {
  const weekday = weekdayOf(day)
  return weekday > 0 && weekday < 6 && !holidays.has(day)
}

function missingTime(records: Records, known: Known, today: string): number {
  const hours = new Map<string, number>()
  for (const entry of records('time_entries')) {
    const key = `${num(entry, 'member/id')} ${workDay(entry)}`
    hours.set(key, (hours.get(key) ?? 0) + num(entry, 'actualHours'))
  }
  let missing = 0
  for (let day = addDays(today, -30); day < today; day = addDays(day, 1)) {
    if (!isWorkday(day, known.holidays)) continue
    for (const member of records('members')) {
      const left = dayOf(member, 'inactiveDate')
      const isEmployed =
        (dayOf(member, 'hireDate') ?? '') <= day && (left === undefined || day < left)
      if (isEmployed && (hours.get(`${num(member, 'id')} ${day}`) ?? 0) < 7) missing += 1
    }
  }
  return missing
}

/** Every pair of a member's entries of one day or of two neighbouring ones is compared. */
function implausible(entries: readonly Json[]): number {
  const ofMember = Map.groupBy(entries, (entry) => num(entry, 'member/id'))
  let found = 0
  for (const mine of ofMember.values()) {
    const near = Map.groupBy(mine, (entry) => Math.floor(num(entry, 'timeStart') / 86_400))
    for (const entry of mine) {
      const start = num(entry, 'timeStart')
      const day = Math.floor(start / 86_400)
      const overlaps = [...(near.get(day) ?? []), ...(near.get(day - 1) ?? [])].some((other) => {
        const began = num(other, 'timeStart')
        const isEarlier = began < start || (began === start && num(other, 'id') < num(entry, 'id'))
        return isEarlier && num(other, 'timeEnd') > start
      })
      const hours = num(entry, 'actualHours')
      if (overlaps || hours === 0 || hours > 12) found += 1
    }
  }
  return found
}

function isMiscoded(entry: Json, holidays: ReadonlySet<string>): boolean {
  if (entry['chargeToType'] === 'ChargeCode') return false
  const start = num(entry, 'timeStart')
  const hour = Number(CLOCK.format(start * 1000))
  const isInside = isWorkday(workDay(entry), holidays) && hour >= 8 && hour < 17
  const workType = at(entry, 'workType/name')
  return isInside
    ? workType === 'After Hours'
    : workType !== 'After Hours' && workType !== 'Emergency'
}

const CLOCK = new Intl.DateTimeFormat('en-US', {
  timeZone: 'America/Chicago',
  hour: 'numeric',
  hourCycle: 'h23',
})

function missingCosts(records: Records, known: Known, today: string): number {
  const recent = records('time_entries').filter(
    (entry) => daysBetween(workDay(entry), today) <= 365,
  )
  const members = new Set(recent.map((entry) => num(entry, 'member/id')))
  const types = new Set(recent.map((entry) => num(entry, 'workType/id')))
  return (
    records('members').filter(
      (member) =>
        member['inactiveFlag'] === false &&
        !has(member, 'hourlyCost') &&
        members.has(num(member, 'id')),
    ).length +
    records('work_types').filter(
      (type) => type['costMultiplier'] === 0 && types.has(num(type, 'id')),
    ).length +
    known.billed.filter((addition) => addition['unitCost'] === 0).length
  )
}

function suspicious(known: Known, today: string): number {
  const billed = new Set(known.billed.map((addition) => num(addition, 'agreementId')))
  return [...known.agreements.values()].filter((agreement) => {
    if (agreement['agreementStatus'] !== 'Active') return false
    const end = dayOf(agreement, 'endDate')
    const next = dayOf(agreement, 'nextInvoiceDate')
    return (
      (end === undefined && agreement['noEndingDateFlag'] === false) ||
      (end !== undefined && end < today) ||
      (next !== undefined && next < today) ||
      (agreement['billAmount'] === 0 &&
        !billed.has(num(agreement, 'id')) &&
        at(agreement, 'type/name') !== 'Time and Materials')
    )
  }).length
}

function activeClients(records: Records): Json[] {
  return records('companies').filter(
    (company) =>
      at(company, 'status/name') === 'Active' &&
      (company['types'] as readonly Json[]).some((type) => type['name'] === 'Client'),
  )
}

function dormant(records: Records, today: string): number {
  const since = addDays(today, -365)
  const alive = new Set([
    ...records('tickets')
      .filter((ticket) => localDay(num(ticket, '_info/dateEntered')) >= since)
      .map((ticket) => num(ticket, 'company/id')),
    ...records('invoices')
      .filter((invoice) => (dayOf(invoice, 'date') ?? '') >= since)
      .map((invoice) => num(invoice, 'company/id')),
    ...records('agreements')
      .filter((agreement) => agreement['agreementStatus'] === 'Active')
      .map((agreement) => num(agreement, 'company/id')),
  ])
  return activeClients(records).filter((company) => !alive.has(num(company, 'id'))).length
}

function stuck(records: Records, today: string): number {
  const projects = new Map(records('projects').map((project) => [num(project, 'id'), project]))
  const unbilled = new Set(
    records('time_entries')
      .filter(
        (entry) =>
          entry['chargeToType'] === 'ServiceTicket' &&
          entry['billableOption'] === 'Billable' &&
          entry['status'] !== 'WrittenOff' &&
          !has(entry, 'invoice') &&
          num(entry, 'actualHours') > (num(entry, 'agreementHours') || 0) &&
          projects.get(num(entry, 'project/id'))?.['billingMethod'] !== 'FixedFee',
      )
      .map((entry) => num(entry, 'ticket/id')),
  )
  const before = (days: number) => startOf(today) - days * 86_400
  return records('tickets').filter((ticket) =>
    ticket['closedFlag'] === true
      ? num(ticket, 'closedDate') < before(60) && unbilled.has(num(ticket, 'id'))
      : at(ticket, 'status/name') === 'Completed' && num(ticket, 'dateResolved') < before(14),
  ).length
}

function orphaned(records: Records): number {
  const left = new Set(
    records('members')
      .filter((member) => member['inactiveFlag'] === true)
      .map((member) => num(member, 'id')),
  )
  const held = (stream: string, holder: string, isOpen: (record: Json) => boolean) =>
    records(stream).filter((record) => isOpen(record) && left.has(num(record, holder))).length
  const isOpenTicket = (ticket: Json) => ticket['closedFlag'] === false
  return (
    held('tickets', 'owner/id', isOpenTicket) +
    held('project_tickets', 'owner/id', isOpenTicket) +
    held('schedule_entries', 'member/id', (entry) => entry['doneFlag'] === false) +
    held('opportunities', 'primarySalesRep/id', (deal) => at(deal, 'status/name') === 'Open') +
    held('activities', 'assignTo/id', (activity) => at(activity, 'status/name') === 'Open')
  )
}

function contactQuality(records: Records): number {
  const seen = new Set<string>()
  let poor = 0
  for (const contact of records('contacts')) {
    const name = [at(contact, 'company/id'), contact['firstName'], contact['lastName']].join(' ')
    const isTwin = seen.has(name)
    seen.add(name)
    const kinds = (contact['communicationItems'] as readonly Json[]).map(
      (item) => item['communicationType'],
    )
    const isPoor = isTwin || !kinds.includes('Email') || !kinds.includes('Phone')
    if (contact['inactiveFlag'] === false && isPoor) poor += 1
  }
  const unbillable = activeClients(records).filter((company) =>
    ['billingContact', 'billingTerms', 'taxCode'].some((name) => !has(company, name)),
  )
  return poor + unbillable.length
}
