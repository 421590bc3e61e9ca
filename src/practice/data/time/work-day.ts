import type { Firm } from '../firm.ts'
import { Dice } from '../kit/dice.ts'
import { OPENS } from '../kit/work-calendar.ts'
import type { Member } from '../people/members.ts'
import { CAPACITY } from '../people/members.ts'
import type { ProjectWork } from '../projects/project-work.ts'
import { BOARD } from '../service/service-desk.ts'
import { SECONDS_PER_UNIT, UNITS_PER_HOUR } from '../service/tickets.ts'
import type { WorkQueue } from '../service/work-queue.ts'
import type { DayPlan } from './day-plan.ts'
import { DAY, isWorked } from './day-plan.ts'
import type { Work } from './log-time.ts'
import { endOf, logTime } from './log-time.ts'
import { CHARGED_TO, NOTES } from './time-table.ts'
import { BILL, CHARGE, WORK } from './work-setup.ts'

/** Called for every time entry as it is written, for billing and expenses. */
type OnTime = (row: number, day: number) => void

/** Turns a member's day into time entries, one after the other from 8:00 to 17:00. */
export function createWorkDay(
  firm: Firm,
  plan: DayPlan,
  queue: WorkQueue,
  projects: ProjectWork,
  onTime: OnTime,
): (member: Member, day: number) => void {
  const dice = new Dice(firm.seed, 91)
  const desk = { firm, dice, plan, queue, projects, onTime }
  return (member, day) => {
    const kind = plan.kind(member, day)
    const at = firm.calendar.startOf(day) + OPENS
    const entered = enteredLate(desk, member, day)
    if (kind === DAY.pto)
      awayAllDay(desk, member, day, at, dice.chance(0.15) ? CHARGE.sick : CHARGE.pto)
    else if (kind === DAY.holiday) awayAllDay(desk, member, day, at, CHARGE.holiday)
    else if (kind === DAY.overlong) {
      logSlot(desk, { member, day, at, units: dice.between(260, 290), deducted: 0, entered })
    } else if (isWorked(kind)) {
      const full = kind === DAY.work
      fillDay(desk, member, day, at, full, plan.nextCount(member, day), entered)
    }
    if (plan.isCalledOut(member, day)) calledOut(desk, member, day)
  }
}

interface Desk {
  readonly firm: Firm
  readonly dice: Dice
  readonly plan: DayPlan
  readonly queue: WorkQueue
  readonly projects: ProjectWork
  readonly onTime: OnTime
}

interface Slot {
  readonly member: Member
  readonly day: number
  readonly at: number
  readonly units: number
  readonly deducted: number
  /** When the whole day was entered; undefined for as it went along. */
  readonly entered: number | undefined
  readonly workType?: number
}

/** Careless members write their whole day down days later; the careful do it as they go. */
function enteredLate(desk: Desk, member: Member, day: number): number | undefined {
  const { dice, firm } = desk
  if (dice.chance(0.005 + 0.2 * member.carelessness)) {
    const at = firm.calendar.startOf(day + dice.between(2, 9)) + dice.between(9 * 3600, 16 * 3600)
    return at < firm.calendar.bornAt ? at : undefined
  }
  // Some do it at the end of the day.
  return dice.chance(0.3)
    ? firm.calendar.startOf(day) + 17 * 3600 + dice.between(60, 3000)
    : undefined
}

function awayAllDay(desk: Desk, member: Member, day: number, at: number, code: number): void {
  const { firm, dice } = desk
  // Leave is entered when it is asked for: up to a month ahead, but never before being hired.
  const asked =
    firm.calendar.startOf(Math.max(day - dice.between(0, 30), member.hiredOn)) + 10 * 3600
  write(desk, day, {
    memberRow: member.row,
    startsAt: at,
    units: CAPACITY * UNITS_PER_HOUR,
    deducted: 0,
    chargedTo: CHARGED_TO.chargeCode,
    chargeRow: code,
    workType: firm.work.chargeCodes[code]?.workTypeRow ?? WORK.pto,
    bill: BILL.doNotBill,
    notes: NOTES.full,
    enteredAt: asked,
  })
}

function fillDay(
  desk: Desk,
  member: Member,
  day: number,
  opens: number,
  full: boolean,
  count: number,
  entered: number | undefined,
): void {
  const { dice } = desk
  // A full day is 7.75 to 8.4 hours; a short one no more than five.
  const total = full ? dice.between(155, 168) : Math.max(count, dice.between(30, 95))
  const parts = split(dice, total, count)
  plantZero(dice, parts)
  const lunch = dice.between(10, 180 - 168)
  let at = opens + dice.below(Math.max(1, 180 - total - lunch)) * SECONDS_PER_UNIT
  let hadLunch = false
  for (const units of parts) {
    const noon = opens + 4 * 3600
    let deducted = 0
    if (!hadLunch && at + units * SECONDS_PER_UNIT > noon) {
      hadLunch = true
      if (units >= 80 && at < noon - 3600) deducted = lunch
      else at += lunch * SECONDS_PER_UNIT
    }
    // Planted: some entries begin before the one before has ended.
    const overlaps = at > opens + 3600 && units > 2 && dice.chance(0.0015)
    const slot = {
      member,
      day,
      at: overlaps ? at - 2 * SECONDS_PER_UNIT : at,
      units,
      deducted,
      entered,
    }
    logSlot(desk, slot)
    at += (units + deducted) * SECONDS_PER_UNIT
  }
}

/** Parts of at least one unit; where there are few they fall on quarters of an hour. */
function split(dice: Dice, total: number, count: number): number[] {
  const weights = Array.from({ length: count }, () => 0.25 + dice.next())
  const sum = weights.reduce((a, b) => a + b, 0)
  const step = total / count >= 25 ? 5 : 1
  const parts: number[] = []
  let seen = 0
  let given = 0
  for (let at = 0; at < count; at += 1) {
    seen += weights[at] ?? 0
    const upTo = at === count - 1 ? total : Math.round((total * seen) / sum / step) * step
    const latest = total - (count - at - 1)
    const part = Math.max(1, Math.min(upTo, latest) - given)
    parts.push(part)
    given += part
  }
  return parts
}

/** Planted: an entry without any time, its hours on the next one. */
function plantZero(dice: Dice, parts: number[]): void {
  if (parts.length < 2 || !dice.chance(0.004)) return
  const at = dice.below(parts.length - 1)
  parts[at + 1] = (parts[at + 1] ?? 0) + (parts[at] ?? 0)
  parts[at] = 0
}

/** An evening call: after-hours work, which some enter as ordinary work. */
function calledOut(desk: Desk, member: Member, day: number): void {
  const { dice, firm } = desk
  const at = firm.calendar.startOf(day) + dice.between(19 * 20, 21 * 20) * SECONDS_PER_UNIT
  const workType = dice.chance(0.82) ? WORK.afterHours : WORK.remote
  logSlot(desk, {
    member,
    day,
    at,
    units: dice.between(5, 30),
    deducted: 0,
    entered: undefined,
    workType,
  })
}

function logSlot(desk: Desk, slot: Slot): void {
  const { dice, member } = { ...desk, ...slot }
  const charge = chooseCharge(desk, slot)
  const isClient = charge.chargedTo !== CHARGED_TO.chargeCode
  const workType = slot.workType ?? (isClient ? clientWorkType(desk, charge) : charge.workType)
  const work: Work = {
    memberRow: member.row,
    startsAt: slot.at,
    units: slot.units,
    deducted: slot.deducted,
    chargedTo: charge.chargedTo,
    chargeRow: charge.chargeRow,
    workType,
    bill: workType === WORK.travel ? BILL.noCharge : billOption(dice),
    notes: notesOf(dice, member),
    enteredAt: 0,
  }
  const end = endOf(work)
  const entered = Math.max(
    end,
    Math.min(slot.entered ?? end + dice.between(1, 12) * 60, desk.firm.calendar.bornAt - 60),
  )
  const strayAgreement = isClient ? stray(desk, charge) : undefined
  if (charge.chargedTo === CHARGED_TO.ticket) {
    desk.queue.worked(charge.chargeRow, member.row, slot.at, end)
  }
  write(desk, slot.day, {
    ...work,
    enteredAt: entered,
    ...(strayAgreement === undefined ? {} : { agreementRow: strayAgreement }),
  })
  if (charge.chargedTo === CHARGED_TO.projectTicket) {
    desk.projects.worked(charge.chargeRow, member.row, slot.units, end)
  }
}

interface Charge {
  readonly chargedTo: number
  readonly chargeRow: number
  readonly workType: number
}

/** Where the next hours of a job go: service, projects, or the company itself. */
function chooseCharge(desk: Desk, slot: Slot): Charge {
  const { dice, member } = { ...desk, ...slot }
  const roll = dice.next()
  const [service, project] = MIX[member.job]
  if (roll < service || slot.workType !== undefined) {
    const row = desk.queue.next(member.row, slot.at)
    if (row >= 0) return { chargedTo: CHARGED_TO.ticket, chargeRow: row, workType: WORK.remote }
  } else if (roll < service + project) {
    const row = desk.projects.next(member.row, slot.day, slot.at)
    if (row >= 0)
      return { chargedTo: CHARGED_TO.projectTicket, chargeRow: row, workType: WORK.project }
  }
  const code = member.job === 'sales' ? CHARGE.selling : dice.pick(INTERNAL_CODES)
  return {
    chargedTo: CHARGED_TO.chargeCode,
    chargeRow: code,
    workType: desk.firm.work.chargeCodes[code]?.workTypeRow ?? WORK.internal,
  }
}

/** Shares of service and project work by job; the rest is internal. */
const MIX: Readonly<Record<Member['job'], readonly [number, number]>> = {
  technician: [0.74, 0.05],
  engineer: [0.2, 0.55],
  sales: [0, 0],
  office: [0.03, 0],
}

const INTERNAL_CODES = [
  CHARGE.administration,
  CHARGE.administration,
  CHARGE.meeting,
  CHARGE.training,
]

function clientWorkType(desk: Desk, charge: Charge): number {
  const { dice, firm } = desk
  const tickets = charge.chargedTo === CHARGED_TO.ticket ? firm.tickets : firm.projectTickets
  if (dice.chance(0.025)) return WORK.travel
  // Planted: work of an ordinary hour coded as after hours.
  if (dice.chance(0.003)) return WORK.afterHours
  if (charge.chargedTo === CHARGED_TO.projectTicket) return WORK.project
  if (tickets.priority.at(charge.chargeRow) === 0 && dice.chance(0.3)) return WORK.emergency
  const onsite = tickets.board.at(charge.chargeRow) === BOARD.field ? 0.8 : 0.06
  return dice.chance(onsite) ? WORK.onsite : WORK.remote
}

function billOption(dice: Dice): number {
  const roll = dice.next()
  return roll < 0.945 ? BILL.billable : roll < 0.975 ? BILL.doNotBill : BILL.noCharge
}

function notesOf(dice: Dice, member: Member): number {
  if (dice.chance(0.01 + 0.1 * member.carelessness)) return NOTES.thin
  return dice.chance(0.012) ? NOTES.missing : NOTES.full
}

/** Planted: about one client entry in two hundred is charged to another agreement, or to none. */
function stray(desk: Desk, charge: Charge): number | undefined {
  if (!desk.dice.chance(0.005)) return undefined
  const { firm, dice } = desk
  const tickets = charge.chargedTo === CHARGED_TO.ticket ? firm.tickets : firm.projectTickets
  const rightful = tickets.agreement.at(charge.chargeRow) - 1
  if (rightful < 0) return undefined
  const others = firm.contracts.ofCompany[tickets.company.at(charge.chargeRow)] ?? []
  const other = others.find((row) => row !== rightful)
  return other === undefined || dice.chance(0.4) ? -1 : other
}

function write(desk: Desk, day: number, work: Work): void {
  desk.onTime(logTime(desk.firm, work), day)
}
