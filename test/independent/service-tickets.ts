import { daysBetween } from '../../src/kernel/calendar.ts'
import type { Day } from '../../src/kernel/calendar.ts'
import { OPEN } from './compare.ts'
import {
  amountAt,
  dayAt,
  flagAt,
  idOf,
  instantAt,
  numberAt,
  oncePerTruth,
  textAt,
  valueAt,
} from './truth.ts'
import type { PsaRecord, Truth } from './truth.ts'
import { daysFrom, groupBy, passes, periodOf, ratio, sumOf } from './situation.ts'
import type { AskedParams, ExpectedRow, Situation } from './situation.ts'

/** What is on the boards: rows by board and status. */
export function openTickets(
  truth: Truth,
  params: AskedParams,
  situation: Situation,
): ExpectedRow[] {
  const open = countedTickets(truth, params).filter(isOpen)
  return groups(open, (ticket) => [
    textAt(ticket, 'board/name') ?? '(no board)',
    textAt(ticket, 'status/name') ?? '(no status)',
  ]).map(([[board = '', status = ''], tickets]) => {
    const oldest = oldestOf(tickets)
    const on = oldest === null ? null : openedOn(oldest, situation)
    return {
      board,
      status,
      open_tickets: tickets.length,
      budget_hours: sumOf(tickets, (ticket) => amountAt(ticket, 'budgetHours')),
      actual_hours: sumOf(tickets, (ticket) => amountAt(ticket, 'actualHours')),
      oldest_on: on,
      oldest_days: on === null ? null : ageOn(on, situation.today),
      // Without a date none of them is the oldest.
      oldest_ticket_id: oldest === null ? OPEN : idOf(oldest),
    }
  })
}

const BANDS = [
  ['age_0_7', 0, 7],
  ['age_8_14', 8, 14],
  ['age_15_21', 15, 21],
  ['age_22_29', 22, 29],
  ['age_30_plus', 30, Infinity],
] as const

/** How old the backlog is: rows by board, team or owner. */
export function backlogAging(
  truth: Truth,
  params: AskedParams,
  situation: Situation,
): ExpectedRow[] {
  const by = String(params['group_by'])
  const path = { board: 'board/name', team: 'team/name', owner: 'owner/name' }[by] ?? ''
  const open = countedTickets(truth, params).filter(isOpen)
  return groups(open, (ticket) => [textAt(ticket, path) ?? `(no ${by})`]).map(
    ([[name = ''], tickets]) => {
      const ages = tickets.flatMap((ticket) => {
        const on = openedOn(ticket, situation)
        return on === null ? [] : [ageOn(on, situation.today)]
      })
      const bands = BANDS.map(([column, low, high]) => [
        column,
        ages.filter((age) => age >= low && age <= high).length,
      ])
      return {
        grouped_by: name,
        open_tickets: tickets.length,
        ...(Object.fromEntries(bands) as Record<string, number>),
        past_required: tickets.filter((ticket) => {
          const required = dayAt(ticket, 'requiredDate')
          return required !== null && required < situation.today
        }).length,
        oldest_days: ages.length === 0 ? null : Math.max(...ages),
      }
    },
  )
}

/** Whether the desk keeps up: a row per day, week or month, also where nothing happened. */
export function killRate(truth: Truth, params: AskedParams, situation: Situation): ExpectedRow[] {
  const from = String(params['from'])
  const to = String(params['to'])
  const by = String(params['by'])
  const periodFor = (day: Day) => periodOf(day, by, 1)
  const reactive = new Set(reactiveBoards(truth).map(idOf))
  const tickets = countedTickets(truth, params).filter(
    (ticket) =>
      params['only_reactive'] !== true || reactive.has(numberAt(ticket, 'board/id') ?? -1),
  )
  const inside = (day: Day | null): day is Day => day !== null && day >= from && day <= to
  const opened = tickets.map((ticket) => openedOn(ticket, situation)).filter(inside)
  const closed = tickets.map((ticket) => closedOn(ticket, situation)).filter(inside)
  const periods = [...new Set(daysFrom(from, to).map(periodFor))]
  const openedIn = groupBy(opened, periodFor)
  const closedIn = groupBy(closed, periodFor)
  return periods.map((period) => {
    const o = openedIn.get(period)?.length ?? 0
    const c = closedIn.get(period)?.length ?? 0
    return { period, opened: o, closed: c, net: o - c, kill_rate: ratio(c, o) }
  })
}

interface SlaPromise {
  readonly stage: string
  readonly reached: string
  readonly minutes: readonly string[]
  readonly goal: string
}

const PROMISES: readonly SlaPromise[] = [
  {
    stage: 'response',
    reached: 'dateResponded',
    minutes: ['respondMinutes', 'respondedSkippedMinutes'],
    goal: 'respondHours',
  },
  {
    stage: 'plan',
    reached: 'dateResplan',
    minutes: ['resPlanMinutes', 'resplanSkippedMinutes', 'respondMinutes'],
    goal: 'planWithin',
  },
  {
    stage: 'resolution',
    reached: 'dateResolved',
    minutes: ['resolveMinutes', 'resPlanMinutes', 'respondMinutes'],
    goal: 'resolutionHours',
  },
]

/** Promises kept: rows by priority, client or board. */
export function slaCompliance(
  truth: Truth,
  params: AskedParams,
  situation: Situation,
): ExpectedRow[] {
  const by = String(params['group_by'])
  const path = { priority: 'priority/name', client: 'company/name', board: 'board/name' }[by] ?? ''
  const rows: ExpectedRow[] = []
  for (const [[name = ''], tickets] of groups(countedTickets(truth, params), (ticket) => [
    textAt(ticket, path) ?? `(no ${by})`,
  ])) {
    const row: Record<string, string | number | null> = { grouped_by: name }
    let measuredAtAll = 0
    for (const promise of PROMISES) {
      const kept = tickets.flatMap((ticket) => keptIn(truth, ticket, promise, params, situation))
      const met = kept.filter(Boolean).length
      row[`${promise.stage}_measured`] = kept.length
      row[`${promise.stage}_met`] = met
      row[`${promise.stage}_share`] = ratio(met, kept.length)
      measuredAtAll += kept.length
    }
    if (measuredAtAll > 0) rows.push(row)
  }
  return rows
}

/** One verdict, or none where the stage is not measured in the period. */
function keptIn(
  truth: Truth,
  ticket: PsaRecord,
  promise: SlaPromise,
  params: AskedParams,
  situation: Situation,
): boolean[] {
  const reached = instantAt(ticket, promise.reached)
  if (reached === null) return []
  const on = situation.dayOf(reached)
  if (on < String(params['from']) || on > String(params['to'])) return []
  const sla = truth.find('slas', numberAt(ticket, 'sla/id'))
  const goal = sla === null ? 0 : amountAt(sla, promise.goal)
  if (goal <= 0) return []
  const known = promise.minutes.map((name) => numberAt(ticket, name))
  if (known.every((minutes) => minutes === null)) return []
  return [sumOf(known, (minutes) => minutes ?? 0) <= 60 * goal]
}

/** Service tickets that count, narrowed by the filters a report may have. */
export function countedTickets(truth: Truth, params: AskedParams = {}): PsaRecord[] {
  return wholeTickets(truth).filter(
    (ticket) =>
      passes(params['board'], textAt(ticket, 'board/name')) &&
      passes(params['team'], textAt(ticket, 'team/name')) &&
      passes(params['owner'], textAt(ticket, 'owner/name')) &&
      passes(params['company'], textAt(ticket, 'company/name')) &&
      passes(params['location'], textAt(ticket, 'location/name')) &&
      passes(params['department'], textAt(ticket, 'department/name')),
  )
}

/** A merged ticket lives on in another, and a child is a step of its parent's work. */
const wholeTickets = oncePerTruth((truth): PsaRecord[] =>
  truth
    .of('tickets')
    .filter(
      (ticket) =>
        valueAt(ticket, 'mergedParentTicket/id') === null &&
        amountAt(ticket, 'parentTicketId') === 0,
    ),
)

export function isOpen(ticket: PsaRecord): boolean {
  return !flagAt(ticket, 'closedFlag')
}

export function openedOn(ticket: PsaRecord, situation: Situation): Day | null {
  const at = instantAt(ticket, '_info/dateEntered')
  return at === null ? null : situation.dayOf(at)
}

/** The day a ticket that is closed now was closed. */
export function closedOn(ticket: PsaRecord, situation: Situation): Day | null {
  const at = instantAt(ticket, 'closedDate')
  return at === null || isOpen(ticket) ? null : situation.dayOf(at)
}

/** Boards where clients report trouble: boards for service whose name does not say otherwise. */
export function reactiveBoards(truth: Truth): PsaRecord[] {
  const otherWork = /alert|monitor|internal|sales|project|admin|procurement|onboarding/i
  return truth
    .of('boards')
    .filter(
      (board) =>
        !flagAt(board, 'projectFlag') &&
        !flagAt(board, 'inactiveFlag') &&
        !otherWork.test(textAt(board, 'name') ?? ''),
    )
}

function ageOn(openedOn: Day, today: Day): number {
  return Math.max(0, daysBetween(openedOn, today))
}

function oldestOf(tickets: readonly PsaRecord[]): PsaRecord | null {
  let oldest: { readonly at: number; readonly ticket: PsaRecord } | null = null
  for (const ticket of tickets) {
    const at = instantAt(ticket, '_info/dateEntered')?.getTime()
    // Of several at the same moment the first: they come in the order of their ids.
    if (at !== undefined && (oldest === null || at < oldest.at)) oldest = { at, ticket }
  }
  return oldest?.ticket ?? null
}

function groups(
  tickets: readonly PsaRecord[],
  keysOf: (ticket: PsaRecord) => readonly string[],
): [readonly string[], PsaRecord[]][] {
  return [...groupBy(tickets, (ticket) => JSON.stringify(keysOf(ticket)))].map(([key, group]) => [
    JSON.parse(key) as string[],
    group,
  ])
}
