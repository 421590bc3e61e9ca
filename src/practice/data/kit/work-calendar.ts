import { addDays, daysBetween, startOfDay, weekdayOf } from '../../../kernel/calendar.ts'
import type { Day } from '../../../kernel/calendar.ts'

/** Where the practice company works; 18:00 in winter is midnight UTC. */
export const ZONE = 'America/Chicago'

/** Opening and closing of the working day, seconds after local midnight: 08:00 and 17:00. */
export const OPENS = 8 * 3600
export const CLOSES = 17 * 3600

const SECONDS_PER_DAY = 86_400
/** Agreements that began before the history, and plans and goals after it, stay inside. */
const DAYS_BEFORE = 800
const DAYS_AFTER = 800

/**
 * Local days of three years by number: 0 is the first, `days - 1` the last complete one, the day
 * before `today`. Numbers before and after that range work too.
 */
export interface WorkCalendar {
  readonly today: Day
  /** Seconds at which history ends: `today`, 00:00:00 UTC. */
  readonly bornAt: number
  readonly days: number
  readonly dayText: (day: number) => Day
  /** The instant a local day begins. */
  readonly startOf: (day: number) => number
  /** A day as a day field holds it: seconds of its midnight in UTC. */
  readonly stamp: (day: number) => number
  /** The local day of an instant. */
  readonly dayAt: (instant: number) => number
  readonly weekday: (day: number) => number
  readonly dateOfMonth: (day: number) => number
  /** Months since year 0. */
  readonly month: (day: number) => number
  readonly isWorkday: (day: number) => boolean
  readonly holidayAt: (day: number) => string | undefined
  readonly holidays: readonly { readonly day: number; readonly name: string }[]
  /** Working seconds between two instants, Monday to Friday, 08:00 to 17:00, no holidays. */
  readonly workSeconds: (from: number, to: number) => number
  /** The instant that many working seconds later. */
  readonly addWorkSeconds: (from: number, seconds: number) => number
}

export function createWorkCalendar(today: Day): WorkCalendar {
  const firstDay = `${Number(today.slice(0, 4)) - 3}${today.slice(4)}`.replace('-02-29', '-03-01')
  const origin = addDays(firstDay, -DAYS_BEFORE)
  const days = daysBetween(firstDay, today)
  const total = DAYS_BEFORE + days + DAYS_AFTER

  const texts: Day[] = []
  const starts = new Int32Array(total)
  const works = new Uint8Array(total)
  const worked = new Int32Array(total + 1)
  const names = new Map<number, string>()
  for (let at = 0; at < total; at += 1) {
    const day = addDays(origin, at)
    texts.push(day)
    starts[at] = startOfDay(day, ZONE).getTime() / 1000
    const holiday = holidayOn(day)
    const weekday = weekdayOf(day)
    if (holiday !== undefined) names.set(at - DAYS_BEFORE, holiday)
    works[at] = holiday === undefined && weekday > 0 && weekday < 6 ? 1 : 0
    worked[at + 1] = (worked[at] ?? 0) + (works[at] ?? 0) * (CLOSES - OPENS)
  }
  const originStamp = Date.parse(`${origin}T00:00:00Z`) / 1000
  const originWeekday = weekdayOf(origin)

  const startOf = (day: number) => starts[day + DAYS_BEFORE] ?? 0
  const dayAt = (instant: number) => {
    const guess = Math.floor((instant - startOf(0)) / SECONDS_PER_DAY)
    if (instant < startOf(guess)) return guess - 1
    return instant >= startOf(guess + 1) ? guess + 1 : guess
  }
  const isWorkday = (day: number) => works[day + DAYS_BEFORE] === 1
  const workedBy = (instant: number) => {
    const day = dayAt(instant)
    const before = worked[day + DAYS_BEFORE] ?? 0
    if (!isWorkday(day)) return before
    const into = instant - startOf(day) - OPENS
    return before + Math.max(0, Math.min(CLOSES - OPENS, into))
  }

  return {
    today,
    bornAt: Date.parse(`${today}T00:00:00Z`) / 1000,
    days,
    dayText: (day) => texts[day + DAYS_BEFORE] ?? today,
    startOf,
    stamp: (day) => originStamp + (day + DAYS_BEFORE) * SECONDS_PER_DAY,
    dayAt,
    weekday: (day) => (originWeekday + day + DAYS_BEFORE) % 7,
    dateOfMonth: (day) => Number(texts[day + DAYS_BEFORE]?.slice(8)),
    month: (day) => {
      const text = texts[day + DAYS_BEFORE] ?? today
      return Number(text.slice(0, 4)) * 12 + Number(text.slice(5, 7)) - 1
    },
    isWorkday,
    holidayAt: (day) => names.get(day),
    holidays: [...names].map(([day, name]) => ({ day, name })),
    workSeconds: (from, to) => Math.max(0, workedBy(to) - workedBy(from)),
    addWorkSeconds: (from, seconds) => {
      let day = dayAt(from)
      let left = seconds
      let at = from
      while (left > 0) {
        const end = startOf(day) + CLOSES
        const begin = Math.max(at, startOf(day) + OPENS)
        if (isWorkday(day) && begin < end) {
          if (begin + left <= end) return begin + left
          left -= end - begin
        }
        day += 1
        at = startOf(day)
      }
      return at
    },
  }
}

/** The seven days the company closes; a holiday on a weekend moves to the nearest weekday. */
function holidayOn(day: Day): string | undefined {
  const monthDay = day.slice(5)
  const weekday = weekdayOf(day)
  const date = Number(day.slice(8))
  const month = Number(day.slice(5, 7))
  for (const [fixed, name] of FIXED) {
    if (monthDay === fixed && weekday > 0 && weekday < 6) return name
    if (weekday === 5 && addDays(day, 1).slice(5) === fixed) return name
    if (weekday === 1 && addDays(day, -1).slice(5) === fixed) return name
  }
  if (month === 5 && weekday === 1 && date > 24) return 'Memorial Day'
  if (month === 9 && weekday === 1 && date < 8) return 'Labor Day'
  if (month === 11 && weekday === 4 && date > 21 && date < 29) return 'Thanksgiving Day'
  if (month === 11 && weekday === 5 && date > 22 && date < 30) return 'Day after Thanksgiving'
  return undefined
}

const FIXED = [
  ['01-01', "New Year's Day"],
  ['07-04', 'Independence Day'],
  ['12-25', 'Christmas Day'],
] as const
