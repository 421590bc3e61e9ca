import type { Clients } from '../companies/clients.ts'
import type { Dice } from '../kit/dice.ts'
import type { WorkCalendar } from '../kit/work-calendar.ts'
import { AGREEMENT_TYPE, CYCLE } from './agreement-setup.ts'
import type { Addition, Agreement } from './agreements.ts'
import { lastDayOf } from './agreements.ts'
import { PRODUCTS } from './products.ts'

/** Gives managed and licensing agreements their products, with up to two changes of quantity each. */
export function addAdditions(
  dice: Dice,
  agreements: readonly Agreement[],
  clients: Clients,
  calendar: WorkCalendar,
): Addition[] {
  const additions: Addition[] = []
  for (const agreement of agreements) {
    if (!hasProducts(agreement)) continue
    const employees = clients.companies[agreement.companyRow]?.employees ?? 5
    const count =
      agreement.typeRow === AGREEMENT_TYPE.managed ? dice.between(2, 5) : dice.between(1, 3)
    const first = dice.below(PRODUCTS.length)
    for (let at = 0; at < count; at += 1) {
      const productRow = (first + at * 3) % PRODUCTS.length
      addHistory(dice, agreement, productRow, employees, additions, calendar)
    }
  }
  return additions
}

/** A managed agreement of amount 0 keeps none: it is one of the suspicious ones. */
function hasProducts(agreement: Agreement): boolean {
  if (agreement.typeRow === AGREEMENT_TYPE.licensing) return true
  return agreement.typeRow === AGREEMENT_TYPE.managed && agreement.billCents > 0
}

function addHistory(
  dice: Dice,
  agreement: Agreement,
  productRow: number,
  employees: number,
  additions: Addition[],
  calendar: WorkCalendar,
): void {
  const product = PRODUCTS[productRow]
  if (!product) return
  const months =
    agreement.cycleRow === CYCLE.yearly ? 12 : agreement.cycleRow === CYCLE.quarterly ? 3 : 1
  const end = Math.min(lastDayOf(agreement), calendar.days)
  // Planted: a few are priced below cost (by place: every company has some), a few lack a cost.
  const isBelowCost = additions.length % 30 === 8
  const isWithoutCost = !isBelowCost && dice.chance(0.02)
  const priceCents =
    months *
    Math.round(
      isBelowCost ? product.costCents * 0.9 : product.priceCents * (0.95 + dice.below(11) / 100),
    )
  let quantity = product.perUser
    ? Math.max(1, Math.round(employees * (0.5 + dice.next() * 0.5)))
    : dice.between(1, 3)
  let startsOn = agreement.startsOn
  const changes = dice.pick([0, 0, 0, 1, 1, 2])
  for (let change = 0; change <= changes; change += 1) {
    const next = change < changes ? dice.between(startsOn + 30, startsOn + 500) : undefined
    const endsOn = next !== undefined && next < end - 15 ? next : undefined
    const row = additions.length
    agreement.additionRows.push(row)
    const enteredAt =
      calendar.startOf(Math.min(startsOn, calendar.days - 1)) + 10 * 3600 + dice.below(20_000)
    additions.push({
      id: 12_001 + row,
      row,
      agreementRow: agreement.row,
      productRow,
      quantity,
      lessIncluded: dice.chance(0.05) ? 1 : 0,
      priceCents,
      costCents: isWithoutCost ? 0 : product.costCents * months,
      isBillable: !dice.chance(0.04),
      startsOn,
      endsOn,
      updatedAt: Math.min(
        calendar.bornAt - 60,
        endsOn === undefined ? enteredAt : calendar.startOf(endsOn) + 36_000,
      ),
      updatedBy: 'zAdmin',
    })
    if (endsOn === undefined) return
    startsOn = endsOn
    // Clients grow more often than they shrink.
    quantity = Math.max(1, quantity + dice.between(-2, 5))
  }
}
