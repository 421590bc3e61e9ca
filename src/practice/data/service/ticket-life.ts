import type { Firm } from '../firm.ts'
import { slaMinutes } from './sla-clock.ts'
import { STATUS } from './service-desk.ts'

/** Stamps a change; stamps never go back. */
export function touch(firm: Firm, row: number, at: number): void {
  const { tickets } = firm
  if (at > tickets.updatedAt.at(row)) tickets.updatedAt.set(row, at)
}

/** The ticket waits for the client or a vendor: its SLA's clock for the resolution stops. */
export function beginWait(firm: Firm, row: number, at: number, status: number): void {
  firm.tickets.waitingSince.set(row, at)
  firm.tickets.status.set(row, status)
  touch(firm, row, at)
}

/** The answer came. */
export function endWait(firm: Firm, row: number, at: number): void {
  const { tickets, desk, calendar } = firm
  const since = tickets.waitingSince.at(row)
  if (since === 0) return
  const sla = desk.slas[tickets.sla.at(row)]
  if (sla) tickets.waitedMinutes.add(row, slaMinutes(sla, calendar, since, at))
  tickets.waitingSince.set(row, 0)
  tickets.status.set(row, STATUS.inProgress)
  touch(firm, row, at)
}

/** Somebody answered the client, at the latest when the work began. */
export function respond(firm: Firm, row: number, at: number): void {
  const { tickets } = firm
  const before = tickets.respondedAt.at(row)
  if (before === 0 || before > at) tickets.respondedAt.set(row, at)
}

/** There is a plan, at the latest now. */
export function plan(firm: Firm, row: number, at: number): void {
  const { tickets } = firm
  const before = tickets.plannedAt.at(row)
  if (before === 0 || before > at) tickets.plannedAt.set(row, at)
}

/** The work is done; stages not reached before are reached now. */
export function complete(firm: Firm, row: number, at: number): void {
  const { tickets, schedule } = firm
  endWait(firm, row, at)
  respond(firm, row, at)
  plan(firm, row, at)
  tickets.resolvedAt.set(row, at)
  tickets.status.set(row, STATUS.completed)
  touch(firm, row, at)
  const entry = tickets.schedule.at(row) - 1
  if (entry < 0 || !schedule.table.isLive(entry)) return
  schedule.done.set(entry, 1)
  schedule.updatedAt.set(entry, Math.max(at, schedule.updatedAt.at(entry)))
}

export function close(firm: Firm, row: number, memberRow: number, at: number): void {
  const { tickets } = firm
  tickets.status.set(row, STATUS.closed)
  tickets.closedAt.set(row, at)
  tickets.closedBy.set(row, memberRow + 1)
  touch(firm, row, at)
}
