import type { WorkCalendar } from '../kit/work-calendar.ts'
import type { Agreement } from './agreements.ts'
import { isInForce } from './agreements.ts'
import type { AgreementSetup } from './agreement-setup.ts'

/** Whether an agreement is invoiced on a day: the first of each month of its cycle, in advance. */
export function billsOn(
  agreement: Agreement,
  day: number,
  calendar: WorkCalendar,
  setup: AgreementSetup,
): boolean {
  if (agreement.billCents === 0 && agreement.additionRows.length === 0) return false
  if (!isInForce(agreement, day)) return false
  const { months } = setup.cycles[agreement.cycleRow] ?? { months: 1 }
  if (months === 0) return day === agreement.startsOn
  return (calendar.month(day) - calendar.month(agreement.startsOn)) % months === 0
}

/** The days of the history on which an agreement is invoiced. */
export function billDays(
  agreement: Agreement,
  calendar: WorkCalendar,
  setup: AgreementSetup,
): number[] {
  return firstsOfMonths(calendar).filter((day) => billsOn(agreement, day, calendar, setup))
}

/** The next invoice after the history; nothing where it bills no more. */
export function nextBillDay(
  agreement: Agreement,
  calendar: WorkCalendar,
  setup: AgreementSetup,
): number | undefined {
  for (let day = calendar.days; day < calendar.days + 400; day += 1) {
    if (calendar.dateOfMonth(day) === 1 && billsOn(agreement, day, calendar, setup)) return day
  }
  return undefined
}

/** The first days of the months of the history. */
function firstsOfMonths(calendar: WorkCalendar): number[] {
  const firsts: number[] = []
  for (let day = 0; day < calendar.days; day += 1) {
    if (calendar.dateOfMonth(day) === 1) firsts.push(day)
  }
  return firsts
}
