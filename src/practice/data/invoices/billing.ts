import { additionCents, isAdditionInForce } from '../agreements/agreements.ts'
import { billsOn } from '../agreements/bill-days.ts'
import { COMPANY_TYPE } from '../setup/client-setup.ts'
import type { Company } from '../companies/clients.ts'
import type { Firm } from '../firm.ts'
import { Dice } from '../kit/dice.ts'
import type { Project } from '../projects/projects.ts'
import { TIME_STATUS } from '../time/time-table.ts'
import { BILL } from '../time/work-setup.ts'
import { invoiceCents, isFixedFee, isInvoiceable } from '../time/log-time.ts'
import { addCredit, addInvoice, payOverTime } from './add-invoice.ts'
import { INVOICE, balanceCents } from './invoice-table.ts'
import { createQuota } from './invoice-quota.ts'

/** The billing clerk: agreements on the first, labor some days later, products in between. */
export interface Billing {
  /** A time entry was written. */
  readonly onTime: (row: number, day: number) => void
  /** An expense was written. */
  readonly onExpense: (row: number) => void
  readonly onDay: (day: number) => void
}

interface Unbilled {
  times: number[]
  expenses: number[]
  cents: number
}

/** Days at the end of the history in which time is still open or waits for approval. */
const OPEN_DAYS = 6
const PENDING_DAYS = 12

export function createBilling(firm: Firm): Billing {
  const dice = new Dice(firm.seed, 101)
  const { calendar, time } = firm
  const quota = createQuota(firm)
  const hourly: Unbilled[] = firm.clients.companies.map(() => ({
    times: [],
    expenses: [],
    cents: 0,
  }))
  const byProject = new Map<number, number[]>()
  const clerk: Clerk = { firm, dice, hourly, byProject, open: [] }
  const buyers = firm.clients.companies.filter((company) => company.typeRow === COMPANY_TYPE.client)

  return {
    onTime: (row, day) => {
      settleStatus(firm, dice, row, day)
      if (!isInvoiceable(firm, row)) return
      if (isFixedFee(firm, row)) {
        const project = time.project.at(row) - 1
        const waiting = byProject.get(project)
        if (waiting) waiting.push(row)
        else byProject.set(project, [row])
        return
      }
      const unbilled = hourly[time.company.at(row)]
      if (!unbilled) return
      unbilled.times.push(row)
      unbilled.cents += invoiceCents(firm, row)
    },
    onExpense: (row) => {
      if (firm.expenses.bill.at(row) !== BILL.billable) return
      const unbilled = hourly[time.company.at(firm.expenses.time.at(row))]
      if (!unbilled) return
      unbilled.expenses.push(row)
      unbilled.cents += firm.expenses.cents.at(row)
    },
    onDay: (day) => {
      if (calendar.dateOfMonth(day) === 1) billAgreements(clerk, day)
      const room = quota.on(day)
      let left = room.labor
      if (left > 0) left -= billProjects(clerk, day, Math.ceil(left * 0.35))
      if (left > 0) left -= billHourly(clerk, day, left)
      for (let at = quota.products(day, room.labor - left); at > 0; at -= 1) {
        billProduct(clerk, day, buyers)
      }
    },
  }
}

interface Clerk {
  readonly firm: Firm
  readonly dice: Dice
  readonly hourly: Unbilled[]
  readonly byProject: Map<number, number[]>
  /** Invoices of late that may still be owed, for credits. */
  readonly open: number[]
}

/** How far approval has come by the end of the history. */
function settleStatus(firm: Firm, dice: Dice, row: number, day: number): void {
  const { time, calendar } = firm
  const age = calendar.days - day
  const status = time.status
  const approve = (to: number) => {
    status.set(row, to)
    const approvedAt = time.enteredAt.at(row) + dice.between(1, 6) * 86_400
    time.updatedAt.set(row, Math.min(approvedAt, calendar.bornAt - dice.between(60, 7_200)))
    if (time.updatedAt.at(row) < time.enteredAt.at(row))
      time.updatedAt.set(row, time.enteredAt.at(row))
  }
  if (age <= OPEN_DAYS) return
  if (age <= PENDING_DAYS) approve(TIME_STATUS.pending)
  else if (time.bill.at(row) !== BILL.billable) approve(TIME_STATUS.approved)
  else if (time.units.at(row) > 0 && time.coveredUnits.at(row) === time.units.at(row)) {
    approve(TIME_STATUS.billedAgreement)
  } else if (dice.chance(0.006)) approve(TIME_STATUS.writtenOff)
  else approve(TIME_STATUS.readyToBill)
}

function billAgreements(clerk: Clerk, day: number): void {
  const { firm, dice } = clerk
  const { agreements, additions } = firm.contracts
  for (const agreement of agreements) {
    if (!billsOn(agreement, day, firm.calendar, firm.agreementSetup)) continue
    let product = 0
    for (const row of agreement.additionRows) {
      const addition = additions[row]
      if (addition && isAdditionInForce(addition, day)) product += additionCents(addition)
    }
    const invoice = addInvoice(firm, dice, {
      type: INVOICE.agreement,
      companyRow: agreement.companyRow,
      day,
      agreementRow: agreement.row,
      agreementPart: agreement.billCents,
      product,
    })
    payOverTime(firm, dice, invoice)
    remember(clerk, invoice)
  }
}

/** Fixed fees go out in parts as the hours are used; what exceeds the fee rides on the last part. */
function billProjects(clerk: Clerk, day: number, most: number): number {
  const { firm, dice } = clerk
  let made = 0
  for (const [projectRow, rows] of clerk.byProject) {
    const project = firm.projects[projectRow]
    if (!project || rows.length === 0) continue
    const due = feeDue(project)
    if (due > 0 && made < most) {
      project.billedCents += due
      project.lastInvoiceRow = addInvoice(firm, dice, {
        type: INVOICE.progress,
        companyRow: project.companyRow,
        day,
        projectRow,
        service: due,
      })
      payOverTime(firm, dice, project.lastInvoiceRow)
      made += 1
    } else if (due > 0 || project.lastInvoiceRow === undefined) continue
    for (const row of rows) putOnInvoice(firm, row, project.lastInvoiceRow, day)
    clerk.byProject.set(projectRow, [])
  }
  return made
}

function feeDue(project: Project): number {
  const share =
    project.endedOn === undefined ? Math.min(0.9, project.units / project.budgetUnits) : 1
  return Math.round((project.billingCents * share - project.billedCents) / 100) * 100
}

/** The largest go out first; the others wait for a month with room, and age. */
function billHourly(clerk: Clerk, day: number, most: number): number {
  const { firm, dice } = clerk
  // Only what was worked before this month and is approved.
  const limit = firm.calendar.startOf(day - firm.calendar.dateOfMonth(day) + 1)
  const ready = clerk.hourly
    .map((unbilled, companyRow) => ({ unbilled, companyRow }))
    .filter(({ unbilled, companyRow }) => unbilled.cents > 0 && !isOnHold(firm, companyRow, day))
    .sort((a, b) => b.unbilled.cents - a.unbilled.cents || a.companyRow - b.companyRow)
  let made = 0
  for (const { unbilled, companyRow } of ready) {
    if (made >= most) break
    const times = unbilled.times.filter((row) => isApproved(firm, row, limit))
    const service = sum(times, (row) => invoiceCents(firm, row))
    const expense = sum(unbilled.expenses, (row) => firm.expenses.cents.at(row))
    if (service + expense === 0) continue
    made += 1
    const invoice = addInvoice(firm, dice, {
      type: INVOICE.standard,
      companyRow,
      day,
      service,
      expense,
    })
    payOverTime(firm, dice, invoice)
    remember(clerk, invoice)
    for (const row of times) putOnInvoice(firm, row, invoice, day)
    for (const row of unbilled.expenses) {
      firm.expenses.invoice.set(row, invoice + 1)
      firm.expenses.updatedAt.set(row, firm.invoices.createdAt.at(invoice))
    }
    const billed = new Set(times)
    unbilled.times = unbilled.times.filter((row) => !billed.has(row))
    unbilled.expenses = []
    unbilled.cents = sum(unbilled.times, (row) => invoiceCents(firm, row))
  }
  return made
}

/** A few clients dispute: nothing has been billed to them for months. */
function isOnHold(firm: Firm, companyRow: number, day: number): boolean {
  return companyRow % 23 === 5 && day > firm.calendar.days - 260
}

function isApproved(firm: Firm, row: number, before: number): boolean {
  const { time } = firm
  return time.startsAt.at(row) < before && time.status.at(row) === TIME_STATUS.readyToBill
}

function putOnInvoice(firm: Firm, row: number, invoice: number, day: number): void {
  const { time } = firm
  time.invoice.set(row, invoice + 1)
  time.status.set(row, TIME_STATUS.billed)
  time.updatedAt.set(
    row,
    Math.max(
      firm.invoices.createdAt.at(invoice),
      firm.calendar.startOf(day),
      time.enteredAt.at(row),
    ),
  )
}

/** Hardware and licences sold, and now and then a credit for an invoice that was wrong. */
function billProduct(clerk: Clerk, day: number, buyers: readonly Company[]): void {
  const { firm, dice } = clerk
  const wrong = clerk.open.length > 20 && dice.chance(0.02) ? dice.pick(clerk.open) : -1
  if (wrong >= 0 && balanceCents(firm.invoices, wrong) > 5_000) {
    const cents = Math.round(balanceCents(firm.invoices, wrong) * (0.1 + dice.next() * 0.4))
    const memo = addInvoice(firm, dice, {
      type: INVOICE.creditMemo,
      companyRow: firm.invoices.company.at(wrong),
      day,
      service: -cents,
    })
    // Some credits are never applied.
    if (dice.chance(0.7)) addCredit(firm, wrong, memo, cents, day)
    return
  }
  const company = pickBuyer(dice, buyers, day)
  const product = Math.round(dice.factor(1) * 62_000)
  const isDown = dice.chance(0.02)
  const invoice = addInvoice(firm, dice, {
    type: isDown
      ? INVOICE.downPayment
      : dice.chance(0.7)
        ? INVOICE.miscellaneous
        : INVOICE.standard,
    companyRow: company.row,
    day,
    product,
  })
  payOverTime(firm, dice, invoice)
  remember(clerk, invoice)
}

function pickBuyer(dice: Dice, buyers: readonly Company[], day: number): Company {
  for (let tries = 0; tries < 30; tries += 1) {
    const company = dice.pick(buyers)
    if (company.since <= day && (company.until === undefined || company.until > day)) return company
  }
  return dice.pick(buyers)
}

/** Keeps the last two hundred: credits are given soon or never. */
function remember(clerk: Clerk, invoice: number): void {
  clerk.open.push(invoice)
  if (clerk.open.length > 200) clerk.open.shift()
}

function sum(rows: readonly number[], cents: (row: number) => number): number {
  return rows.reduce((total, row) => total + cents(row), 0)
}
