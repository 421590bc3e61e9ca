import type { View } from '../define-view.ts'
import { memberDays } from './member-days.ts'
import { memberTime } from './member-time.ts'
import { openTickets } from './open-tickets.ts'
import { serviceTickets } from './service-tickets.ts'
import { slaStages } from './sla-stages.ts'

/** The views over service work and the people who do it, each after those it reads. */
export const serviceViews: readonly View[] = [
  serviceTickets,
  openTickets,
  slaStages,
  memberDays,
  memberTime,
]
