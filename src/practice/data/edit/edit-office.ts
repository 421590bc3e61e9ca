import type { Addition, Agreement } from '../agreements/agreements.ts'
import { isAdditionInForce, isInForce } from '../agreements/agreements.ts'
import { addPayment } from '../invoices/add-invoice.ts'
import { FIRST_INVOICE_ID, FIRST_PAYMENT_ID, balanceCents } from '../invoices/invoice-table.ts'
import { ACTIVITY, OPPORTUNITY } from '../sales/sales-setup.ts'
import type { Editing } from './edit-world.ts'
import { findRow } from './edit-world.ts'

/** A client pays an invoice, in full or by half. */
export function pay(editing: Editing): boolean {
  const { firm, dice, touched, at, day } = editing
  const { invoices } = firm
  const invoice = findRow(dice, invoices.table.size, (row) => balanceCents(invoices, row) > 0)
  if (invoice < 0) return false
  const owed = balanceCents(invoices, invoice)
  const cents = dice.chance(0.85) ? owed : Math.ceil(owed / 2)
  const payment = addPayment(firm, { invoice, cents, day, at })
  touched.inserted('invoice_payments', FIRST_PAYMENT_ID + payment)
  touched.updated('invoices', FIRST_INVOICE_ID + invoice)
  return true
}

export function changePhone(editing: Editing): boolean {
  const { firm, dice, touched, at } = editing
  const company = dice.pick(firm.clients.companies)
  company.phone = `312555${String(dice.below(10_000)).padStart(4, '0')}`
  company.updatedAt = at
  touched.updated('companies', company.id)
  return true
}

/** An open deal moves a stage, or is won or lost. */
export function moveOpportunity(editing: Editing): boolean {
  const { sales, dice, touched, at } = editing
  const { opportunities } = sales
  const row = findRow(
    dice,
    opportunities.length,
    (deal) => opportunities[deal]?.statusRow === OPPORTUNITY.open,
  )
  const deal = opportunities[row]
  if (!deal) return false
  if (dice.chance(0.3)) {
    deal.statusRow = dice.chance(0.45) ? OPPORTUNITY.won : OPPORTUNITY.lost
    deal.closedAt = at
  } else deal.stageRow = Math.min(4, deal.stageRow + 1)
  deal.stageChangedAt = at
  deal.updatedAt = at
  touched.updated('opportunities', deal.id)
  return true
}

export function closeActivity(editing: Editing): boolean {
  const { sales, dice, touched, at } = editing
  const { activities } = sales
  const row = findRow(
    dice,
    activities.length,
    (candidate) => activities[candidate]?.statusRow === ACTIVITY.open,
  )
  const activity = activities[row]
  if (!activity) return false
  activity.statusRow = ACTIVITY.closed
  activity.closedAt = at
  activity.updatedAt = at
  touched.updated('activities', activity.id)
  return true
}

/**
 * A client takes more or fewer of a product: the addition ends today and another begins, so that
 * what was invoiced keeps agreeing with what was agreed.
 */
export function changeAddition(editing: Editing): boolean {
  const { firm, dice, touched, at, day } = editing
  const { additions, agreements } = firm.contracts
  const row = findRow(dice, additions.length, (candidate) => {
    const addition = additions[candidate]
    const agreement = agreements[addition?.agreementRow ?? -1]
    return addition !== undefined && mayChange(addition, agreement, day)
  })
  const addition = additions[row]
  const agreement = agreements[addition?.agreementRow ?? -1]
  if (!addition || !agreement) return false
  addition.endsOn = day
  addition.updatedAt = at
  agreement.updatedAt = at
  const fresh: Addition = {
    ...addition,
    id: (additions.at(-1)?.id ?? 0) + 1,
    row: additions.length,
    quantity: Math.max(1, addition.quantity + dice.pick([-2, -1, 1, 2, 5])),
    startsOn: day,
    endsOn: undefined,
  }
  additions.push(fresh)
  agreement.additionRows.push(fresh.row)
  touched.inserted('additions', fresh.id)
  touched.updated('additions', addition.id)
  touched.updated('agreements', agreement.id)
  return true
}

/** Only what is in force, and was not changed today already. */
function mayChange(addition: Addition, agreement: Agreement | undefined, day: number): boolean {
  return (
    agreement !== undefined &&
    isInForce(agreement, day) &&
    isAdditionInForce(addition, day) &&
    addition.startsOn < day
  )
}
