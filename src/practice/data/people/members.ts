import { Dice, mix } from '../kit/dice.ts'
import type { Held } from '../kit/entity-over.ts'
import { namedTarget } from '../kit/entity-over.ts'
import { fieldsOver } from '../kit/fields.ts'
import type { Target } from '../kit/fields.ts'
import type { Scale } from '../kit/scale.ts'
import type { WorkCalendar } from '../kit/work-calendar.ts'
import { DEPARTMENT } from '../setup/places.ts'
import { setupList } from '../setup/setup-list.ts'
import type { SetupList } from '../setup/setup-list.ts'
import { names } from '../setup/setup-list.ts'
import { ROLE } from '../time/work-setup.ts'
import { FIRST_NAMES, LAST_NAMES } from './person-names.ts'

/** What a member's days are made of. */
export type Job = 'technician' | 'engineer' | 'sales' | 'office'

/** Someone who works, or worked, for the practice company. */
export interface Member extends Held {
  readonly row: number
  readonly identifier: string
  readonly firstName: string
  readonly lastName: string
  readonly name: string
  readonly title: string
  readonly job: Job
  /** Calendar days; hired before the history where negative. */
  readonly hiredOn: number
  readonly leftOn: number | undefined
  readonly locationRow: number
  readonly departmentRow: number
  readonly workRoleRow: number
  /** Whole dollars an hour; absent where nobody entered it. */
  readonly hourlyCost: number | undefined
  /** Goal of billable time, percent of capacity; absent for people without one. */
  readonly goal: number | undefined
  /** 0 careful to 1 careless: decides missing days, late entries, thin notes. */
  readonly carelessness: number
  readonly isAdmin: boolean
}

/** The staff; every member expects `CAPACITY` hours of time a working day. */
export interface People {
  readonly members: readonly Member[]
  readonly target: Target
  readonly roles: SetupList
  readonly memberTypes: SetupList
  readonly isActive: (member: Member) => boolean
  readonly isEmployed: (member: Member, day: number) => boolean
  /** Rows of members with one of the jobs who are employed on a day, never empty. */
  readonly working: (day: number, ...jobs: readonly Job[]) => readonly number[]
}

/** Hours of a full day. */
export const CAPACITY = 8

export function createPeople(seed: number, scale: Scale, calendar: WorkCalendar): People {
  const members = makeMembers(seed, scale, calendar)
  const named = namedTarget(members, {
    key: 'member_href',
    path: (member) => `/system/members/${member.id}`,
  })
  const { text } = fieldsOver((row) => members[row])
  const isEmployed = (member: Member, day: number) =>
    day >= member.hiredOn && (member.leftOn === undefined || day < member.leftOn)
  const staffed = new Map<string, readonly number[]>()
  return {
    members,
    target: {
      ...named,
      members: named.members.toSpliced(
        1,
        0,
        text('identifier', (member) => member.identifier),
      ),
    },
    roles: setupList(0, names('Admin', 'Technician', 'Sales', 'Finance', 'API Read Only')),
    memberTypes: setupList(0, names('Full-time Employee', 'Contractor')),
    isActive: (member) => member.leftOn === undefined,
    isEmployed,
    working: (day, ...jobs) => {
      const key = `${day} ${jobs.join(' ')}`
      const known = staffed.get(key)
      if (known) return known
      const rows = members
        .filter((member) => jobs.includes(member.job) && isEmployed(member, day))
        .map((member) => member.row)
      const staff = rows.length > 0 ? rows : [0]
      staffed.set(key, staff)
      return staff
    },
  }
}

/**
 * The first is the owner, the last ones have left; in between technicians, one engineer to four of
 * them, and for every dozen people a seller and somebody in the office.
 */
function makeMembers(seed: number, scale: Scale, calendar: WorkCalendar): Member[] {
  const dice = new Dice(seed, 11)
  const left = Math.max(1, Math.round(scale.members * 0.08))
  const taken = new Set<string>()
  return Array.from({ length: scale.members }, (_, row): Member => {
    const job = jobAt(row, scale.members, left)
    const hasLeft = row >= scale.members - left
    const { firstName, lastName, identifier } = newName(dice, taken)
    const hiredOn = hiringDay(dice, row, scale, calendar.days, hasLeft)
    const leftOn = hasLeft ? dice.between(calendar.days - 420, calendar.days - 45) : undefined
    const senior = dice.chance(0.35)
    return {
      id: 101 + row,
      row,
      identifier,
      firstName,
      lastName,
      name: `${firstName} ${lastName}`,
      title: row === 0 ? 'Owner and President' : titleOf(job, senior),
      job,
      hiredOn,
      leftOn,
      locationRow: row < 4 ? 0 : dice.below(3),
      departmentRow: departmentOf(row, job),
      workRoleRow: workRoleOf(row, job, senior),
      // The second technician's cost was never entered: margins lie until somebody does.
      hourlyCost:
        row === 3 || (row > 20 && dice.chance(0.03)) ? undefined : costOf(dice, job, senior),
      goal: job === 'technician' ? (senior ? 75 : 80) : job === 'engineer' ? 70 : undefined,
      carelessness: row === 5 ? 1 : dice.next() ** 2 * 0.8,
      isAdmin: row === 0 || (row > 10 && dice.chance(0.02)),
      updatedAt: calendar.bornAt - 86_400 * dice.between(2, 200) - (mix(seed, row) % 40_000),
      updatedBy: 'zAdmin',
    }
  })
}

function jobAt(row: number, count: number, left: number): Job {
  if (row === 0 || row % 12 === 11 - (count === 12 ? left : 0)) return 'office'
  if (row % 12 === 1) return 'sales'
  return row % 5 === 4 ? 'engineer' : 'technician'
}

/** Founders come first; the others spread so that the worked share of three years fits. */
function hiringDay(dice: Dice, row: number, scale: Scale, days: number, hasLeft: boolean): number {
  const founders = Math.max(5, Math.round(scale.members * (scale.tenure * 2 - 1)))
  if (row < founders || hasLeft) return -dice.between(30, 2400)
  const order = (row - founders) / (scale.members - founders)
  return Math.round(order * days * 0.85) + dice.between(0, 20)
}

function newName(dice: Dice, taken: Set<string>) {
  for (;;) {
    const firstName = dice.pick(FIRST_NAMES)
    const lastName = dice.pick(LAST_NAMES)
    const identifier = `${firstName.slice(0, 1)}${lastName}`
      .normalize('NFD')
      .replace(/[^A-Za-z]/g, '')
    if (taken.has(identifier)) continue
    taken.add(identifier)
    return { firstName, lastName, identifier: identifier.slice(0, 15) }
  }
}

function titleOf(job: Job, senior: boolean): string {
  if (job === 'technician') return senior ? 'Senior Support Technician' : 'Support Technician'
  if (job === 'engineer') return senior ? 'Senior Systems Engineer' : 'Project Engineer'
  return job === 'sales' ? 'Account Manager' : 'Office and Billing Coordinator'
}

function departmentOf(row: number, job: Job): number {
  if (row === 0) return DEPARTMENT.admin
  if (job === 'technician') return DEPARTMENT.service
  if (job === 'engineer') return DEPARTMENT.projects
  return job === 'sales' ? DEPARTMENT.sales : DEPARTMENT.finance
}

function workRoleOf(row: number, job: Job, senior: boolean): number {
  if (row === 0) return ROLE.consultant
  if (job === 'technician') return senior ? ROLE.seniorTechnician : ROLE.technician
  if (job === 'engineer') return senior ? ROLE.architect : ROLE.engineer
  return ROLE.administration
}

function costOf(dice: Dice, job: Job, senior: boolean): number {
  if (job === 'technician') return dice.between(27, 36) + (senior ? 9 : 0)
  if (job === 'engineer') return dice.between(42, 52) + (senior ? 12 : 0)
  return dice.between(30, 55)
}
