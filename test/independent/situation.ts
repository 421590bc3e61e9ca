import {
  addDays,
  addMonths,
  type Day,
  dayOf,
  isDay,
  startOfMonth,
  startOfWeek,
} from '../../src/kernel/calendar.ts'

/** A row as a report answers it: values by column. */
export type ExpectedRow = Readonly<Record<string, string | number | boolean | null>>

/** What a report is asked with, complete. */
export type AskedParams = Readonly<Record<string, string | number | boolean>>

/** The moment and the business that an answer is computed for. */
export interface Situation {
  readonly zone: string
  readonly today: Day
  /** 0 is Sunday. */
  readonly weekStart: number
  /** Weekdays that are worked, 0 is Sunday. */
  readonly workdays: readonly number[]
  /** Hours that may be missing from a day before it is reported. */
  readonly toleratedHours: number
  /** Share of available hours expected of members without a goal of their own. */
  readonly utilizationGoal: number
  readonly dayOf: (instant: Date) => Day
}

/** A situation that remembers the days of instants: most instants of a history are asked for often. */
export function createSituation(moment: Omit<Situation, 'dayOf'>): Situation {
  const known = new Map<number, Day>()
  return {
    ...moment,
    dayOf(instant) {
      const at = instant.getTime()
      const day = known.get(at) ?? dayOf(instant, moment.zone)
      known.set(at, day)
      return day
    },
  }
}

/** The words for moving days that parameters default to, as people understand them. */
export function resolveDay(word: string, { today, weekStart }: Situation): Day {
  const weekBegan = startOfWeek(today, weekStart)
  switch (word) {
    case 'today':
      return today
    case 'yesterday':
      return addDays(today, -1)
    case 'start-of-week':
      return weekBegan
    case 'end-of-week':
      return addDays(weekBegan, 6)
    case 'start-of-month':
      return startOfMonth(today)
    case 'start-of-last-month':
      return addMonths(startOfMonth(today), -1)
    case 'end-of-last-month':
      return addDays(startOfMonth(today), -1)
    case '12-months-ago':
      return addMonths(today, -12)
    case '30-days-ago':
      return addDays(today, -30)
    case '12-weeks-ago':
      return addDays(today, -7 * 12)
    default:
      if (!isDay(word)) throw new Error(`no day: ${word}`)
      return word
  }
}

/** The first day of the day, week or month that holds a day. */
export function periodOf(day: Day, by: string, weekStart: number): Day {
  if (by === 'week') return startOfWeek(day, weekStart)
  return by === 'month' ? startOfMonth(day) : day
}

/** Every day from one to another, both included. */
export function daysFrom(from: Day, to: Day): Day[] {
  const days: Day[] = []
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day)
  return days
}

/** The months, as their first days, that a span of days touches. */
export function monthsFrom(from: Day, to: Day): Day[] {
  const months: Day[] = []
  for (let month = startOfMonth(from); month <= to; month = addMonths(month, 1)) months.push(month)
  return months
}

/** True when a name passes a text filter: part of it in any case; an empty filter passes everything. */
export function passes(
  filter: string | number | boolean | undefined,
  name: string | null,
): boolean {
  if (filter === undefined || filter === '') return true
  return name !== null && name.toLowerCase().includes(String(filter).toLowerCase())
}

/** Records by a key, in order of first appearance. */
export function groupBy<T>(items: Iterable<T>, keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const key = keyOf(item)
    const group = groups.get(key)
    if (group) group.push(item)
    else groups.set(key, [item])
  }
  return groups
}

export function sumOf<T>(items: Iterable<T>, valueOf: (item: T) => number): number {
  let total = 0
  for (const item of items) total += valueOf(item)
  return total
}

/** A quotient; null where there is nothing to divide by. */
export function ratio(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole
}
