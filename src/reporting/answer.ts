import type { Row, Value } from '../store/store.ts'
import type { AnswerParams, Area, Chart, Kpi, ReportColumn } from './define-report.ts'

/** How current one stream is. */
export interface Freshness {
  readonly stream: string
  readonly title: string
  /** When the copy last agreed with ConnectWise; null before the first finished sync. */
  readonly coveredUntil: string | null
  readonly rows: number
  readonly state: 'fresh' | 'stale' | 'syncing' | 'not-synced' | 'denied'
  /** One sentence when the state needs one: "Your API member cannot read invoices." */
  readonly note: string | null
}

/** A report's answer: the same document on screen, in mail, in files and over HTTP. */
export interface Answer {
  readonly report: {
    readonly id: string
    readonly title: string
    readonly area: Area
    readonly question: string
    readonly definition: string
    readonly chart: Chart
  }
  readonly params: AnswerParams
  /** The moment the answer speaks of, ISO, UTC. */
  readonly asOf: string
  readonly freshness: readonly Freshness[]
  readonly headline: string | null
  readonly kpis: readonly Kpi[]
  readonly columns: readonly (ReportColumn & { readonly name: string })[]
  readonly rows: readonly Row[]
  readonly totals: Readonly<Record<string, Value>> | null
  /** Rows there are; more than `rows.length` when the answer was cut. */
  readonly rowCount: number
  readonly truncated: boolean
  readonly links: { readonly self: string; readonly record: string | null }
}
