import { AppError } from '../kernel/app-error.ts'
import type { Report } from '../reporting/define-report.ts'
import { agreementProfitability } from './agreements/agreement-profitability.ts'
import { mrr } from './agreements/mrr.ts'
import { dataInventory } from './data-check/data-inventory.ts'
import { missingTime } from './data-check/missing-time.ts'
import { timeOnAgreementAndProject } from './data-check/time-on-agreement-and-project.ts'
import { accountsReceivableAging } from './finance/accounts-receivable-aging.ts'
import { uninvoicedLabor } from './finance/uninvoiced-labor.ts'
import { activitiesThisWeek } from './sales/activities-this-week.ts'
import { activityTracker } from './sales/activity-tracker.ts'
import { backlogAging } from './service/backlog-aging.ts'
import { killRate } from './service/kill-rate.ts'
import { openTickets } from './service/open-tickets.ts'
import { slaCompliance } from './service/sla-compliance.ts'
import { agedWip } from './time/aged-wip.ts'
import { hoursUtilizedRealized } from './time/hours-utilized-realized.ts'
import { utilizationVsGoal } from './time/utilization-vs-goal.ts'

/** Every report, by area and in the order of the catalogue. */
export const reports: readonly Report[] = [
  dataInventory,
  timeOnAgreementAndProject,
  missingTime,
  accountsReceivableAging,
  uninvoicedLabor,
  agreementProfitability,
  mrr,
  hoursUtilizedRealized,
  agedWip,
  utilizationVsGoal,
  openTickets,
  backlogAging,
  killRate,
  slaCompliance,
  activitiesThisWeek,
  activityTracker,
]

/** The report with this id. Throws `report-not-found`, also for what a viewer may not know of. */
export function reportNamed(id: string): Report {
  const report = byId.get(id)
  if (!report) {
    throw new AppError(`There is no report "${id.slice(0, 60)}".`, {
      code: 'report-not-found',
      remedy: 'correct-input',
      hint: 'See `briefing report list` for the reports there are.',
    })
  }
  return report
}

const byId: ReadonlyMap<string, Report> = new Map(reports.map((report) => [report.id, report]))
