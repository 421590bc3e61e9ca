import { addDays, dayOf, daysBetween, startOfWeek } from '../kernel/calendar.ts'
import type { Day } from '../kernel/calendar.ts'
import { dayInWords, monthInWords } from '../kernel/day-words.ts'
import { formatMoney, formatPercent } from '../kernel/words.ts'

/** Dates, months and amounts as the briefing says them. English; the zone is always given. */

const WEEKDAYS = [
  'Sunday',
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
] as const

/** `Monday, 23 November 2026`. */
export function longDay(day: Day): string {
  const weekday = WEEKDAYS[new Date(`${day}T00:00:00Z`).getUTCDay()]
  return `${weekday}, ${dayInWords(day)}`
}

/** `3 September`; the year is said when it is not this one. */
export function shortDay(day: Day, today: Day): string {
  const words = dayInWords(day)
  return today.startsWith(day.slice(0, 4)) ? words.slice(0, -5) : words
}

/** `October`, of a day or of a month `2026-10`. */
export function monthName(month: string): string {
  return monthInWords(month).split(' ')[0] ?? month
}

/** `as of 6:02 this morning`, `as of 16:40 today`, `as of 22:10 yesterday`, `as of 6:02 on 20 November`. */
export function asOfWords(asOf: Date, now: Date, zone: string): string {
  const time = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hour: 'numeric',
    minute: '2-digit',
  })
    .format(asOf)
    .replace(/^0(?=\d)/, '')
  const day = dayOf(asOf, zone)
  const today = dayOf(now, zone)
  if (day === today)
    return `as of ${time} ${Number(time.split(':')[0]) < 12 ? 'this morning' : 'today'}`
  const yesterday = dayOf(new Date(now.getTime() - 86_400_000), zone)
  return day === yesterday ? `as of ${time} yesterday` : `as of ${time} on ${shortDay(day, today)}`
}

/** One to ten in words, as sentences count; digits above. */
export function spelled(count: number): string {
  return COUNTS[count] ?? count.toLocaleString('en-US')
}

const COUNTS = [
  'no',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
] as const

/** `+$4,310`, `−$2,870`. */
export function signedMoney(value: number, currency: string): string {
  return signed(value, formatMoney(Math.round(value), currency))
}

/** A plus before what grew; the minus is already there. */
function signed(value: number, text: string): string {
  return value > 0 ? `+${text}` : text
}

/** `2.4 %`, without a sign: an arrow beside it says which way. */
export function unsignedShare(share: number): string {
  return formatPercent(Math.abs(share))
}

export function capitalised(sentence: string): string {
  return sentence.slice(0, 1).toUpperCase() + sentence.slice(1)
}

/** The ISO 8601 week a day is in, 1 to 53: weeks begin on Monday, week 1 holds 4 January. */
export function isoWeek(day: Day): number {
  const thursday = addDays(startOfWeek(day, 1), 3)
  return Math.floor(daysBetween(`${thursday.slice(0, 4)}-01-01`, thursday) / 7) + 1
}

/** `Oct`, and `Jan 2026` where a year begins. */
export function shortMonth(month: string): string {
  const name = monthName(month).slice(0, 3)
  return month.slice(5, 7) === '01' ? `${name} ${month.slice(0, 4)}` : name
}

/** `3 Sep`. */
export function briefDay(day: Day): string {
  return `${Number(day.slice(8, 10))} ${monthName(day).slice(0, 3)}`
}
