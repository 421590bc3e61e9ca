import type { Payer } from '../companies/clients.ts'
import type { Firm } from '../firm.ts'
import type { Dice } from '../kit/dice.ts'
import { balanceCents, totalCents } from './invoice-table.ts'

/** What goes into a new invoice; amounts in cents. */
interface NewInvoice {
  readonly type: number
  readonly companyRow: number
  readonly day: number
  readonly service?: number
  readonly product?: number
  readonly expense?: number
  readonly agreementPart?: number
  readonly agreementRow?: number
  readonly projectRow?: number
}

/** Writes an invoice dated a business day; products are taxed, labor is not. */
export function addInvoice(firm: Firm, dice: Dice, wanted: NewInvoice): number {
  const { invoices, calendar, clientSetup } = firm
  const company = firm.clients.companies[wanted.companyRow]
  const row = invoices.table.add()
  const percent = clientSetup.taxCodes.items[company?.taxCodeRow ?? -1]?.percent ?? 0
  const terms = clientSetup.terms.items[company?.termsRow ?? 0]
  const createdAt = Math.min(
    calendar.startOf(wanted.day) + 9 * 3600 + dice.below(20_000),
    calendar.bornAt - 60,
  )
  invoices.type.set(row, wanted.type)
  invoices.company.set(row, wanted.companyRow)
  invoices.day.set(row, wanted.day)
  invoices.dueInDays.set(row, terms?.days ?? 30)
  invoices.agreement.set(row, (wanted.agreementRow ?? -1) + 1)
  invoices.project.set(row, (wanted.projectRow ?? -1) + 1)
  invoices.service.set(row, wanted.service ?? 0)
  invoices.product.set(row, wanted.product ?? 0)
  invoices.expense.set(row, wanted.expense ?? 0)
  invoices.agreementPart.set(row, wanted.agreementPart ?? 0)
  invoices.tax.set(row, Math.round(((wanted.product ?? 0) * percent) / 100))
  invoices.createdAt.set(row, createdAt)
  invoices.updatedAt.set(row, createdAt)
  return row
}

/** Days from the invoice until its company pays: about terms, then the habit. */
const HABITS: Readonly<
  Record<Payer, { readonly late: number; readonly spread: number; readonly never: number }>
> = {
  prompt: { late: -6, spread: 8, never: 0 },
  usual: { late: 8, spread: 18, never: 0.003 },
  slow: { late: 35, spread: 45, never: 0.01 },
  bad: { late: 80, spread: 120, never: 0.06 },
}

/** Books the payments of an invoice that arrived before the history ended. */
export function payOverTime(firm: Firm, dice: Dice, invoice: number): void {
  const { invoices, calendar } = firm
  const payer = firm.clients.companies[invoices.company.at(invoice)]?.payer ?? 'usual'
  const habit = HABITS[payer]
  const total = totalCents(invoices, invoice)
  if (total <= 0 || dice.chance(habit.never)) return
  const wait = invoices.dueInDays.at(invoice) + habit.late + dice.between(0, habit.spread)
  let day = invoices.day.at(invoice) + Math.max(1, wait)
  const parts = dice.chance(0.06) ? [Math.floor(total / 2), total - Math.floor(total / 2)] : [total]
  for (const cents of parts) {
    if (day >= calendar.days) return
    addPayment(firm, {
      invoice,
      cents,
      day,
      at: calendar.startOf(day) + 11 * 3600 + dice.below(9_000),
    })
    day += dice.between(10, 40)
  }
}

/** Money that came in; `day` is its business day, `at` the moment it was booked. */
export function addPayment(
  firm: Firm,
  paid: {
    readonly invoice: number
    readonly cents: number
    readonly day: number
    readonly at: number
  },
): number {
  const row = chain(firm, paid)
  firm.invoices.paid.add(paid.invoice, paid.cents)
  return row
}

/** Uses part of a credit memo for an invoice of the same company. */
export function addCredit(
  firm: Firm,
  invoice: number,
  memo: number,
  cents: number,
  day: number,
): void {
  const { invoices, payments } = firm
  const used = Math.min(cents, balanceCents(invoices, invoice), -balanceCents(invoices, memo))
  if (used <= 0) return
  const at = invoices.createdAt.at(memo)
  const row = chain(firm, { invoice, cents: used, day, at })
  payments.credit.set(row, memo + 1)
  invoices.credited.add(invoice, used)
  invoices.credited.add(memo, -used)
}

function chain(
  firm: Firm,
  paid: {
    readonly invoice: number
    readonly cents: number
    readonly day: number
    readonly at: number
  },
): number {
  const { invoices, payments } = firm
  const row = payments.table.add()
  payments.invoice.set(row, paid.invoice)
  payments.cents.set(row, paid.cents)
  payments.day.set(row, paid.day)
  payments.updatedAt.set(row, paid.at)
  const last = invoices.lastPayment.at(paid.invoice)
  if (last === 0) invoices.firstPayment.set(paid.invoice, row + 1)
  else payments.next.set(last - 1, row + 1)
  invoices.lastPayment.set(paid.invoice, row + 1)
  invoices.updatedAt.set(paid.invoice, Math.max(paid.at, invoices.updatedAt.at(paid.invoice)))
  return row
}
