import type { Firm } from '../firm.ts'
import { SECONDS_PER_UNIT, UNITS_PER_HOUR } from '../service/tickets.ts'

/** Days before `today` that the count looks at. */
const WINDOW_DAYS = 30
/** A day with fewer hours is not complete: an hour less than capacity. */
const COMPLETE_UNITS = 7 * UNITS_PER_HOUR

/**
 * Member-days of the 30 days before `today`, on working days (Monday to Friday, no holidays) on
 * which the member was employed, with less than seven hours entered, leave included.
 */
export function missingTime(firm: Firm): number {
  const { time, calendar, people } = firm
  const first = calendar.days - WINDOW_DAYS
  const entered = new Map<string, number>()
  for (let row = 0; row < time.table.size; row += 1) {
    if (time.startsAt.at(row) < calendar.startOf(first) || !time.table.isLive(row)) continue
    const key = `${time.member.at(row)} ${calendar.dayAt(time.startsAt.at(row))}`
    entered.set(key, (entered.get(key) ?? 0) + time.units.at(row))
  }
  let missing = 0
  for (let day = first; day < calendar.days; day += 1) {
    if (!calendar.isWorkday(day)) continue
    for (const member of people.members) {
      if (!people.isEmployed(member, day)) continue
      if ((entered.get(`${member.row} ${day}`) ?? 0) < COMPLETE_UNITS) missing += 1
    }
  }
  return missing
}

/** Nobody works longer on one thing. */
const LONGEST_UNITS = 12 * UNITS_PER_HOUR

/**
 * Time entries of no hours, of more than twelve hours, or that begin before an entry of the same
 * member that began earlier (at the same moment: has the lower id) has ended.
 */
export function implausibleTimeEntries(firm: Firm): number {
  const { time } = firm
  const ofMember: number[][] = firm.people.members.map(() => [])
  for (let row = 0; row < time.table.size; row += 1) {
    if (time.table.isLive(row)) ofMember[time.member.at(row)]?.push(row)
  }
  let implausible = 0
  for (const rows of ofMember) {
    rows.sort((a, b) => time.startsAt.at(a) - time.startsAt.at(b) || a - b)
    let busyUntil = 0
    for (const row of rows) {
      const start = time.startsAt.at(row)
      const units = time.units.at(row)
      if (units === 0 || units > LONGEST_UNITS || start < busyUntil) implausible += 1
      const end = start + (units + time.deducted.at(row)) * SECONDS_PER_UNIT
      busyUntil = Math.max(busyUntil, end)
    }
  }
  return implausible
}
