import { activities } from './chapters/activities.ts'
import { backlog } from './chapters/backlog.ts'
import type { Chapter } from './chapters/chapter.ts'
import { killRate } from './chapters/kill-rate.ts'
import { missingTime } from './chapters/missing-time.ts'
import { sla } from './chapters/sla.ts'
import { utilization } from './chapters/utilization.ts'

/** Everything the briefing looks at, in the order of its charts; stories and findings rank themselves. */
export const CHAPTERS: readonly Chapter[] = [
  killRate,
  utilization,
  missingTime,
  sla,
  backlog,
  activities,
]
