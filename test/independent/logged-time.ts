import { weekdayOf } from '../../src/kernel/calendar.ts'
import type { Day } from '../../src/kernel/calendar.ts'
import { daysFrom, groupBy, passes, periodOf, ratio, sumOf } from './situation.ts'
import type { AskedParams, ExpectedRow, Situation } from './situation.ts'
import {
  amountAt,
  dayAt,
  flagAt,
  idOf,
  instantAt,
  numberAt,
  textAt,
  valueAt,
  type PsaRecord,
  oncePerTruth,
  type Truth,
} from './truth.ts'

/** Days on which people did not enter their time. */
export function missingTime(
  truth: Truth,
  params: AskedParams,
  situation: Situation,
): ExpectedRow[] {
  const business = businessOf(truth)
  const days = daysFrom(String(params['from']), String(params['to']))
  const logged = entriesByMemberDay(truth, situation)
  const rows: ExpectedRow[] = []
  for (const member of people(truth, params)) {
    if (params['only_required'] === true && !flagAt(member, 'requireTimeSheetEntryFlag')) continue
    for (const day of days) {
      const entries = logged(member, day)
      const entered = sumOf(entries, hoursOf)
      const capacity = capacityOn(member, day, business, situation)
      const missing = Math.max(0, capacity - entered)
      // Hours are multiples of a twentieth: a sum's last digits are rounding.
      if (Math.round(missing * 1e6) / 1e6 <= situation.toleratedHours) continue
      rows.push({
        day,
        member: nameOf(member),
        member_id: idOf(member),
        location: textAt(member, 'defaultLocation/name'),
        department: textAt(member, 'defaultDepartment/name'),
        capacity_hours: capacity,
        pto_hours: sumOf(
          entries.filter((entry) => isTimeOff(entry, business)),
          hoursOf,
        ),
        entered_hours: entered,
        missing_hours: missing,
      })
    }
  }
  return rows
}

/** Who meets the goal: rows by member, and by week or month when asked. */
export function utilizationVsGoal(
  truth: Truth,
  params: AskedParams,
  situation: Situation,
): ExpectedRow[] {
  const business = businessOf(truth)
  const from = String(params['from'])
  const days = daysFrom(from, String(params['to']))
  const logged = entriesByMemberDay(truth, situation)
  const rows: ExpectedRow[] = []
  for (const member of people(truth, params)) {
    if (!isInUtilization(member)) continue
    const spans = groupBy(days, (day) =>
      params['by'] === 'period' ? from : periodOf(day, String(params['by']), situation.weekStart),
    )
    for (const [period, span] of spans) {
      const available = sumOf(span, (day) => availableOn(member, day, business, situation, logged))
      const entries = span.flatMap((day) => logged(member, day))
      const utilized = sumOf(
        entries.filter((entry) =>
          params['counts'] === 'connectwise-flag'
            ? isFlaggedUtilized(truth, entry) && !isTimeOff(entry, business)
            : isClientWork(entry, business),
        ),
        hoursOf,
      )
      if (available <= 0 && utilized <= 0) continue
      const own = amountAt(member, 'billableForecast') / 100
      const goal = own > 0 ? own : situation.utilizationGoal
      const utilization = ratio(utilized, available)
      rows.push({
        period,
        member: nameOf(member),
        member_id: idOf(member),
        entered_hours: sumOf(entries, hoursOf),
        utilized_hours: utilized,
        available_hours: available,
        utilization,
        goal,
        gap: utilization === null ? null : utilization - goal,
        goal_hours: goal * available,
      })
    }
  }
  return rows
}

/** What is known of the MSP's own set-up. */
export interface Business {
  readonly ownCompanies: ReadonlySet<number>
  readonly timeOffCodes: ReadonlySet<number>
  readonly timeOffTypes: ReadonlySet<number>
  /** All-day holidays of the head office. */
  readonly holidays: ReadonlySet<Day>
}

const TIME_OFF = /\b(pto|vacations?|holidays?|sick|leave|time off|bereavement|jury)\b/i

/** The set-up, read from the records as a person would read it on ConnectWise's screens. */
export const businessOf = oncePerTruth((truth): Business => {
  const codes = truth.of('charge_codes')
  const owners = truth.of('companies').filter((company) => {
    const types = valueAt(company, 'types')
    return (
      Array.isArray(types) && types.some((type) => textAt(type as PsaRecord, 'name') === 'Owner')
    )
  })
  const own =
    owners.length > 0
      ? owners.map(idOf)
      : codes.flatMap((code) => numberAt(code, 'company/id') ?? [])
  const isNamedTimeOff = (record: PsaRecord) => TIME_OFF.test(textAt(record, 'name') ?? '')
  const firstList = Math.min(...truth.of('holiday_lists').map(idOf))
  return {
    ownCompanies: new Set(own),
    timeOffCodes: new Set(codes.filter(isNamedTimeOff).map(idOf)),
    timeOffTypes: new Set(
      truth
        .of('work_types')
        .filter((type) => textAt(type, 'accrualType') !== null || isNamedTimeOff(type))
        .map(idOf),
    ),
    holidays: new Set(
      truth
        .of('holidays')
        .filter(
          (holiday) =>
            flagAt(holiday, 'allDayFlag') && numberAt(holiday, 'holidayList/id') === firstList,
        )
        .flatMap((holiday) => dayAt(holiday, 'date') ?? []),
    ),
  }
})

export function hoursOf(entry: PsaRecord): number {
  return amountAt(entry, 'actualHours')
}

/** The day an entry began on. */
export function workedOn(entry: PsaRecord, situation: Situation): Day | null {
  const at = instantAt(entry, 'timeStart')
  return at === null ? null : situation.dayOf(at)
}

export function isTimeOff(entry: PsaRecord, business: Business): boolean {
  const code = textAt(entry, 'chargeToType') === 'ChargeCode' ? numberAt(entry, 'chargeToId') : null
  return (
    (code !== null && business.timeOffCodes.has(code)) ||
    business.timeOffTypes.has(numberAt(entry, 'workType/id') ?? -1)
  )
}

/** Charged to a charge code, whoever owns it, or to the MSP itself. */
export function isInternal(entry: PsaRecord, business: Business): boolean {
  return (
    textAt(entry, 'chargeToType') === 'ChargeCode' ||
    business.ownCompanies.has(numberAt(entry, 'company/id') ?? -1)
  )
}

export function isClientWork(entry: PsaRecord, business: Business): boolean {
  return !isInternal(entry, business) && !isTimeOff(entry, business)
}

/** People whose days are measured: with a daily capacity, and no API members. */
export function people(truth: Truth, params: AskedParams = {}): PsaRecord[] {
  return truth
    .of('members')
    .filter(
      (member) => amountAt(member, 'dailyCapacity') > 0 && textAt(member, 'licenseClass') !== 'A',
    )
    .filter(
      (member) =>
        passes(params['member'], nameOf(member)) &&
        passes(params['location'], textAt(member, 'defaultLocation/name')) &&
        passes(params['department'], textAt(member, 'defaultDepartment/name')),
    )
}

/** Unless ConnectWise leaves the member out: people who sell or keep the books. */
export function isInUtilization(member: PsaRecord): boolean {
  return valueAt(member, 'includeInUtilizationReportingFlag') !== false
}

export function nameOf(member: PsaRecord): string {
  const names = [textAt(member, 'firstName'), textAt(member, 'lastName')]
  return names.filter((name) => name !== null && name !== '').join(' ')
}

export function capacityOn(
  member: PsaRecord,
  day: Day,
  business: Business,
  situation: Situation,
): number {
  if (!situation.workdays.includes(weekdayOf(day)) || business.holidays.has(day)) return 0
  const hired = dayAt(member, 'hireDate')
  if (hired !== null && day < hired) return 0
  if (flagAt(member, 'inactiveFlag')) {
    const left = dayAt(member, 'inactiveDate')
    if (left === null || day >= left) return 0
  }
  return amountAt(member, 'dailyCapacity')
}

/** Entries of a member on a day. */
export type LoggedOn = (member: PsaRecord, day: Day) => readonly PsaRecord[]

export const entriesByMemberDay = oncePerTruth((truth, situation: Situation): LoggedOn => {
  const byDay = groupBy(
    truth.of('time_entries'),
    (entry) => `${numberAt(entry, 'member/id')} ${workedOn(entry, situation)}`,
  )
  return (member, day) => byDay.get(`${idOf(member)} ${day}`) ?? []
})

/** Capacity less paid time off, never below nothing. */
export function availableOn(
  member: PsaRecord,
  day: Day,
  business: Business,
  situation: Situation,
  logged: LoggedOn,
): number {
  const timeOff = logged(member, day).filter((entry) => isTimeOff(entry, business))
  return Math.max(0, capacityOn(member, day, business, situation) - sumOf(timeOff, hoursOf))
}

function isFlaggedUtilized(truth: Truth, entry: PsaRecord): boolean {
  const type = truth.find('work_types', numberAt(entry, 'workType/id'))
  return type !== null && flagAt(type, 'utilizationFlag')
}
