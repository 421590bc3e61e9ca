import { mix, share } from '../kit/dice.ts'
import type { WorkCalendar } from '../kit/work-calendar.ts'
import type { Job, Member, People } from '../people/members.ts'

/** What a member's day turns out to be. */
export const DAY = {
  off: 0,
  work: 1,
  pto: 2,
  holiday: 3,
  /** Worked, but no time was entered. */
  missing: 4,
  /** Only part of the day was entered. */
  short: 5,
  /** A timer was left running. */
  overlong: 6,
} as const

/** Shared by the two passes that spread the exact number of time entries over the days. */
export interface DayPlan {
  readonly kind: (member: Member, day: number) => number
  /** On call in the evening or at the weekend: one entry more. */
  readonly isCalledOut: (member: Member, day: number) => boolean
  /** How many entries the next working day gets; ask day by day, member by member. */
  readonly nextCount: (member: Member, day: number) => number
}

/** Entries of a busy technician's day for one of somebody in the office. */
const ENTRIES: Readonly<Record<Job, number>> = {
  technician: 1,
  engineer: 0.7,
  sales: 0.35,
  office: 0.35,
}

export function createDayPlan(
  seed: number,
  timeEntries: number,
  calendar: WorkCalendar,
  people: People,
): DayPlan {
  const salt = mix(seed, 51)
  const kind = (member: Member, day: number) => dayKind(salt, member, day, calendar, people)
  const isCalledOut = (member: Member, day: number) =>
    calledOut(salt, member, day, calendar, people) && kind(member, day) !== DAY.overlong
  const weight = (member: Member, day: number) =>
    ENTRIES[member.job] * (0.6 + 0.8 * share(bitsOf(salt, member.row, day, 5)))

  let fixed = 0
  let workdays = 0
  let weights = 0
  for (let day = 0; day < calendar.days; day += 1) {
    for (const member of people.members) {
      if (isCalledOut(member, day)) fixed += 1
      const today = kind(member, day)
      if (isWorked(today)) {
        workdays += 1
        weights += weight(member, day)
      } else if (today !== DAY.off && today !== DAY.missing) fixed += 1
    }
  }
  const spread = timeEntries - fixed - workdays
  let seen = 0
  let given = 0
  return {
    kind,
    isCalledOut,
    nextCount: (member, day) => {
      seen += weight(member, day)
      // The last one takes what rounding left, so that the total is exact.
      const due = Math.floor((spread * seen) / weights + 1e-6)
      const more = due - given
      given = due
      return 1 + more
    },
  }
}

/** Days that get a share of the entries. */
export function isWorked(kind: number): boolean {
  return kind === DAY.work || kind === DAY.short
}

function dayKind(
  salt: number,
  member: Member,
  day: number,
  calendar: WorkCalendar,
  people: People,
): number {
  if (!people.isEmployed(member, day)) return DAY.off
  if (!calendar.isWorkday(day)) {
    return calendar.holidayAt(day) === undefined ? DAY.off : DAY.holiday
  }
  // Two weeks of holiday a year and now and then a day.
  const week = Math.floor((day + 4) / 7)
  if (bitsOf(salt, member.row, week, 1) % 26 === 0) return DAY.pto
  const bits = bitsOf(salt, member.row, day, 2)
  if (bits % 70 === 0) return DAY.pto
  // Discipline slips before the month's reminder goes out.
  const recent = day >= calendar.days - 30 ? 2 : 1
  const chance = share(mix(bits, 3))
  const slip = (0.002 + 0.03 * member.carelessness) * recent
  if (chance < slip) return DAY.missing
  if (chance < slip * 2) return DAY.short
  if (mix(bits, 4) % 1500 === 0 && day < calendar.days - 1) return DAY.overlong
  return DAY.work
}

function calledOut(
  salt: number,
  member: Member,
  day: number,
  calendar: WorkCalendar,
  people: People,
): boolean {
  if (member.job !== 'technician' || !people.isEmployed(member, day)) return false
  // Evening calls of the last day would end after the history does.
  if (day >= calendar.days - 1) return false
  return bitsOf(salt, member.row, day, 6) % 40 === 0
}

function bitsOf(salt: number, row: number, day: number, what: number): number {
  return mix(mix(salt + what, row), day)
}
