import { dayOf } from '../kernel/calendar.ts'
import type { Day } from '../kernel/calendar.ts'
import type { Clock } from '../kernel/clock.ts'
import { plural } from '../kernel/words.ts'
import { formatValue } from '../reporting/format-value.ts'
import type { Answer, Freshness } from '../reporting/answer.ts'
import type { AnswerParams, Format } from '../reporting/define-report.ts'
import type { Action, Actions, Briefing, KeyNumber, ReportLink, Workspace } from './briefing.ts'
import { CHAPTERS } from './chapters.ts'
import type { Chapter, Facts, Finding, Telling } from './chapters/chapter.ts'
import { Evidence } from './evidence.ts'
import { summariseFreshness } from './freshness-summary.ts'
import { headline, isTrouble } from './headline.ts'
import { FRONT_ROW, FURTHER, changeOf, yearOf } from './key-numbers.ts'
import type { NumberPlace } from './key-numbers.ts'
import { LeftOut } from './left-out.ts'
import type { MetricSeries } from '../reporting/run-metric.ts'
import { reportHref } from './report-link.ts'
import { asOfWords, longDay, monthName } from './wording.ts'

/** Where a briefing's facts come from: reports and metrics, already bound to their viewer. */
export interface BriefingSource {
  /** Rejects with `AppError` when the viewer cannot have the report: it is then left out, and said. */
  answer(reportId: string, params?: AnswerParams): Promise<Answer>
  series(metricId: string): Promise<MetricSeries>
  readonly workspace: Workspace
  readonly clock: Clock
  /** The moment the copy speaks of. */
  readonly asOf: Date
  /** Every stream of the workspace. */
  readonly freshness: readonly Freshness[]
}

const MOST_STORIES = 6
const MOST_ACTIONS = 10
/** So that one bad report does not crowd the others out of the table. */
const MOST_ACTIONS_OF_A_REPORT = 2

/**
 * Composes the briefing from answers alone: no query of its own, so that no number can differ from
 * its report. What a viewer may not see, or what has not been copied completely, is absent and said
 * to be so; it is never nought. Errors other than `AppError` are bugs and pass through.
 */
export async function composeBriefing(source: BriefingSource): Promise<Briefing> {
  const now = source.clock.now()
  const today = dayOf(source.asOf, source.workspace.zone)
  const leftOut = new LeftOut()
  const evidence = new Evidence(source)

  const numbers = await placed(FRONT_ROW, evidence, leftOut, source.workspace, today)
  const further = await placed(FURTHER, evidence, leftOut, source.workspace, today)
  const chapters = await Promise.all(
    CHAPTERS.map((chapter) => opened(chapter, evidence, source.workspace, today)),
  )
  const present = chapters.flatMap(({ chapter, facts }) =>
    typeof facts === 'string' ? leftOut.add(chapter.about, facts) : { chapter, facts },
  )
  const stories = present
    .flatMap(({ chapter, facts }) => {
      const telling = chapter.tell?.(facts) ?? null
      return telling === null ? [] : [{ telling, facts, chapter }]
    })
    .sort((a, b) => weight(b.telling) - weight(a.telling))
  const { shown, total } = urgent(
    present.flatMap(({ chapter, facts }) =>
      (chapter.find?.(facts) ?? []).map((finding) => ({ finding, facts })),
    ),
  )
  const tellings = stories.map(({ telling }) => telling)
  const freshness = summariseFreshness(source.freshness, now, source.workspace.zone)
  const nothingYet = numbers.length === 0 && tellings.length === 0
  const isComplete = leftOut.isEmpty && freshness.state !== 'syncing' && freshness.state !== 'empty'
  const isCalm = total === 0 && !tellings.some(isTrouble)

  return {
    id: now.toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-'),
    workspace: source.workspace,
    composedAt: now.toISOString(),
    asOf: source.asOf.toISOString(),
    day: longDay(dayOf(now, source.workspace.zone)),
    asOfWords: asOfWords(source.asOf, now, source.workspace.zone),
    comparedWith: comparedMonth(numbers),
    freshness,
    headline:
      isCalm && !isComplete
        ? incomplete(nothingYet && freshness.state !== 'fresh', freshness.sentence)
        : headline(tellings, total),
    quiet: isCalm && isComplete,
    numbers,
    further,
    stories: stories.slice(0, MOST_STORIES).map(({ telling, facts, chapter }) => ({
      id: facts.answer.report.id,
      figure: telling.figure,
      tone: telling.tone,
      sentence: telling.sentence,
      detail: telling.detail,
      report: linkOf(facts.answer, chapter.about),
    })),
    charts: present.flatMap(({ chapter, facts }) => {
      const drawn = chapter.chart?.(facts) ?? null
      return drawn === null ? [] : [{ ...drawn, report: linkOf(facts.answer, chapter.about) }]
    }),
    actions: { shown, total, sentence: findingsInWords(shown.length, total, isComplete) },
    leftOut: nothingYet && freshness.state === 'empty' ? [] : leftOut.sentences(),
    footnote:
      'Hours are actual, not rounded; revenue by invoice date, net of tax. How each number is computed is one click away.',
    reports: await evidence.notes(),
  }
}

/** Calm over a part of the facts is no quiet night. */
function incomplete(nothingYet: boolean, state: string): string {
  return nothingYet ? state : 'Nothing needs you in what could be read.'
}

function findingsInWords(shown: number, total: number, isComplete: boolean): string {
  if (total === 0) return isComplete ? 'Nothing.' : 'Nothing in what could be read.'
  return `${shown} of ${plural(total, 'open finding')}`
}

/** Money and urgency, in one number. */
function weight(telling: Telling): number {
  return Math.abs(telling.stake) * telling.urgency
}

/** The numbers of a row that are to be had, in their places. */
async function placed(
  places: readonly NumberPlace[],
  evidence: Evidence,
  leftOut: LeftOut,
  workspace: Workspace,
  today: Day,
): Promise<KeyNumber[]> {
  const found = await Promise.all(
    places.map(async (place) => {
      const answer = await evidence.answer(place.report, place.params?.(today))
      const series = typeof answer === 'string' ? answer : await evidence.series(place.metric)
      return { place, answer, series }
    }),
  )
  return found.flatMap(({ place, answer, series }) => {
    if (typeof answer === 'string') return leftOut.add(place.label, answer)
    if (typeof series === 'string') return leftOut.add(place.label, series)
    return keyNumber(place, answer, yearOf(series, place.basis), workspace)
  })
}

function keyNumber(
  place: NumberPlace,
  answer: Answer,
  series: MetricSeries,
  workspace: Workspace,
): KeyNumber[] {
  // A metric without a value today, such as a rate without hours, has no figure to show.
  if (series.current === null) return []
  const write = writerOf(series.format, workspace)
  return [
    {
      id: place.metric,
      label: labelOf(place, series),
      value: series.current,
      text: write(series.current),
      format: series.format,
      change: changeOf(series, write),
      points: series.points,
      report: linkOf(answer, place.label),
    },
  ]
}

/** Hours carry their unit where no column says it. */
function writerOf(format: Format, workspace: Workspace): (value: number) => string {
  return (value) => formatValue(value, format, workspace) + (format === 'hours' ? ' h' : '')
}

/** `Effective rate, Oct`: the month is said where it is not this one. */
function labelOf(place: NumberPlace, series: MetricSeries): string {
  const month = series.points.at(-1)?.month
  return place.basis === 'now' || month === undefined
    ? place.label
    : `${place.label}, ${monthName(month).slice(0, 3)}`
}

/** A chapter with its facts, or with the reason why it has none. */
async function opened(
  chapter: Chapter,
  evidence: Evidence,
  workspace: Workspace,
  today: Day,
): Promise<{ readonly chapter: Chapter; readonly facts: Facts | string }> {
  const answer = await evidence.answer(chapter.report, chapter.params?.(today))
  if (typeof answer === 'string') return { chapter, facts: answer }
  const years = new Map<string, MetricSeries>()
  for (const metric of chapter.metrics ?? []) {
    const series = await evidence.series(metric)
    if (typeof series !== 'string') years.set(metric, series)
  }
  const series = (metric: string) => years.get(metric) ?? null
  return { chapter, facts: { answer, rows: answer.rows, today, workspace, series } }
}

const SEVERITIES = { high: 0, soon: 1, medium: 2 } as const

/** The findings to show: by severity, then by money, a few of each report. */
function urgent(
  all: readonly { readonly finding: Finding; readonly facts: Facts }[],
): Pick<Actions, 'shown' | 'total'> {
  const taken = new Map<string, number>()
  const ranked = all.toSorted(
    (a, b) =>
      SEVERITIES[a.finding.severity] - SEVERITIES[b.finding.severity] ||
      b.finding.stake - a.finding.stake,
  )
  const kept = ranked.filter(({ facts }) => {
    const { id } = facts.answer.report
    const count = (taken.get(id) ?? 0) + 1
    taken.set(id, count)
    return count <= MOST_ACTIONS_OF_A_REPORT
  })
  return {
    shown: kept.slice(0, MOST_ACTIONS).map(({ finding, facts }) => actionOf(finding, facts.answer)),
    total: all.length,
  }
}

function actionOf(finding: Finding, answer: Answer): Action {
  const { id, title } = answer.report
  const narrowed = { ...answer.params, ...finding.narrow }
  return {
    finding: finding.finding,
    client: finding.client,
    owner: finding.owner,
    atStake: finding.atStake,
    severity: finding.severity,
    report: { id, title, href: reportHref(id, narrowed) },
    record: finding.record ?? null,
  }
}

function linkOf(answer: Answer, title: string): ReportLink {
  const { id } = answer.report
  return { id, title, href: reportHref(id, answer.params) }
}

/** The month that most of the numbers are compared with: the latest that any of them is. */
function comparedMonth(numbers: readonly KeyNumber[]): string | null {
  const months = numbers.flatMap((number) =>
    number.change === null ? [] : (number.points.at(-2)?.month ?? []),
  )
  const latest = months.toSorted().at(-1)
  return latest === undefined ? null : monthName(latest)
}
