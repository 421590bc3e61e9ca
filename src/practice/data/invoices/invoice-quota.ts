import { billDays } from '../agreements/bill-days.ts'
import type { Firm } from '../firm.ts'

/** How many invoices may be made on a day, so that the world has exactly as many as its size says. */
interface Quota {
  /** Room for labor invoices: more than 0 only on the billing day of a month. */
  readonly on: (day: number) => { readonly labor: number }
  /** How many product invoices the day makes, `used` labor invoices already made on it. */
  readonly products: (day: number, used: number) => number
}

/** Labor may take this share of what agreements leave. */
const LABOR_SHARE = 0.85
/** Labor is billed on the first working day from the third on. */
const BILLING_DATE = 3

export function createQuota(firm: Firm): Quota {
  const { calendar, scale } = firm
  let agreements = 0
  for (const agreement of firm.contracts.agreements) {
    agreements += billDays(agreement, calendar, firm.agreementSetup).length
  }
  const spare = scale.invoices - agreements
  if (spare < 0) throw new RangeError('more agreement invoices than invoices')

  // Each working day from the billing day on weighs as much as there are technicians.
  const weights = Array.from({ length: calendar.days }, (_, day) =>
    calendar.isWorkday(day) && calendar.dateOfMonth(day) >= BILLING_DATE
      ? firm.people.working(day, 'technician', 'engineer').length
      : 0,
  )
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const months = new Map<number, number>()
  weights.forEach((weight, day) => {
    const month = calendar.month(day)
    months.set(month, (months.get(month) ?? 0) + weight)
  })
  let seen = 0
  let made = 0
  let billedMonth = -1
  return {
    on: (day) => {
      const month = calendar.month(day)
      if ((weights[day] ?? 0) === 0 || month === billedMonth) return { labor: 0 }
      billedMonth = month
      return { labor: Math.floor(((spare * (months.get(month) ?? 0)) / total) * LABOR_SHARE) }
    },
    products: (day, used) => {
      made += used
      seen += weights[day] ?? 0
      const due = Math.floor((spare * seen) / total + 1e-6)
      const more = Math.max(0, due - made)
      made += more
      return more
    },
  }
}
