import type { Firm } from './firm.ts'
import { createBilling } from './invoices/billing.ts'
import { Dice } from './kit/dice.ts'
import { coversTime } from './agreements/agreements.ts'
import { createProjectWork } from './projects/project-work.ts'
import { createArrivals } from './service/arrivals.ts'
import { createWorkQueue } from './service/work-queue.ts'
import { createDayPlan } from './time/day-plan.ts'
import { EXPENSE_TYPES } from './time/expense-table.ts'
import { createWorkDay } from './time/work-day.ts'
import { BILL, WORK } from './time/work-setup.ts'

/** Share of tickets that need work, and of time entries that go to tickets. */
const NEEDS_WORK = 0.87
const ON_TICKETS = 0.55

/**
 * Lives three years day by day: tickets arrive, people work on them, on projects and for the
 * company itself, and the clerk sends invoices.
 */
export function liveHistory(firm: Firm): void {
  const { calendar, scale, people } = firm
  const plan = createDayPlan(firm.seed, scale.timeEntries, calendar, people)
  const queue = createWorkQueue(
    firm,
    arrivalsPerMemberDay(firm),
    (scale.timeEntries * ON_TICKETS) / (scale.tickets * NEEDS_WORK),
  )
  const arrivals = createArrivals(firm, queue)
  const billing = createBilling(firm)
  const dice = new Dice(firm.seed, 111)
  const workDay = createWorkDay(firm, plan, queue, createProjectWork(firm), (row, day) => {
    billing.onTime(row, day)
    const expense = addExpense(firm, dice, row)
    if (expense !== undefined) billing.onExpense(expense)
  })
  for (let day = 0; day < calendar.days; day += 1) {
    for (const member of people.members) {
      if (member.leftOn === day) queue.handOver(member.row, day)
    }
    arrivals.onDay(day)
    billing.onDay(day)
    for (const member of people.members) workDay(member, day)
    queue.closeDue(day)
  }
  queue.settle()
}

function arrivalsPerMemberDay(firm: Firm): number {
  const { calendar, scale, people } = firm
  let memberDays = 0
  for (let day = 0; day < calendar.days; day += 1) {
    if (calendar.isWorkday(day)) memberDays += people.working(day, 'technician').length
  }
  return scale.tickets / memberDays
}

/** Every third visit brings an expense; agreements that cover the time cover it too. */
function addExpense(firm: Firm, dice: Dice, row: number): number | undefined {
  const { time, expenses } = firm
  if (time.workType.at(row) !== WORK.onsite || !dice.chance(0.33)) return undefined
  const agreement = firm.contracts.agreements[time.agreement.at(row) - 1]
  const isCovered = agreement !== undefined && coversTime(agreement)
  const expense = expenses.table.add()
  expenses.time.set(expense, row)
  expenses.type.set(expense, dice.chance(0.7) ? 0 : dice.below(EXPENSE_TYPES.length))
  expenses.cents.set(expense, dice.between(600, 6_800))
  expenses.bill.set(
    expense,
    isCovered || time.bill.at(row) !== BILL.billable ? BILL.doNotBill : BILL.billable,
  )
  expenses.updatedAt.set(expense, time.enteredAt.at(row))
  return expense
}
