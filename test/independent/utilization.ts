import { daysBetween } from '../../src/kernel/calendar.ts'
import { entries, isFixedFee, isWip, isWithin, wipAmount, wipHours } from './labor.ts'
import {
  availableOn,
  businessOf,
  entriesByMemberDay,
  hoursOf,
  isClientWork,
  isInternal,
  isInUtilization,
  isTimeOff,
  nameOf,
  people,
  workedOn,
} from './logged-time.ts'
import type { Business } from './logged-time.ts'
import { daysFrom, groupBy, passes, ratio, sumOf } from './situation.ts'
import type { AskedParams, ExpectedRow, Situation } from './situation.ts'
import { amountAt, flagAt, idOf, instantAt, numberAt, oncePerTruth, textAt } from './truth.ts'
import type { PsaRecord, Truth } from './truth.ts'

/** Where people spend their time and what of it brings new money: a row per person. */
export function hoursUtilizedRealized(
  truth: Truth,
  params: AskedParams,
  situation: Situation,
): ExpectedRow[] {
  const business = businessOf(truth)
  const realizedIn = realizedHours(truth)
  const days = daysFrom(String(params['from']), String(params['to']))
  const logged = entriesByMemberDay(truth, situation)
  const byMember = groupBy(
    entries(truth, { ...params, member: '' }).filter((entry) =>
      isWithin(workedOn(entry, situation), params),
    ),
    (entry) => String(numberAt(entry, 'member/id')),
  )
  const isWhole = ['company', 'location', 'department'].every((name) => params[name] === '')
  const measured = new Set(people(truth).map(idOf))
  const rows: ExpectedRow[] = []
  for (const member of truth.of('members')) {
    if (!passes(params['member'], nameOf(member))) continue
    if (params['everybody'] !== true && !isInUtilization(member)) continue
    const own = byMember.get(String(idOf(member))) ?? []
    const available = measured.has(idOf(member))
      ? sumOf(days, (day) => availableOn(member, day, business, situation, logged))
      : 0
    if (own.length === 0 && !(isWhole && available > 0)) continue
    const total = sumOf(own, hoursOf)
    const external = sumOf(own, (entry) => (isInternal(entry, business) ? 0 : hoursOf(entry)))
    const utilized = sumOf(own, (entry) => (isClientWork(entry, business) ? hoursOf(entry) : 0))
    const timeOff = sumOf(own, (entry) => (isTimeOff(entry, business) ? hoursOf(entry) : 0))
    const realized = sumOf(own, realizedIn)
    const idle = total - utilized - timeOff
    rows.push({
      member: nameOf(member),
      member_id: idOf(member),
      total_hours: total,
      external_hours: external,
      internal_hours: total - external,
      external_share: ratio(external, total),
      utilized_hours: utilized,
      utilized_of_available: ratio(utilized, available),
      utilized_of_total: ratio(utilized, total),
      realized_hours: realized,
      realized_of_available: ratio(realized, available),
      realized_of_total: ratio(realized, total),
      non_utilized_hours: idle,
      non_utilized_of_total: ratio(idle, total),
      pto_hours: timeOff,
      available_hours: available,
    })
  }
  return rows
}

const BANDS = [
  ['0_30', 0, 30],
  ['31_60', 31, 60],
  ['61_90', 61, 90],
  ['91_120', 91, 120],
  ['121_180', 121, 180],
  ['over_180', 181, Infinity],
] as const

/** How old unbilled work is, and where it is: rows by business unit and board. */
export function agedWip(truth: Truth, params: AskedParams, situation: Situation): ExpectedRow[] {
  const asOf = String(params['as_of'])
  const wip = entries(truth, params).filter((entry) => {
    const on = workedOn(entry, situation)
    return (
      on !== null &&
      on <= asOf &&
      isWip(entry) &&
      passes(params['board'], textAt(entry, 'ticketBoard')) &&
      (params['fixed_fee'] === true || !isFixedFee(truth, entry))
    )
  })
  const grouped = groupBy(wip, (entry) =>
    JSON.stringify([
      textAt(entry, 'department/name') ?? '(no business unit)',
      textAt(entry, 'ticketBoard') ?? '(no board)',
    ]),
  )
  return [...grouped].map(([key, group]) => {
    const [unit = '', board = ''] = JSON.parse(key) as string[]
    const row: Record<string, string | number | null> = {
      business_unit: unit,
      board,
      entries: group.length,
      hours: sumOf(group, wipHours),
      amount: sumOf(group, wipAmount),
      oldest_on: group.map((entry) => workedOn(entry, situation) ?? '').toSorted()[0] ?? null,
    }
    for (const [band, low, high] of BANDS) {
      const inBand = group.filter((entry) => {
        const age = daysBetween(workedOn(entry, situation) ?? asOf, asOf)
        return age >= low && age <= high
      })
      row[`amount_${band}`] = sumOf(inBand, wipAmount)
      row[`hours_${band}`] = sumOf(inBand, wipHours)
    }
    return row
  })
}

/** How many hours of an entry bring new money. */
export const realizedHours = oncePerTruth((truth): ((entry: PsaRecord) => number) => {
  const business = businessOf(truth)
  const fixed = withinBudget(truth, business)
  return (entry) => {
    if (!isClientWork(entry, business)) return 0
    if (amountAt(entry, 'agreementHours') > 0) return isBlockTime(truth, entry) ? hoursOf(entry) : 0
    const part = fixed.get(idOf(entry))
    if (part !== undefined) return part
    return textAt(entry, 'billableOption') === 'Billable' ? hoursOf(entry) : 0
  }
})

/** Covered by hours that the client bought, rather than by a flat fee. */
function isBlockTime(truth: Truth, entry: PsaRecord): boolean {
  const agreement = truth.find('agreements', numberAt(entry, 'agreement/id'))
  return (
    agreement !== null &&
    textAt(agreement, 'applicationUnits') === 'Hours' &&
    amountAt(agreement, 'applicationLimit') > 0 &&
    !flagAt(agreement, 'applicationUnlimitedFlag')
  )
}

/** Hours of every entry on a fixed fee that its job's budget still holds, by entry. */
function withinBudget(truth: Truth, business: Business): ReadonlyMap<number, number> {
  const onFixedFee = truth
    .of('time_entries')
    .filter(
      (entry) =>
        isClientWork(entry, business) &&
        amountAt(entry, 'agreementHours') <= 0 &&
        isFixedFee(truth, entry),
    )
  const within = new Map<number, number>()
  for (const job of groupBy(onFixedFee, jobOf).values()) {
    let left = job[0] ? budgetOf(truth, job[0]) : 0
    for (const entry of job.toSorted(byStart)) {
      const part = Math.min(hoursOf(entry), Math.max(0, left))
      within.set(idOf(entry), part)
      left -= hoursOf(entry)
    }
  }
  return within
}

function jobOf(entry: PsaRecord): string {
  const project = numberAt(entry, 'project/id')
  return project === null ? `ticket ${numberAt(entry, 'ticket/id')}` : `project ${project}`
}

function budgetOf(truth: Truth, entry: PsaRecord): number {
  const job =
    truth.find('projects', numberAt(entry, 'project/id')) ??
    truth.find('tickets', numberAt(entry, 'ticket/id'))
  return job === null ? 0 : amountAt(job, 'budgetHours')
}

function byStart(a: PsaRecord, b: PsaRecord): number {
  const start = (entry: PsaRecord) => instantAt(entry, 'timeStart')?.getTime() ?? 0
  return start(a) - start(b) || idOf(a) - idOf(b)
}
