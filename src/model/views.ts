import { additionCosts } from './agreements/addition-costs.ts'
import { agreementRevenue } from './agreements/agreement-revenue.ts'
import { agreementTerms } from './agreements/agreement-terms.ts'
import { additionLines, recurringLines } from './agreements/recurring-lines.ts'
import type { View } from './define-view.ts'
import { inventoryViews } from './inventory/views.ts'
import { receivables } from './invoices/receivables.ts'
import { salesViews } from './sales/views.ts'
import { serviceViews } from './service/views.ts'
import { fixedFeeJobs, fixedFeeWork } from './time/fixed-fee.ts'
import { realizedWork } from './time/realized-work.ts'
import { workCosts } from './time/work-costs.ts'
import { work } from './time/work.ts'

/** Every view of the model, each after those it reads: the words that reports and people query. */
export const views: readonly View[] = [
  work,
  workCosts,
  fixedFeeJobs,
  fixedFeeWork,
  realizedWork,
  agreementTerms,
  additionLines,
  recurringLines,
  additionCosts,
  agreementRevenue,
  receivables,
  ...inventoryViews,
  ...serviceViews,
  ...salesViews,
]
