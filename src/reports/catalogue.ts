import { AppError } from '../kernel/app-error.ts'
import type { Report } from '../reporting/define-report.ts'
import { dataInventory } from './data-check/data-inventory.ts'
import { activitiesThisWeek } from './sales/activities-this-week.ts'
import { activityTracker } from './sales/activity-tracker.ts'
import { backlogAging } from './service/backlog-aging.ts'
import { killRate } from './service/kill-rate.ts'
import { openTickets } from './service/open-tickets.ts'
import { slaCompliance } from './service/sla-compliance.ts'
import { missingTime } from './time/missing-time.ts'
import { utilizationVsGoal } from './time/utilization-vs-goal.ts'

/** Every report, by area and in the order of the catalogue. */
export const reports: readonly Report[] = [
  dataInventory,
  missingTime,
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
