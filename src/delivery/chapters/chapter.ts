import type { Day } from '../../kernel/calendar.ts'
import type { Answer } from '../../reporting/answer.ts'
import type { AnswerParams } from '../../reporting/define-report.ts'
import type { Row } from '../../store/store.ts'
import type { BriefingChart, Sentence, Severity, Span, Workspace } from '../briefing.ts'
import type { MetricSeries } from '../../reporting/run-metric.ts'
import { reportHref } from '../report-link.ts'
import type { Tone } from '../theme.ts'

/**
 * What the briefing says about one report: a story when something changed, findings that need
 * somebody, a chart. Pure functions over the report's answer; a chapter with nothing to say is
 * silent. Adding one is one file and one line in `chapters.ts`.
 */
export interface Chapter {
  readonly report: string
  /** Its short name: on the link to the report, and in what is said to be left out. */
  readonly about: string
  /** Metrics it also looks at. */
  readonly metrics?: readonly string[]
  /** What the report is asked with; its defaults where nothing is said. */
  readonly params?: (today: Day) => AnswerParams
  readonly tell?: (facts: Facts) => Telling | null
  readonly find?: (facts: Facts) => readonly Finding[]
  readonly chart?: (facts: Facts) => Omit<BriefingChart, 'report'> | null
}

export interface Facts {
  readonly answer: Answer
  readonly rows: readonly Row[]
  readonly today: Day
  readonly workspace: Workspace
  /** A metric of `metrics`; null when it is not to be had. */
  readonly series: (metric: string) => MetricSeries | null
}

export interface Telling {
  readonly figure: string
  readonly tone: Tone
  readonly sentence: Sentence
  readonly detail: Sentence | null
  /** The story as part of the headline, without a capital or a full stop; null keeps it out of there. */
  readonly clause: string | null
  /** Money that moves or waits, in the workspace's currency: what the ranking goes by. */
  readonly stake: number
  readonly urgency: Urgency
}

export interface Finding {
  readonly finding: string
  readonly client: string | null
  readonly owner: string | null
  readonly atStake: string | null
  readonly severity: Severity
  readonly stake: number
  /** Narrows the report to the finding's rows: `{ company: 'Finch Legal' }`. */
  readonly narrow?: AnswerParams
  readonly record?: string | null
}

/** 3 today, 2 this week, 1 good to know: multiplies the stake in the ranking. */
type Urgency = 1 | 2 | 3

/**
 * What an hour of work weighs in the ranking where the report names no price, in any currency: the
 * order of findings needs no better rate than this.
 */
export const HOUR_WORTH = 120

/** A name that opens the report narrowed to it, where the report can be narrowed that way. */
export function named(
  facts: Facts,
  param: 'company' | 'member' | 'board' | 'type',
  name: string,
): Span {
  const { report, params } = facts.answer
  return param in params
    ? { text: name, href: reportHref(report.id, { ...params, [param]: name }) }
    : { text: name }
}

/** Names joined as in a sentence, each with its link and what is said after it: `a, b and 3 more`. */
export function listed(names: readonly (Span & { readonly after?: string })[], most = 3): Sentence {
  const shown = names.length > most ? names.slice(0, most - 1) : names
  const rest = names.length - shown.length
  const ends = rest > 0 ? [...shown.map(spansOf), [{ text: `${rest} more` }]] : shown.map(spansOf)
  return ends.flatMap((spans, index) => {
    if (index === 0) return spans
    return [{ text: index === ends.length - 1 ? ' and ' : ', ' }, ...spans]
  })
}

function spansOf({ after, ...span }: Span & { readonly after?: string }): Span[] {
  return after === undefined ? [span] : [span, { text: after }]
}
