import { Dice, mix } from '../kit/dice.ts'
import type { Firm } from '../firm.ts'
import { isInForce } from '../agreements/agreements.ts'
import { slaMinutes } from './sla-clock.ts'
import { STATUS } from './service-desk.ts'
import type { TicketTable } from './tickets.ts'

/**
 * Who works on which open ticket, and what becomes of it: the part of history that decides
 * responses, waiting, resolutions and the backlog.
 */
export interface WorkQueue {
  /** Hands a new ticket to a member. */
  readonly assign: (row: number, memberRow: number) => void
  /** An open ticket of the member that can be worked at an instant; -1 when there is none. */
  readonly next: (memberRow: number, at: number) => number
  /** Books the effect of a piece of work on its ticket. */
  readonly worked: (row: number, memberRow: number, start: number, end: number) => void
  /** Ends a ticket at an instant, without work. */
  readonly resolve: (row: number, memberRow: number, at: number) => void
  /** What happens overnight: completed tickets close by themselves. */
  readonly closeDue: (day: number) => void
  /** Passes on the tickets of a member who leaves; some are forgotten. */
  readonly handOver: (memberRow: number, day: number) => void
  /** Ends the waits that ended before the history does. */
  readonly settle: () => void
}

/** Working days of arrivals that a technician keeps open at any time. */
const BACKLOG_DAYS = 5

export function createWorkQueue(
  firm: Firm,
  arrivalsPerMemberDay: number,
  worksPerTicket: number,
): WorkQueue {
  const { tickets, calendar } = firm
  const dice = new Dice(firm.seed, 61)
  const queues: number[][] = firm.people.members.map(() => [])
  const wakesAt = new Int32Array(firm.scale.tickets)
  const closing: number[][] = Array.from({ length: calendar.days }, () => [])
  const comfortable = Math.max(4, arrivalsPerMemberDay * BACKLOG_DAYS)

  const touch = (row: number, at: number) => {
    if (at > tickets.updatedAt.at(row)) tickets.updatedAt.set(row, at)
  }

  const wake = (row: number, at: number) => {
    const since = tickets.waitingSince.at(row)
    if (since === 0) return
    const until = Math.min(at, wakesAt[row] ?? at)
    const sla = firm.desk.slas[tickets.sla.at(row)]
    if (sla) tickets.waitedMinutes.add(row, slaMinutes(sla, calendar, since, until))
    tickets.waitingSince.set(row, 0)
    tickets.status.set(row, STATUS.inProgress)
    touch(row, until)
  }

  const close = (row: number, memberRow: number, at: number) => {
    tickets.status.set(row, STATUS.closed)
    tickets.closedAt.set(row, at)
    tickets.closedBy.set(row, memberRow + 1)
    touch(row, at)
  }

  const resolve = (row: number, memberRow: number, at: number) => {
    wake(row, at)
    if (tickets.respondedAt.at(row) === 0 || tickets.respondedAt.at(row) > at) {
      tickets.respondedAt.set(row, at)
    }
    if (tickets.plannedAt.at(row) === 0) tickets.plannedAt.set(row, at)
    tickets.resolvedAt.set(row, at)
    tickets.status.set(row, STATUS.completed)
    markScheduleDone(firm, tickets, row, at)
    touch(row, at)
    // Planted: a few are completed but never closed.
    if (dice.chance(0.006)) return
    const day = calendar.dayAt(at)
    const closesOn = day + (dice.chance(0.65) ? 0 : dice.between(1, 3))
    if (closesOn === day) close(row, memberRow, at)
    else closing[closesOn]?.push(row)
  }

  return {
    assign: (row, memberRow) => {
      tickets.owner.set(row, memberRow + 1)
      queues[memberRow]?.push(row)
    },
    next: (memberRow, at) => {
      const queue = queues[memberRow]
      if (queue === undefined || queue.length === 0) return -1
      let best = -1
      // A look at the newest and at a few of the others stands for reading the whole board.
      for (let look = 0; look < 5; look += 1) {
        const place = look === 0 ? queue.length - 1 : dice.below(queue.length)
        const row = queue[place] ?? -1
        if (tickets.enteredAt.at(row) > at || (wakesAt[row] ?? 0) > at) continue
        if (best < 0 || isMoreUrgent(tickets, row, queue[best] ?? -1)) best = place
      }
      if (best < 0) return -1
      return queue[best] ?? -1
    },
    worked: (row, memberRow, start, end) => {
      const queue = queues[memberRow] ?? []
      wake(row, start)
      const first = tickets.entries.at(row) === 0
      if (first) {
        const acknowledged = tickets.respondedAt.at(row)
        if (acknowledged === 0 || acknowledged > start) tickets.respondedAt.set(row, start)
      } else if (tickets.owner.at(row) !== memberRow + 1) tickets.helper.set(row, memberRow + 1)
      touch(row, end)
      const pressure = queue.length / comfortable
      const closes = Math.min(0.97, (0.45 + 0.55 * pressure * pressure) / worksPerTicket)
      if (dice.chance(closes)) {
        // Half of the quick ones are solved before anybody writes down a plan.
        if (tickets.plannedAt.at(row) === 0 && dice.chance(0.5)) tickets.plannedAt.set(row, start)
        resolve(row, memberRow, end)
        remove(queue, row)
        return
      }
      if (tickets.plannedAt.at(row) === 0) tickets.plannedAt.set(row, end)
      tickets.status.set(row, STATUS.inProgress)
      if (!dice.chance(0.3)) return
      tickets.waitingSince.set(row, end)
      tickets.status.set(row, dice.chance(0.75) ? STATUS.waitingClient : STATUS.waitingVendor)
      const forever = dice.chance(0.004)
      wakesAt[row] = end + (forever ? 86_400 * 9_000 : Math.round(dice.factor(0.8) * 86_400 * 1.6))
      if (forever) remove(queue, row)
    },
    resolve: (row, memberRow, at) => {
      resolve(row, memberRow, at)
      remove(queues[memberRow] ?? [], row)
    },
    closeDue: (day) => {
      for (const row of closing[day] ?? []) {
        close(row, (tickets.owner.at(row) || 1) - 1, calendar.startOf(day) + 6 * 3600)
      }
    },
    handOver: (memberRow, day) => {
      const colleagues = firm.people.working(day, 'technician', 'engineer')
      for (const row of queues[memberRow] ?? []) {
        if (mix(row, firm.seed) % 8 === 0) continue
        const to = dice.pick(colleagues)
        tickets.owner.set(row, to + 1)
        queues[to]?.push(row)
        touch(row, calendar.startOf(day) + 10 * 3600)
      }
      queues[memberRow] = []
    },
    settle: () => {
      for (const queue of queues) {
        for (const row of queue) {
          if ((wakesAt[row] ?? 0) < calendar.bornAt) wake(row, calendar.bornAt)
        }
      }
    },
  }
}

/** Emergencies first, then the one that waits longest. */
function isMoreUrgent(tickets: TicketTable, row: number, than: number): boolean {
  const rank = tickets.priority.at(row) - tickets.priority.at(than)
  if (rank !== 0) return rank < 0
  return tickets.enteredAt.at(row) < tickets.enteredAt.at(than)
}

function remove(queue: number[], row: number): void {
  const place = queue.indexOf(row)
  if (place < 0) return
  const last = queue.pop()
  if (last !== undefined && last !== row) queue[place] = last
}

/** The calendar entry of a finished ticket is done. */
export function markScheduleDone(firm: Firm, tickets: TicketTable, row: number, at: number): void {
  const entry = tickets.schedule.at(row) - 1
  if (entry < 0) return
  firm.schedule.done.set(entry, 1)
  firm.schedule.updatedAt.set(entry, Math.max(at, firm.schedule.updatedAt.at(entry)))
}

/** The agreement a client's work is charged to on a day: the first in force, blocks with hours left first. */
export function agreementFor(firm: Firm, companyRow: number, day: number): number {
  const { agreements, ofCompany } = firm.contracts
  let found = -1
  for (const row of ofCompany[companyRow] ?? []) {
    const agreement = agreements[row]
    if (!agreement || agreement.typeRow > 3 || !isInForce(agreement, day)) continue
    const isUsedUp = agreement.limitUnits > 0 && agreement.usedUnits >= agreement.limitUnits
    if (!isUsedUp || agreement.typeRow === 2) return row
    found = row
  }
  return found
}
