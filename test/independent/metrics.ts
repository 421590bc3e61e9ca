import {
  addDays,
  addMonths,
  daysBetween,
  endOfMonth,
  startOfMonth,
} from '../../src/kernel/calendar.ts'
import type { Day } from '../../src/kernel/calendar.ts'
import { agreementOutcomes, mrr } from './agreements.ts'
import { isFixedFee, wipAmount, wipHours } from './labor.ts'
import {
  availableOn,
  businessOf,
  capacityOn,
  entriesByMemberDay,
  hoursOf,
  isClientWork,
  isInUtilization,
  people,
  workedOn,
} from './logged-time.ts'
import { balanceOf } from './receivables.ts'
import { closedOn, countedTickets, openedOn, slaCompliance } from './service-tickets.ts'
import { daysFrom, groupBy, ratio, sumOf } from './situation.ts'
import type { AskedParams, Situation } from './situation.ts'
import { amountAt, dayAt, idOf, numberAt, textAt } from './truth.ts'
import type { PsaRecord, Truth } from './truth.ts'
import { realizedHours } from './utilization.ts'

/** A month as a metric measures it: up to its last day, the current one up to today. */
export interface MeasuredMonth {
  readonly month: Day
  readonly last: Day
  /** The last day that is over. */
  readonly lastOver: Day
}

/** A metric's value in a month, from the truth; null where there is none. */
export type MonthlyValue = (
  truth: Truth,
  month: MeasuredMonth,
  situation: Situation,
) => number | null

/** The metrics by id, as their documentation words them. */
export const monthlyValues: Readonly<Record<string, MonthlyValue>> = {
  mrr: (truth, { last }) =>
    sumOf(mrr(truth, { ...EVERYTHING, as_of: last, months: 0 }), (row) => Number(row['mrr'])),
  effective_hourly_rate: effectiveHourlyRate,
  uninvoiced_labor: uninvoicedLabor,
  receivables_over_60: receivablesOver60,
  utilization: (truth, month, situation) =>
    shareOfAvailable(truth, month, situation, (entry) =>
      isClientWork(entry, businessOf(truth)) ? hoursOf(entry) : 0,
    ),
  realization: (truth, month, situation) =>
    shareOfAvailable(truth, month, situation, realizedHours(truth)),
  sla_met: slaMet,
  open_tickets: openTickets,
  tickets_opened: (truth, month, situation) =>
    countedTickets(truth).filter((ticket) => isIn(openedOn(ticket, situation), month)).length,
  tickets_closed: (truth, month, situation) =>
    countedTickets(truth).filter((ticket) => isIn(closedOn(ticket, situation), month)).length,
  missing_time_hours: missingTimeHours,
}

/** The current month and those before it, the oldest first. */
export function measuredMonths(count: number, today: Day): MeasuredMonth[] {
  return Array.from({ length: count }, (_, at) => {
    const month = addMonths(startOfMonth(today), at - count + 1)
    const end = endOfMonth(month)
    return {
      month,
      last: end < today ? end : today,
      lastOver: end < today ? end : addDays(today, -1),
    }
  })
}

/** No filter set. */
const EVERYTHING: AskedParams = { type: '', company: '', location: '', department: '' }

function effectiveHourlyRate(
  truth: Truth,
  { month, last }: MeasuredMonth,
  situation: Situation,
): number | null {
  const params = { ...EVERYTHING, from: month, to: last, basis: 'invoice-month' }
  const outcomes = agreementOutcomes(truth, params, situation)
  const net = sumOf(outcomes, (each) => each.revenue - each.additionCost)
  return ratio(
    net,
    sumOf(outcomes, (each) => each.hours),
  )
}

/** Work that had no invoice on the month's last day, whatever was invoiced since. */
function uninvoicedLabor(truth: Truth, { last }: MeasuredMonth, situation: Situation): number {
  const unbilled = truth.of('time_entries').filter((entry) => {
    const on = workedOn(entry, situation)
    if (on === null || on > last) return false
    const invoice = truth.find('invoices', numberAt(entry, 'invoice/id'))
    const invoicedOn = invoice === null ? null : dayAt(invoice, 'date')
    return (
      textAt(entry, 'billableOption') === 'Billable' &&
      textAt(entry, 'status') !== 'WrittenOff' &&
      (numberAt(entry, 'invoice/id') === null || (invoicedOn !== null && invoicedOn > last)) &&
      amountAt(entry, 'agreementHours') <= 0 &&
      !isFixedFee(truth, entry) &&
      (wipHours(entry) !== 0 || wipAmount(entry) !== 0)
    )
  })
  return sumOf(unbilled, wipAmount)
}

/** What was owed then on invoices that were older than 60 days then. */
function receivablesOver60(truth: Truth, { last }: MeasuredMonth): number {
  const since = truth
    .of('invoice_payments')
    .filter((payment) => (dayAt(payment, 'paymentDate') ?? '') > last)
  const paidSince = groupBy(since, (payment) => String(numberAt(payment, 'invoice/id')))
  const creditedSince = groupBy(since, (payment) => String(numberAt(payment, 'credit/id')))
  const amountOf = (payment: PsaRecord) => amountAt(payment, 'amount')
  const old = truth
    .of('invoices')
    .filter((invoice) => daysBetween(dayAt(invoice, 'date') ?? last, last) > 60)
  return sumOf(old, (invoice) => {
    const id = String(idOf(invoice))
    const paid = sumOf(paidSince.get(id) ?? [], amountOf)
    // What a credit memo gave away since was still owed to the client then.
    const given = sumOf(creditedSince.get(id) ?? [], amountOf)
    return balanceOf(invoice) + paid - given
  })
}

function shareOfAvailable(
  truth: Truth,
  { month, lastOver }: MeasuredMonth,
  situation: Situation,
  countedOf: (entry: PsaRecord) => number,
): number | null {
  const business = businessOf(truth)
  const logged = entriesByMemberDay(truth, situation)
  const measured = people(truth).filter(isInUtilization)
  const available = sumOf(measured, (member) =>
    sumOf(daysFrom(month, lastOver), (day) =>
      availableOn(member, day, business, situation, logged),
    ),
  )
  const counted = truth.of('time_entries').filter((entry) => {
    const on = workedOn(entry, situation)
    const member = truth.find('members', numberAt(entry, 'member/id'))
    const isMeasured = member === null || isInUtilization(member)
    return isMeasured && on !== null && on >= month && on <= lastOver
  })
  return ratio(sumOf(counted, countedOf), available)
}

function slaMet(truth: Truth, { month, last }: MeasuredMonth, situation: Situation): number | null {
  const params = { from: month, to: last, group_by: 'board' }
  const rows = slaCompliance(truth, params, situation)
  return ratio(
    sumOf(rows, (row) => Number(row['resolution_met'])),
    sumOf(rows, (row) => Number(row['resolution_measured'])),
  )
}

function openTickets(truth: Truth, { last }: MeasuredMonth, situation: Situation): number {
  return countedTickets(truth).filter((ticket) => {
    const opened = openedOn(ticket, situation)
    const closed = closedOn(ticket, situation)
    return opened !== null && opened <= last && (closed === null || closed > last)
  }).length
}

function missingTimeHours(
  truth: Truth,
  { month, lastOver }: MeasuredMonth,
  situation: Situation,
): number {
  const business = businessOf(truth)
  const logged = entriesByMemberDay(truth, situation)
  return sumOf(people(truth), (member) =>
    sumOf(daysFrom(month, lastOver), (day) => {
      const entered = sumOf(logged(member, day), hoursOf)
      return Math.max(0, capacityOn(member, day, business, situation) - entered)
    }),
  )
}

function isIn(day: Day | null, { month, last }: MeasuredMonth): boolean {
  return day !== null && day >= month && day <= last
}
