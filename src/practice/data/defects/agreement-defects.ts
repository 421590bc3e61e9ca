import { nextInvoiceDay } from '../agreements/agreement-entities.ts'
import type { Addition, Agreement } from '../agreements/agreements.ts'
import { isAdditionInForce, statusOn } from '../agreements/agreements.ts'
import { AGREEMENT_TYPE } from '../agreements/agreement-setup.ts'
import type { Firm } from '../firm.ts'

/**
 * Active members who logged time in the last 365 days and have no hourly cost, work types with
 * cost multiplier 0 used in the last 365 days, and billable additions in force on active
 * agreements with unit cost 0.
 */
export function missingCosts(firm: Firm): number {
  const { time, calendar, people, work } = firm
  const since = calendar.startOf(calendar.days - 365)
  const members = new Set<number>()
  const types = new Set<number>()
  for (let row = 0; row < time.table.size; row += 1) {
    if (time.startsAt.at(row) < since || !time.table.isLive(row)) continue
    members.add(time.member.at(row))
    types.add(time.workType.at(row))
  }
  const costless = people.members.filter(
    (member) =>
      member.leftOn === undefined && member.hourlyCost === undefined && members.has(member.row),
  )
  const free = work.types.filter((type, row) => type.costMultiplier === 0 && types.has(row))
  const additions = billedAdditions(firm).filter((addition) => addition.costCents === 0)
  return costless.length + free.length + additions.length
}

/** Billable additions in force on active agreements whose unit price is below their unit cost. */
export function additionsBelowCost(firm: Firm): number {
  return billedAdditions(firm).filter((addition) => addition.priceCents < addition.costCents).length
}

function billedAdditions(firm: Firm): Addition[] {
  const { contracts, calendar } = firm
  const today = calendar.days
  return contracts.additions.filter((addition) => {
    const agreement = contracts.agreements[addition.agreementRow]
    return (
      addition.isBillable &&
      agreement !== undefined &&
      isAdditionInForce(addition, today) &&
      statusOn(agreement, today) === 'Active'
    )
  })
}

/**
 * Active agreements with at least one of: neither an end date nor the flag that there is none;
 * an end date that has passed; a next invoice date that has passed; an amount of 0 and no
 * billable addition in force, unless their type is Time and Materials.
 */
export function suspiciousAgreements(firm: Firm): number {
  const { contracts, calendar } = firm
  const billed = new Set(billedAdditions(firm).map((addition) => addition.agreementRow))
  const isSuspicious = (agreement: Agreement) => {
    const next = nextInvoiceDay(firm, agreement)
    return (
      (agreement.endsOn === undefined && !agreement.hasNoEnd) ||
      (agreement.endsOn !== undefined && agreement.endsOn < calendar.days) ||
      (next !== undefined && next < calendar.days) ||
      (agreement.billCents === 0 &&
        !billed.has(agreement.row) &&
        agreement.typeRow !== AGREEMENT_TYPE.hourly)
    )
  }
  return contracts.agreements.filter(
    (agreement) => statusOn(agreement, calendar.days) === 'Active' && isSuspicious(agreement),
  ).length
}
