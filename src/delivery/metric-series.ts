import type { Format } from '../reporting/define-report.ts'

/** A metric's last twelve months, oldest first. */
export interface MetricSeries {
  readonly id: string
  readonly label: string
  readonly format: Format
  readonly better?: 'higher' | 'lower'
  readonly points: readonly { readonly month: string; readonly value: number | null }[]
  readonly current: number | null
  readonly prior: number | null
}
