import { activities } from './chapters/activities.ts'
import { agedWip } from './chapters/aged-wip.ts'
import { agreementAndProject } from './chapters/agreement-and-project.ts'
import { backlog } from './chapters/backlog.ts'
import type { Chapter } from './chapters/chapter.ts'
import { killRate } from './chapters/kill-rate.ts'
import { losingAgreements } from './chapters/losing-agreements.ts'
import { missingTime } from './chapters/missing-time.ts'
import { receivables } from './chapters/receivables.ts'
import { recurringRevenue } from './chapters/recurring-revenue.ts'
import { sla } from './chapters/sla.ts'
import { uninvoiced } from './chapters/uninvoiced.ts'
import { utilization } from './chapters/utilization.ts'

/** Everything the briefing looks at, in the order of its charts; stories and findings rank themselves. */
export const CHAPTERS: readonly Chapter[] = [
  killRate,
  utilization,
  recurringRevenue,
  losingAgreements,
  uninvoiced,
  agedWip,
  receivables,
  agreementAndProject,
  missingTime,
  sla,
  backlog,
  activities,
]
