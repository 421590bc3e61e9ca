/**
 * Business days in a workspace's own zone. A *day* is text, `YYYY-MM-DD`; an *instant* is a `Date`.
 * The only place where the two are turned into each other: everything else stores UTC instants.
 */

/** A calendar day, `YYYY-MM-DD`, without a zone. */
export type Day = string

const MS_PER_DAY = 86_400_000

/** The day an instant falls on in a zone. */
export function dayOf(instant: Date, zone: string): Day {
  const parts = partsIn(instant, zone)
  return `${pad(parts.year, 4)}-${pad(parts.month, 2)}-${pad(parts.day, 2)}`
}

/**
 * The first instant of a day in a zone: midnight, or, where daylight saving skips midnight, the
 * first instant that exists.
 */
export function startOfDay(day: Day, zone: string): Date {
  const wanted = utcMidnight(day)
  // Two rounds settle any offset change between the guess and the answer.
  let guess = wanted
  for (let round = 0; round < 2; round += 1) guess = wanted - offsetMs(new Date(guess), zone)
  // In a gap at midnight the guess falls on the day before: move on to the gap's end.
  while (dayOf(new Date(guess), zone) < day) guess += 15 * 60_000
  return new Date(guess)
}

/** The instant after a day's last one: the start of the next day. */
export function endOfDay(day: Day, zone: string): Date {
  return startOfDay(addDays(day, 1), zone)
}

export function addDays(day: Day, days: number): Day {
  return dayFromUtc(utcMidnight(day) + days * MS_PER_DAY)
}

/** Moves by whole months; the 31st becomes the last day of a shorter month. */
export function addMonths(day: Day, months: number): Day {
  const [year, month, date] = splitDay(day)
  const first = new Date(Date.UTC(year, month - 1 + months, 1))
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate()
  first.setUTCDate(Math.min(date, last))
  return dayFromUtc(first.getTime())
}

/** Whole days from one day to another; negative when `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((utcMidnight(to) - utcMidnight(from)) / MS_PER_DAY)
}

/** 0 is Sunday, 6 is Saturday. */
export function weekdayOf(day: Day): number {
  return new Date(utcMidnight(day)).getUTCDay()
}

/** The first day of the week that holds a day; `weekStart` 0 is Sunday, 1 is Monday. */
export function startOfWeek(day: Day, weekStart: number): Day {
  return addDays(day, -((weekdayOf(day) - weekStart + 7) % 7))
}

export function startOfMonth(day: Day): Day {
  return `${day.slice(0, 8)}01`
}

/** The last day of the month that holds a day. */
export function endOfMonth(day: Day): Day {
  return addDays(addMonths(startOfMonth(day), 1), -1)
}

/** True for a real calendar day in the form `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && dayFromUtc(utcMidnight(text)) === text
}

/** True when the runtime knows the IANA zone. */
export function isZone(zone: string): boolean {
  try {
    formatterFor(zone)
    return true
  } catch {
    return false
  }
}

interface Parts {
  readonly year: number
  readonly month: number
  readonly day: number
  readonly hour: number
  readonly minute: number
  readonly second: number
}

const formatters = new Map<string, Intl.DateTimeFormat>()

function formatterFor(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  formatters.set(zone, made)
  return made
}

function partsIn(instant: Date, zone: string): Parts {
  const parts: Record<string, number> = {}
  for (const part of formatterFor(zone).formatToParts(instant)) {
    parts[part.type] = Number(part.value)
  }
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = parts
  return { year, month, day, hour, minute, second }
}

function offsetMs(instant: Date, zone: string): number {
  const { year, month, day, hour, minute, second } = partsIn(instant, zone)
  const local = Date.UTC(year, month - 1, day, hour, minute, second)
  return local - Math.floor(instant.getTime() / 1000) * 1000
}

function splitDay(day: Day): [number, number, number] {
  return [Number(day.slice(0, 4)), Number(day.slice(5, 7)), Number(day.slice(8, 10))]
}

function utcMidnight(day: Day): number {
  const [year, month, date] = splitDay(day)
  return Date.UTC(year, month - 1, date)
}

function dayFromUtc(ms: number): Day {
  return new Date(ms).toISOString().slice(0, 10)
}

function pad(value: number, width: number): string {
  return String(value).padStart(width, '0')
}
