import type { WorkCalendar } from '../kit/work-calendar.ts'
import type { Sla } from './service-desk.ts'
import type { TicketTable } from './tickets.ts'

/** The three stages of a ticket as ConnectWise counts them, in minutes of its SLA's clock. */
interface Stages {
  readonly respond: number | undefined
  readonly respondSkipped: number
  readonly plan: number | undefined
  readonly planSkipped: number
  readonly resolve: number | undefined
  readonly isInSla: boolean
}

/** Minutes of an SLA's clock between two instants: working time, or all hours. */
export function slaMinutes(sla: Sla, calendar: WorkCalendar, from: number, to: number): number {
  const seconds = sla.isAroundTheClock ? Math.max(0, to - from) : calendar.workSeconds(from, to)
  return Math.floor(seconds / 60)
}

/** The instant that many hours of an SLA's clock after another. */
export function slaGoal(sla: Sla, calendar: WorkCalendar, from: number, hours: number): number {
  return sla.isAroundTheClock ? from + hours * 3600 : calendar.addWorkSeconds(from, hours * 3600)
}

/**
 * Each stage counts from the end of the one before; a stage that was jumped over shows its
 * minutes as skipped. Waiting does not count towards resolution. An unreached stage is measured
 * at the end of the history.
 */
export function stagesOf(
  tickets: TicketTable,
  row: number,
  sla: Sla,
  calendar: WorkCalendar,
): Stages {
  const entered = tickets.enteredAt.at(row)
  const responded = tickets.respondedAt.at(row)
  const planned = tickets.plannedAt.at(row)
  const resolved = tickets.resolvedAt.at(row)
  const after = (instant: number) =>
    slaMinutes(sla, calendar, entered, instant === 0 ? calendar.bornAt : instant)
  const waited = tickets.waitedMinutes.at(row)
  const toRespond = after(responded)
  const toPlan = after(planned)
  const toResolve = Math.max(toPlan, after(resolved) - waited)
  const skipsRespond = responded !== 0 && responded === planned
  const skipsPlan = planned !== 0 && planned === resolved
  return {
    respond: responded === 0 ? undefined : skipsRespond ? 0 : toRespond,
    respondSkipped: skipsRespond ? toRespond : 0,
    plan: planned === 0 ? undefined : skipsPlan ? 0 : toPlan - toRespond,
    planSkipped: skipsPlan ? toPlan - toRespond : 0,
    resolve: resolved === 0 ? undefined : toResolve - toPlan,
    isInSla:
      toRespond <= sla.respondHours * 60 &&
      toPlan <= sla.planHours * 60 &&
      toResolve <= sla.resolutionHours * 60,
  }
}
