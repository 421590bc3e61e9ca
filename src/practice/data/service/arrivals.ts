import { OWN_COMPANY } from '../companies/clients.ts'
import type { Company } from '../companies/clients.ts'
import type { Firm } from '../firm.ts'
import { Dice } from '../kit/dice.ts'
import { fileTicket, scheduleTicket } from './file-ticket.ts'
import { BOARD, STATUS } from './service-desk.ts'
import type { WorkQueue } from './work-queue.ts'

/** Makes the service tickets of each day: as many as the seasons and the head count ask for. */
interface Arrivals {
  readonly onDay: (day: number) => void
}

/** Share of a normal day's tickets, by weekday from Sunday. */
const WEEKDAYS = [0.07, 1.25, 1.05, 1, 0.98, 0.85, 0.09]
/** By month from January: the year starts busy, summer and the holidays are quiet. */
const MONTHS = [1.12, 1.04, 1.02, 1, 0.98, 0.95, 0.88, 1, 1.12, 1.04, 0.98, 0.85]
/** By hour from 7:00 to 17:00. */
const HOURS = [4, 11, 14, 13, 11, 7, 10, 11, 9, 7, 3]

export function createArrivals(firm: Firm, queue: WorkQueue): Arrivals {
  const { calendar, scale } = firm
  const dice = new Dice(firm.seed, 71)
  const weights = dayWeights(firm, dice)
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const callers = createCallers(firm)
  let seen = 0
  let made = 0
  return {
    onDay: (day) => {
      seen += weights[day] ?? 0
      const due = Math.floor((scale.tickets * seen) / total + 1e-6)
      const times: number[] = []
      for (; made < due; made += 1) times.push(arrivalSeconds(dice, calendar.isWorkday(day)))
      times.sort((a, b) => a - b)
      for (const seconds of times) addTicket(firm, queue, dice, callers(day, dice), day, seconds)
    },
  }
}

function dayWeights(firm: Firm, dice: Dice): number[] {
  const { calendar, people } = firm
  return Array.from({ length: calendar.days }, (_, day) => {
    const workday = calendar.isWorkday(day)
    const season = MONTHS[calendar.month(day) % 12] ?? 1
    const weekday = workday ? (WEEKDAYS[calendar.weekday(day)] ?? 1) : 0.08
    // The company takes on work as it takes on technicians.
    const staff = people.working(day, 'technician', 'engineer').length
    return season * weekday * staff * dice.factor(0.12)
  })
}

/** Seconds after local midnight; the last day's tickets come before the history ends at 18:00. */
function arrivalSeconds(dice: Dice, isWorkday: boolean): number {
  if (!isWorkday || dice.chance(0.04)) return dice.between(6 * 3600, 17 * 3600 + 1800)
  let roll = dice.below(100)
  for (let at = 0; at < HOURS.length; at += 1) {
    roll -= HOURS[at] ?? 0
    if (roll < 0) return (7 + at) * 3600 + dice.below(3600)
  }
  return 9 * 3600 + dice.below(3600)
}

/** Picks companies by how noisy they are among those who are clients that month. */
function createCallers(firm: Firm): (day: number, dice: Dice) => Company {
  const { companies } = firm.clients
  const own = companies[OWN_COMPANY]
  let month = -1
  let current: Company[] = []
  let sums: number[] = []
  return (day, dice) => {
    if (firm.calendar.month(day) !== month) {
      month = firm.calendar.month(day)
      current = companies.filter(
        (company) =>
          company.noise > 0 &&
          company.since <= day &&
          (company.until === undefined || company.until > day + 31),
      )
      let sum = 0
      sums = current.map((company) => (sum += company.noise))
    }
    const at = dice.next() * (sums.at(-1) ?? 0)
    let low = 0
    let high = sums.length - 1
    while (low < high) {
      const middle = (low + high) >> 1
      if ((sums[middle] ?? 0) <= at) low = middle + 1
      else high = middle
    }
    const company = current[low] ?? own
    if (!company) throw new RangeError('a world without companies')
    return company
  }
}

function addTicket(
  firm: Firm,
  queue: WorkQueue,
  dice: Dice,
  caller: Company,
  day: number,
  seconds: number,
): void {
  const at = firm.calendar.startOf(day) + seconds
  const { row, memberRow } = fileTicket(firm, dice, caller, day, at)
  queue.assign(row, memberRow)
  if (dice.chance(0.35)) scheduleTicket(firm, dice, row, memberRow, day, at)
  const isAlert = firm.tickets.board.at(row) === BOARD.alerts
  endWithoutWork(firm, queue, dice, { row, memberRow, at, isAlert })
}

/** Half of the alerts clear by themselves; a few tickets are spam or duplicates. */
function endWithoutWork(
  firm: Firm,
  queue: WorkQueue,
  dice: Dice,
  fresh: {
    readonly row: number
    readonly memberRow: number
    readonly at: number
    readonly isAlert: boolean
  },
): void {
  if (!dice.chance(fresh.isAlert ? 0.5 : 0.025)) return
  const at = fresh.at + dice.between(5, 240) * 60
  if (at >= firm.calendar.bornAt) return
  queue.resolve(fresh.row, fresh.memberRow, at)
  if (!fresh.isAlert && firm.tickets.closedAt.at(fresh.row) !== 0) {
    firm.tickets.status.set(fresh.row, STATUS.cancelled)
  }
}
