import type { Format } from '../reporting/define-report.ts'
import type { ChartData } from './charts.ts'
import type { Tone } from './theme.ts'

/**
 * One briefing: the document behind the page, the PDF, the JSON and the terminal summary. JSON-safe
 * and final: every figure is already in words, in the workspace's zone and currency, so that no
 * rendering can disagree with another. All text is plain; renderers escape it.
 */
export interface Briefing {
  /** `YYYYMMDD-HHMM` of `composedAt` in UTC: unique within a workspace. */
  readonly id: string
  readonly workspace: Workspace
  /** ISO, UTC. */
  readonly composedAt: string
  /** The moment the figures speak of, ISO, UTC. */
  readonly asOf: string
  /** `Monday, 23 November 2026`, in the workspace's zone. */
  readonly day: string
  /** `as of 6:02 this morning`. */
  readonly asOfWords: string
  /** The month the numbers are compared with: `October`. Null when no number has a past. */
  readonly comparedWith: string | null
  readonly freshness: FreshnessSummary
  readonly headline: string
  /** True when there is nothing that needs anyone. */
  readonly quiet: boolean
  /** The front row, in order; a number that is not available is absent. */
  readonly numbers: readonly KeyNumber[]
  /** Numbers beyond the front row. */
  readonly further: readonly KeyNumber[]
  readonly stories: readonly Story[]
  readonly charts: readonly BriefingChart[]
  readonly actions: Actions
  /** One sentence for each thing left out, and why: "Overdue 60+ days is left out: …". */
  readonly leftOut: readonly string[]
  readonly footnote: string
  /** Every report the briefing stands on, so that a file can explain its numbers by itself. */
  readonly reports: readonly ReportNote[]
}

export interface Workspace {
  readonly name: string
  /** IANA zone. */
  readonly zone: string
  /** ISO 4217. */
  readonly currency: string
}

/** How current the copy is, as one sentence and, where needed, a few more. */
export interface FreshnessSummary {
  readonly state: 'fresh' | 'stale' | 'partial' | 'syncing' | 'empty'
  readonly sentence: string
  readonly notes: readonly string[]
}

/** Where a figure's rows are, under a short name: `href` is site-relative, `/reports/mrr?as_of=2026-11-22`. */
export interface ReportLink {
  readonly id: string
  readonly title: string
  readonly href: string
}

export interface ReportNote extends ReportLink {
  readonly question: string
  /** How it is computed, Markdown. */
  readonly definition: string
}

/** A piece of a sentence; with `href` it opens the rows behind it. */
export interface Span {
  readonly text: string
  readonly href?: string
}

export type Sentence = readonly Span[]

export interface KeyNumber {
  readonly id: string
  readonly label: string
  readonly value: number
  /** The value as shown: `$186,420`. */
  readonly text: string
  readonly format: Format
  /** Null when there is no earlier period to compare with. */
  readonly change: Change | null
  /** A year of months, oldest first; null where a month has no value. */
  readonly points: readonly { readonly month: string; readonly value: number | null }[]
  readonly report: ReportLink
}

export interface Change {
  readonly absolute: number
  /** Of the prior value; null where that was nought. */
  readonly share: number | null
  readonly direction: 'up' | 'down' | 'flat'
  readonly tone: Tone
  /** `2.4 %  +$4,310`, or `no change`. */
  readonly text: string
}

/** What changed, and why: a figure, a sentence that names names, a second line. */
export interface Story {
  readonly id: string
  readonly figure: string
  readonly tone: Tone
  readonly sentence: Sentence
  readonly detail: Sentence | null
  readonly report: ReportLink
}

export interface BriefingChart {
  readonly id: string
  readonly title: string
  readonly subtitle: string
  readonly data: ChartData
  readonly report: ReportLink
}

export interface Actions {
  /** The most urgent findings, in order. */
  readonly shown: readonly Action[]
  /** All open findings, shown or not. */
  readonly total: number
  /** `10 of 89 open findings`, or what it means that there are none. */
  readonly sentence: string
}

export type Severity = 'high' | 'soon' | 'medium'

/** One thing somebody should do today. */
export interface Action {
  readonly finding: string
  readonly client: string | null
  readonly owner: string | null
  /** What it costs or concerns: `$3,200 a month`, `ticket 48377`. */
  readonly atStake: string | null
  readonly severity: Severity
  readonly report: ReportLink
  /** The record in ConnectWise, when known. */
  readonly record: string | null
}
