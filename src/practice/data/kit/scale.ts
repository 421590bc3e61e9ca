import type { Size } from '../../entity.ts'

/** How many records a world holds: product.md names the first six, the rest keeps proportion. */
export interface Scale {
  readonly companies: number
  readonly members: number
  readonly tickets: number
  readonly timeEntries: number
  readonly agreements: number
  readonly invoices: number
  /** Share of member-days of three years that are worked: a small company has grown into its size. */
  readonly tenure: number
  readonly opportunities: number
  readonly activities: number
}

export const SCALES: Readonly<Record<Size, Scale>> = {
  small: {
    companies: 60,
    members: 12,
    tickets: 4_000,
    timeEntries: 15_000,
    agreements: 90,
    invoices: 1_500,
    tenure: 0.6,
    opportunities: 130,
    activities: 1_100,
  },
  medium: {
    companies: 400,
    members: 60,
    tickets: 100_000,
    timeEntries: 400_000,
    agreements: 700,
    invoices: 25_000,
    tenure: 0.8,
    opportunities: 1_400,
    activities: 12_000,
  },
  large: {
    companies: 2_000,
    members: 250,
    tickets: 1_000_000,
    timeEntries: 5_000_000,
    agreements: 4_000,
    invoices: 250_000,
    tenure: 0.92,
    opportunities: 8_000,
    activities: 60_000,
  },
}
