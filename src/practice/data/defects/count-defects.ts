import type { Firm } from '../firm.ts'
import type { Sales } from '../sales/sales.ts'
import { additionsBelowCost, missingCosts, suspiciousAgreements } from './agreement-defects.ts'
import { contactDataQuality, dormantCompanies } from './client-defects.ts'
import { orphanedWork, stuckTickets, unclassifiedTickets } from './service-defects.ts'
import { implausibleTimeEntries, missingTime } from './member-time-defects.ts'
import {
  afterHoursCoding,
  billableTimeOffAgreement,
  lateTimeEntries,
  thinTimeNotes,
  timeAfterEnd,
  timeAgreementMismatch,
  timeOnAgreementAndProject,
} from './time-defects.ts'

/**
 * What the Data Check reports should find, by report id. Each function says what it counts;
 * all of them look at the present state, edits included, as of the end of the history.
 */
export function countDefects(firm: Firm, sales: Sales): Record<string, number> {
  return {
    'time-on-agreement-and-project': timeOnAgreementAndProject(firm),
    'time-agreement-mismatch': timeAgreementMismatch(firm),
    'billable-time-off-agreement': billableTimeOffAgreement(firm),
    'missing-time': missingTime(firm),
    'late-time-entries': lateTimeEntries(firm),
    'implausible-time-entries': implausibleTimeEntries(firm),
    'thin-time-notes': thinTimeNotes(firm),
    'after-hours-coding': afterHoursCoding(firm),
    'missing-costs': missingCosts(firm),
    'suspicious-agreements': suspiciousAgreements(firm),
    'additions-below-cost': additionsBelowCost(firm),
    'dormant-companies': dormantCompanies(firm),
    'unclassified-tickets': unclassifiedTickets(firm),
    'stuck-tickets': stuckTickets(firm),
    'orphaned-work': orphanedWork(firm, sales),
    'time-after-end': timeAfterEnd(firm),
    'contact-data-quality': contactDataQuality(firm),
  }
}
