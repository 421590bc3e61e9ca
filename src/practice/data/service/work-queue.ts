import { Dice, mix } from '../kit/dice.ts'
import type { Firm } from '../firm.ts'
import { beginWait, close, complete, endWait, plan, respond, touch } from './ticket-life.ts'
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
const BACKLOG_DAYS = 2.5

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
  const comfortable = Math.max(3, arrivalsPerMemberDay * BACKLOG_DAYS)

  const wake = (row: number, at: number) => endWait(firm, row, Math.min(at, wakesAt[row] ?? at))

  const resolve = (row: number, memberRow: number, at: number) => {
    wake(row, at)
    complete(firm, row, at)
    // Planted: a few are completed but never closed.
    if (dice.chance(0.006)) return
    const day = calendar.dayAt(at)
    const closesOn = day + (dice.chance(0.65) ? 0 : dice.between(1, 3))
    if (closesOn === day) close(firm, row, memberRow, at)
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
      if (tickets.entries.at(row) === 0) respond(firm, row, start)
      else if (tickets.owner.at(row) !== memberRow + 1) tickets.helper.set(row, memberRow + 1)
      touch(firm, row, end)
      const pressure = queue.length / comfortable
      const closes = Math.min(0.97, (0.45 + 0.55 * pressure * pressure) / worksPerTicket)
      if (dice.chance(closes)) {
        // Half of the quick ones are solved before anybody writes down a plan.
        if (dice.chance(0.5)) plan(firm, row, start)
        resolve(row, memberRow, end)
        remove(queue, row)
        return
      }
      plan(firm, row, end)
      tickets.status.set(row, STATUS.inProgress)
      if (!dice.chance(0.3)) return
      beginWait(firm, row, end, dice.chance(0.75) ? STATUS.waitingClient : STATUS.waitingVendor)
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
        close(firm, row, (tickets.owner.at(row) || 1) - 1, calendar.startOf(day) + 6 * 3600)
      }
    },
    handOver: (memberRow, day) => {
      const colleagues = firm.people.working(day, 'technician', 'engineer')
      for (const row of queues[memberRow] ?? []) {
        if (mix(row, firm.seed) % 8 === 0) continue
        const to = dice.pick(colleagues)
        tickets.owner.set(row, to + 1)
        queues[to]?.push(row)
        touch(firm, row, calendar.startOf(day) + 10 * 3600)
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

/** Emergencies first, then what nobody has looked at, then the one that waits longest. */
function isMoreUrgent(tickets: TicketTable, row: number, than: number): boolean {
  const rank = tickets.priority.at(row) - tickets.priority.at(than)
  if (rank !== 0) return rank < 0
  const isNew = tickets.entries.at(row) === 0
  if (isNew !== (tickets.entries.at(than) === 0)) return isNew
  return tickets.enteredAt.at(row) < tickets.enteredAt.at(than)
}

function remove(queue: number[], row: number): void {
  const place = queue.indexOf(row)
  if (place < 0) return
  const last = queue.pop()
  if (last !== undefined && last !== row) queue[place] = last
}
