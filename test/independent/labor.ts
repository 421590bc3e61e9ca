import { daysBetween } from '../../src/kernel/calendar.ts'
import { hoursOf, workedOn } from './logged-time.ts'
import { groupBy, passes, sumOf } from './situation.ts'
import type { AskedParams, ExpectedRow, Situation } from './situation.ts'
import { amountAt, idOf, instantAt, numberAt, textAt, valueAt } from './truth.ts'
import type { PsaRecord, Truth } from './truth.ts'

/** Project hours that an agreement absorbed: a row per time entry. */
export function timeOnAgreementAndProject(
  truth: Truth,
  params: AskedParams,
  situation: Situation,
): ExpectedRow[] {
  return entries(truth, params)
    .filter(
      (entry) => numberAt(entry, 'agreement/id') !== null && numberAt(entry, 'project/id') !== null,
    )
    .filter((entry) => params['only_absorbed'] !== true || amountAt(entry, 'agreementHours') !== 0)
    .filter((entry) => isWithin(workedOn(entry, situation), params))
    .map((entry) => ({
      worked_on: workedOn(entry, situation),
      member: textAt(entry, 'member/name'),
      company: textAt(entry, 'company/name'),
      project: textAt(entry, 'project/name'),
      agreement: textAt(entry, 'agreement/name'),
      ticket: textAt(entry, 'ticket/summary'),
      billable_option: textAt(entry, 'billableOption'),
      hours: hoursOf(entry),
      agreement_hours: amountAt(entry, 'agreementHours'),
      hourly_rate: amountAt(entry, 'hourlyRate'),
      lost_amount: amountAt(entry, 'agreementHours') * amountAt(entry, 'hourlyRate'),
      labor_cost: laborCost(truth, entry),
      time_entry_id: idOf(entry),
      project_id: numberAt(entry, 'project/id'),
      agreement_id: numberAt(entry, 'agreement/id'),
      company_id: numberAt(entry, 'company/id'),
    }))
}

/** Hourly work still to be billed: a row per company. */
export function uninvoicedLabor(
  truth: Truth,
  params: AskedParams,
  situation: Situation,
): ExpectedRow[] {
  const asOf = String(params['as_of'])
  const unbilled = entries(truth, params).filter((entry) => {
    const on = workedOn(entry, situation)
    return on !== null && on <= asOf && isUninvoicedLabor(truth, entry)
  })
  return [...groupBy(unbilled, (entry) => String(numberAt(entry, 'company/id')))].map(
    ([companyId, group]) => {
      const oldest = group.map((entry) => workedOn(entry, situation) ?? '').toSorted()[0] ?? ''
      return {
        company_id: companyId === 'null' ? null : Number(companyId),
        company: group.map((entry) => textAt(entry, 'company/name'))[0] ?? null,
        entries: group.length,
        hours: sumOf(group, wipHours),
        amount: sumOf(group, wipAmount),
        oldest_on: oldest,
        oldest_days: daysBetween(oldest, asOf),
      }
    },
  )
}

/** Work that will be billed some day and has not been. */
export function isWip(entry: PsaRecord): boolean {
  return (
    textAt(entry, 'billableOption') === 'Billable' &&
    valueAt(entry, 'invoice/id') === null &&
    textAt(entry, 'status') !== 'WrittenOff' &&
    (wipHours(entry) !== 0 || wipAmount(entry) !== 0)
  )
}

/** Work in progress that no agreement covers and no fixed fee includes. */
export function isUninvoicedLabor(truth: Truth, entry: PsaRecord): boolean {
  return isWip(entry) && amountAt(entry, 'agreementHours') <= 0 && !isFixedFee(truth, entry)
}

/** On a fixed-fee project, or, without a project, on a fixed-fee service ticket. */
export function isFixedFee(truth: Truth, entry: PsaRecord): boolean {
  const projectId = numberAt(entry, 'project/id')
  const job =
    projectId === null
      ? truth.find('tickets', numberAt(entry, 'ticket/id') ?? chargedTicket(entry))
      : truth.find('projects', projectId)
  return job !== null && textAt(job, 'billingMethod') === 'FixedFee'
}

/** Hours an invoice would show. */
export function wipHours(entry: PsaRecord): number {
  return Math.max(0, rounded(invoiceableHours(entry) - amountAt(entry, 'agreementHours')))
}

export function wipAmount(entry: PsaRecord): number {
  return rounded(
    invoiceableHours(entry) * amountAt(entry, 'hourlyRate') -
      amountAt(entry, 'agreementAmount') +
      amountAt(entry, 'adjustment'),
  )
}

/** Wages: the member's own rate before the entry's, times what the work type makes of it. */
export function laborCost(truth: Truth, entry: PsaRecord): number {
  const member = truth.find('members', numberAt(entry, 'member/id'))
  const own = member === null ? 0 : amountAt(member, 'hourlyCost')
  const rate = own === 0 ? amountAt(entry, 'hourlyCost') : own
  const type = truth.find('work_types', numberAt(entry, 'workType/id'))
  const multiplier = type === null ? 1 : (numberAt(type, 'costMultiplier') ?? 1)
  return hoursOf(entry) * rate * multiplier
}

/** Time entries that pass the filters of a report. */
export function entries(truth: Truth, params: AskedParams): PsaRecord[] {
  return truth
    .of('time_entries')
    .filter(
      (entry) =>
        instantAt(entry, 'timeStart') !== null &&
        passes(params['company'], textAt(entry, 'company/name')) &&
        passes(params['member'], textAt(entry, 'member/name')) &&
        passes(params['location'], textAt(entry, 'location/name')) &&
        passes(params['department'], textAt(entry, 'department/name')),
    )
}

export function isWithin(day: string | null, params: AskedParams): boolean {
  return day !== null && day >= String(params['from']) && day <= String(params['to'])
}

function invoiceableHours(entry: PsaRecord): number {
  return numberAt(entry, 'invoiceHours') ?? hoursOf(entry)
}

function chargedTicket(entry: PsaRecord): number | null {
  return textAt(entry, 'chargeToType') === 'ServiceTicket' ? numberAt(entry, 'chargeToId') : null
}

/** Products of two-place decimals in binary: what is nothing must be nothing. */
function rounded(value: number): number {
  return Math.round(value * 1e6) / 1e6
}
