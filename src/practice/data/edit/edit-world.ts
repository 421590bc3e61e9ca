import type { EditRequest, EditResult } from '../../entity.ts'
import type { Firm } from '../firm.ts'
import { Dice } from '../kit/dice.ts'
import type { Sales } from '../sales/sales.ts'
import { changeAddition, changePhone, closeActivity, moveOpportunity, pay } from './edit-office.ts'
import {
  addActivity,
  addSchedule,
  addTicket,
  closeTicket,
  deleteSchedule,
  deleteTicket,
  moveTicket,
  reassignTicket,
} from './edit-service.ts'
import { addTime, approveTime, deleteTime } from './edit-time.ts'
import { Touched } from './touched.ts'

/** What one piece of business needs to know. */
export interface Editing {
  readonly firm: Firm
  readonly sales: Sales
  readonly dice: Dice
  readonly touched: Touched
  /** The practice clock; stamped on everything that changes. */
  readonly at: number
  /** Its local day. */
  readonly day: number
  /** Until when each member's last work lasts, by row: nobody works on two things at once. */
  readonly busyUntil: number[]
}

/** A piece of business; false when there is nothing it could be done to. */
type Deed = (editing: Editing) => boolean

/** Deeds with how often they happen among a hundred. */
const INSERTS: readonly (readonly [number, Deed])[] = [
  [38, addTicket],
  [40, addTime],
  [10, addSchedule],
  [7, pay],
  [5, addActivity],
]
const UPDATES: readonly (readonly [number, Deed])[] = [
  [32, moveTicket],
  [22, closeTicket],
  [14, reassignTicket],
  [10, approveTime],
  [7, changePhone],
  [6, moveOpportunity],
  [5, closeActivity],
  [4, changeAddition],
]
const DELETES: readonly (readonly [number, Deed])[] = [
  [60, deleteTime],
  [25, deleteSchedule],
  [15, deleteTicket],
]

/**
 * Random but lawful business activity on a firm whose history is over. Totals agree afterwards
 * as before, ids ascend, and whatever changed carries the moment of the edit.
 */
export function createEditor(
  firm: Firm,
  sales: Sales,
): (request: EditRequest, at: number) => EditResult {
  // The working day before the history's end ended at 17:00: nobody is busy after that.
  const { calendar } = firm
  const dayEnds = calendar.startOf(calendar.days - 1) + 17 * 3600
  const busyUntil = firm.people.members.map(() => dayEnds)
  return (request, at) => {
    const editing: Editing = {
      firm,
      sales,
      dice: new Dice(request.seed, 141),
      touched: new Touched(),
      at,
      day: calendar.dayAt(at),
      busyUntil,
    }
    for (let made = 0; made < request.inserts; made += 1) perform(editing, INSERTS)
    for (let made = 0; made < request.updates; made += 1) perform(editing, UPDATES)
    for (let made = 0; made < request.deletes; made += 1) perform(editing, DELETES)
    return editing.touched.result()
  }
}

/** Throws for a deed by its weight; takes the next one down the list where it cannot be done. */
function perform(editing: Editing, deeds: typeof INSERTS): void {
  let roll = editing.dice.below(100)
  let first = 0
  while (first < deeds.length - 1 && roll >= (deeds[first]?.[0] ?? 0)) {
    roll -= deeds[first]?.[0] ?? 0
    first += 1
  }
  for (let step = 0; step < deeds.length; step += 1) {
    if (deeds[(first + step) % deeds.length]?.[1](editing) === true) return
  }
}

/** A live row that answers yes, found by looking at random ones, newest half preferred; -1 for none. */
export function findRow(dice: Dice, size: number, isOne: (row: number) => boolean): number {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const row = dice.chance(0.7) ? size - 1 - dice.below(Math.min(size, RECENT)) : dice.below(size)
    if (row >= 0 && isOne(row)) return row
  }
  return -1
}

/** Open tickets are one in a hundred at size large: enough looks to find one among the newest. */
const TRIES = 400
const RECENT = 3_000
