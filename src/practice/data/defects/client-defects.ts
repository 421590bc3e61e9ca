import { statusOn } from '../agreements/agreements.ts'
import type { Company } from '../companies/clients.ts'
import type { Firm } from '../firm.ts'
import { COMPANY_STATUS, COMPANY_TYPE } from '../setup/client-setup.ts'

/** A year without any sign of life makes a client dormant. */
const DORMANT_DAYS = 365

/**
 * Companies of type Client and status Active without an active agreement, and without a service
 * ticket entered or an invoice dated within the 365 days before `today`.
 */
export function dormantCompanies(firm: Firm): number {
  const { tickets, invoices, contracts, calendar } = firm
  const first = calendar.days - DORMANT_DAYS
  const alive = new Set<number>()
  for (let row = 0; row < tickets.table.size; row += 1) {
    if (tickets.enteredAt.at(row) >= calendar.startOf(first) && tickets.table.isLive(row)) {
      alive.add(tickets.company.at(row))
    }
  }
  for (let row = 0; row < invoices.table.size; row += 1) {
    if (invoices.day.at(row) >= first) alive.add(invoices.company.at(row))
  }
  for (const agreement of contracts.agreements) {
    if (statusOn(agreement, calendar.days) === 'Active') alive.add(agreement.companyRow)
  }
  return firm.clients.companies.filter((company) => isClient(company) && !alive.has(company.row))
    .length
}

function isClient(company: Company): boolean {
  return company.typeRow === COMPANY_TYPE.client && company.statusRow === COMPANY_STATUS.active
}

/**
 * Active contacts without an e-mail address or without a phone number, active contacts with the
 * first and last name of one of lower id in the same company, and companies of type Client and
 * status Active without billing contact, billing terms or tax code.
 */
export function contactDataQuality(firm: Firm): number {
  const { companies, contacts } = firm.clients
  let poor = 0
  const known = new Set<string>()
  for (const contact of contacts) {
    const name = `${contact.companyRow} ${contact.name}`
    const isTwin = known.has(name)
    known.add(name)
    if (contact.isInactive) continue
    if (isTwin || contact.email === undefined || contact.phone === undefined) poor += 1
  }
  const unbillable = companies.filter(
    (company) =>
      isClient(company) &&
      (!company.hasBillingContact ||
        company.contactRows[1] === undefined ||
        company.termsRow === undefined ||
        company.taxCodeRow === undefined),
  )
  return poor + unbillable.length
}
