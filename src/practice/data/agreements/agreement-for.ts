import type { Firm } from '../firm.ts'
import { AGREEMENT_TYPE } from './agreement-setup.ts'
import { isInForce } from './agreements.ts'

/** The agreement a client's work is charged to on a day: the first in force, blocks with hours left first. */
export function agreementFor(firm: Firm, companyRow: number, day: number): number {
  const { agreements, ofCompany } = firm.contracts
  let found = -1
  for (const row of ofCompany[companyRow] ?? []) {
    const agreement = agreements[row]
    if (!agreement || agreement.typeRow > AGREEMENT_TYPE.hourly || !isInForce(agreement, day))
      continue
    const isUsedUp = agreement.limitUnits > 0 && agreement.usedUnits >= agreement.limitUnits
    if (!isUsedUp || agreement.typeRow === AGREEMENT_TYPE.retainer) return row
    found = row
  }
  return found
}
