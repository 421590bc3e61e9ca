import { addDays, addMonths, endOfMonth, startOfMonth } from '../../src/kernel/calendar.ts'
import type { Day } from '../../src/kernel/calendar.ts'
import { laborCost } from './labor.ts'
import { hoursOf, workedOn } from './logged-time.ts'
import { groupBy, monthsFrom, passes, ratio, sumOf } from './situation.ts'
import type { AskedParams, ExpectedRow, Situation } from './situation.ts'
import { amountAt, dayAt, flagAt, idOf, numberAt, textAt } from './truth.ts'
import type { PsaRecord, Truth } from './truth.ts'

/** Recurring money: rows by month and type of agreement. */
export function mrr(truth: Truth, params: AskedParams): ExpectedRow[] {
  const asOf = String(params['as_of'])
  const first = addMonths(startOfMonth(asOf), -Number(params['months']))
  const wanted = truth.of('agreements').filter((agreement) => isWanted(truth, agreement, params))
  const additionsOf = additionsByAgreement(truth)
  const rows: ExpectedRow[] = []
  for (const month of monthsFrom(first, asOf)) {
    const day = month === startOfMonth(asOf) ? asOf : endOfMonth(month)
    const worth = wanted.map((agreement) => {
      const { value, cost } = worthOn(truth, agreement, additionsOf(agreement), day)
      return { top: topOf(truth, agreement), value, cost }
    })
    for (const [type, ofType] of groupBy(worth, ({ top }) => textAt(top, 'type/name') ?? '')) {
      const value = sumOf(ofType, (each) => each.value)
      const cost = sumOf(ofType, (each) => each.cost)
      if (value === 0 && cost === 0) continue
      const valued = ofType.filter((each) => each.value !== 0).map(({ top }) => idOf(top))
      rows.push({
        month,
        measured_on: day,
        agreement_type: type,
        agreements: new Set(valued).size,
        mrr: value,
        acv: value * 12,
        addition_cost: cost,
        margin: value - cost,
        margin_share: ratio(value - cost, value),
      })
    }
  }
  return rows
}

/** What one agreement, its children included, brought and cost over whole months. */
interface Outcome {
  readonly top: PsaRecord
  readonly revenue: number
  readonly additionCost: number
  readonly laborCost: number
  readonly hours: number
  readonly margin: number
}

/** Whether agreements pay: rows by type, agreement or client, over whole months. */
export function agreementProfitability(
  truth: Truth,
  params: AskedParams,
  situation: Situation,
): ExpectedRow[] {
  const outcomes = agreementOutcomes(truth, params, situation)
  const groupKey = ({ top }: Outcome) => {
    if (params['group_by'] === 'agreement') return String(idOf(top))
    if (params['group_by'] === 'client') return String(numberAt(top, 'company/id'))
    return textAt(top, 'type/name') ?? ''
  }
  return [...groupBy(outcomes, groupKey)].map(([key, group]) => {
    const revenue = sumOf(group, (each) => each.revenue)
    const additionCost = sumOf(group, (each) => each.additionCost)
    const labor = sumOf(group, (each) => each.laborCost)
    const hours = sumOf(group, (each) => each.hours)
    const margin = revenue - additionCost - labor
    const worst = group.toSorted((a, b) => a.margin - b.margin || idOf(a.top) - idOf(b.top))[0]
    const name = { agreement: 'name', client: 'company/name', type: 'type/name' }[
      String(params['group_by'])
    ]
    return {
      grouped_by: worst && name !== undefined ? textAt(worst.top, name) : null,
      grouped_id: params['group_by'] === 'type' ? null : key,
      agreements: group.length,
      revenue,
      addition_cost: additionCost,
      labor_cost: labor,
      hours,
      margin,
      margin_share: ratio(margin, revenue),
      effective_hourly_rate: ratio(revenue - additionCost, hours),
      contribution_per_hour: ratio(margin, hours),
      losing: group.filter((each) => Math.round(each.margin * 100) < 0).length,
      worst_agreement_id: worst ? idOf(worst.top) : null,
      worst_agreement: worst ? textAt(worst.top, 'name') : null,
      worst_margin: worst?.margin ?? null,
    }
  })
}

/** Every agreement that ran, earned, or was worked on in the months from `from` to `to`. */
export function agreementOutcomes(
  truth: Truth,
  params: AskedParams,
  situation: Situation,
): Outcome[] {
  const from = startOfMonth(String(params['from']))
  const to = endOfMonth(String(params['to']))
  const family = groupBy(
    truth.of('agreements').filter((agreement) => isWanted(truth, agreement, params)),
    (agreement) => String(idOf(topOf(truth, agreement))),
  )
  const invoicesOf = groupBy(
    truth.of('invoices').filter((invoice) => textAt(invoice, 'type') === 'Agreement'),
    (invoice) => String(billedAgreement(invoice)),
  )
  const entriesOf = groupBy(
    truth.of('time_entries').filter((entry) => {
      const on = workedOn(entry, situation)
      return on !== null && on >= from && on <= to
    }),
    (entry) => String(numberAt(entry, 'agreement/id')),
  )
  const additionsOf = additionsByAgreement(truth)
  return [...family.values()].flatMap((members) => {
    const ids = members.map((agreement) => String(idOf(agreement)))
    const revenue = sumOf(members, (agreement) =>
      sumOf(invoicesOf.get(String(idOf(agreement))) ?? [], (invoice) =>
        revenueIn(truth, invoice, agreement, params['basis'] === 'coverage-month', from, to),
      ),
    )
    const additionCost = sumOf(members, (agreement) =>
      sumOf(additionsOf(agreement), (addition) =>
        sumOf(monthsFrom(from, to), (month) =>
          touches(agreement, addition, month) ? costOf(addition) * monthShare(truth, agreement) : 0,
        ),
      ),
    )
    const entries = ids.flatMap((id) => entriesOf.get(id) ?? [])
    const hours = sumOf(entries, hoursOf)
    const labor = sumOf(entries, (entry) => laborCost(truth, entry))
    const ran = members.some((agreement) => {
      const { starts, ends } = termOf(agreement)
      return starts <= to && ends > from && starts < ends
    })
    const [first] = members
    if (!first || (!ran && revenue === 0 && hours === 0 && additionCost === 0)) return []
    return {
      top: topOf(truth, first),
      revenue,
      additionCost,
      laborCost: labor,
      hours,
      margin: revenue - additionCost - labor,
    }
  })
}

/** The agreement whose sums these are: the parent's, up to the one that has none. */
export function topOf(truth: Truth, agreement: PsaRecord): PsaRecord {
  const parent = truth.find('agreements', numberAt(agreement, 'parentAgreement/id'))
  return parent === null ? agreement : topOf(truth, parent)
}

/** The share of a billing that belongs to one month. */
export function monthShare(truth: Truth, agreement: PsaRecord): number {
  if (flagAt(agreement, 'billOneTimeFlag')) return 0
  const option = cycleOf(truth, agreement)
  if (option === null) return 1
  if (option === 'NotRecurring') return 0
  if (option === 'Weekly') return 52 / 12
  if (option === 'BiWeekly') return 26 / 12
  return 1 / (CYCLE_MONTHS[option] ?? 1)
}

const CYCLE_MONTHS: Readonly<Record<string, number>> = {
  Monthly: 1,
  BiMonthly: 2,
  Quarterly: 3,
  SemiAnnual: 6,
  Yearly: 12,
}

/** First day, and first day no more; far away where there is none. */
function termOf(agreement: PsaRecord): { readonly starts: Day; readonly ends: Day } {
  const starts = dayAt(agreement, 'startDate') ?? EVER
  const end = dayAt(agreement, 'endDate')
  const planned = flagAt(agreement, 'noEndingDateFlag') || end === null ? NEVER : addDays(end, 1)
  if (!flagAt(agreement, 'cancelledFlag')) return { starts, ends: planned }
  const cancelled = dayAt(agreement, 'dateCancelled')
  if (cancelled === null) return { starts, ends: EVER }
  return { starts, ends: cancelled < planned ? cancelled : planned }
}

const EVER: Day = '0001-01-01'
const NEVER: Day = '9999-12-31'

function additionTerm(agreement: PsaRecord, addition: PsaRecord) {
  const term = termOf(agreement)
  const from = dayAt(addition, 'effectiveDate') ?? EVER
  const until = dayAt(addition, 'cancelledDate') ?? NEVER
  return {
    starts: from > term.starts ? from : term.starts,
    ends: until < term.ends ? until : term.ends,
  }
}

function worthOn(
  truth: Truth,
  agreement: PsaRecord,
  additions: readonly PsaRecord[],
  day: Day,
): { value: number; cost: number } {
  const share = monthShare(truth, agreement)
  const term = termOf(agreement)
  if (day < term.starts || day >= term.ends) return { value: 0, cost: 0 }
  const running = additions.filter((addition) => {
    const { starts, ends } = additionTerm(agreement, addition)
    return day >= starts && day < ends
  })
  const billed = sumOf(running, (addition) =>
    textAt(addition, 'billCustomer') === 'Billable'
      ? Math.max(0, amountAt(addition, 'quantity') - amountAt(addition, 'lessIncluded')) *
        amountAt(addition, 'unitPrice')
      : 0,
  )
  return {
    value: (amountAt(agreement, 'billAmount') + billed) * share,
    cost: sumOf(running, costOf) * share,
  }
}

function costOf(addition: PsaRecord): number {
  return amountAt(addition, 'quantity') * amountAt(addition, 'unitCost')
}

function touches(agreement: PsaRecord, addition: PsaRecord, month: Day): boolean {
  const { starts, ends } = additionTerm(agreement, addition)
  return starts <= endOfMonth(month) && ends > month && starts < ends
}

function billedAgreement(invoice: PsaRecord): number | null {
  const applied =
    textAt(invoice, 'applyToType') === 'Agreement' ? numberAt(invoice, 'applyToId') : null
  return numberAt(invoice, 'agreement/id') ?? applied
}

/** The part of an agreement invoice, without sales tax, that falls into the months from `from` to `to`. */
function revenueIn(
  truth: Truth,
  invoice: PsaRecord,
  agreement: PsaRecord,
  isByCoverage: boolean,
  from: Day,
  to: Day,
): number {
  const date = dayAt(invoice, 'date')
  if (date === null) return 0
  const net = amountAt(invoice, 'total') - amountAt(invoice, 'salesTax')
  if (!isByCoverage) return date >= from && date <= to ? net : 0
  // What is billed once has no cycle to be spread over.
  const isOnce = flagAt(agreement, 'billOneTimeFlag')
  const length = isOnce ? 1 : (CYCLE_MONTHS[cycleOf(truth, agreement) ?? ''] ?? 1)
  const ahead = textAt(agreement, 'periodType') === 'Future' ? 1 : 0
  const months = Array.from({ length }, (_, nth) => addMonths(startOfMonth(date), nth + ahead))
  return (net * months.filter((month) => month >= from && month <= to).length) / length
}

function cycleOf(truth: Truth, agreement: PsaRecord): string | null {
  const cycle = truth.find('billing_cycles', numberAt(agreement, 'billingCycle/id'))
  return cycle === null ? textAt(agreement, 'billingCycle/name') : textAt(cycle, 'billingOptions')
}

function additionsByAgreement(truth: Truth): (agreement: PsaRecord) => readonly PsaRecord[] {
  const additions = groupBy(truth.of('additions'), (addition) =>
    String(numberAt(addition, 'agreementId')),
  )
  return (agreement) => additions.get(String(idOf(agreement))) ?? []
}

/** Filters look at the parent: the family is one agreement. */
function isWanted(truth: Truth, agreement: PsaRecord, params: AskedParams): boolean {
  const top = topOf(truth, agreement)
  return (
    passes(params['type'], textAt(top, 'type/name')) &&
    passes(params['company'], textAt(top, 'company/name')) &&
    passes(params['location'], textAt(top, 'location/name')) &&
    passes(params['department'], textAt(top, 'department/name'))
  )
}
