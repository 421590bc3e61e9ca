import type { Answer } from '../../reporting/answer.ts'
import type { AnswerParams } from '../../reporting/define-report.ts'
import type { Row } from '../../store/store.ts'
import type { Facts } from '../chapters/chapter.ts'
import type { MetricSeries } from '../../reporting/run-metric.ts'

export const WORKSPACE = { name: 'Harbor IT', zone: 'America/Chicago', currency: 'USD' }

/** An answer with nothing in it but what a test is about. */
export function answerWith(change: Partial<Answer> & { readonly id?: string } = {}): Answer {
  const { id = 'mrr', ...rest } = change
  return {
    report: {
      id,
      title: `Title of ${id}`,
      area: 'Agreements',
      question: `What of ${id}?`,
      definition: 'Counted once.',
      chart: { kind: 'none', x: '', y: [] },
    },
    params: {},
    asOf: '2026-11-23T12:02:00Z',
    freshness: [
      {
        stream: 'tickets',
        title: 'tickets',
        coveredUntil: '2026-11-23T12:02:00Z',
        rows: 10,
        state: 'fresh',
        note: null,
      },
    ],
    headline: null,
    kpis: [],
    columns: [],
    rows: [],
    totals: null,
    rowCount: 0,
    truncated: false,
    links: { self: '', record: null },
    ...rest,
  }
}

/** What a chapter is given: rows, parameters, series; on Monday, 23 November 2026. */
export function factsOf(
  rows: readonly Row[],
  more: { readonly params?: AnswerParams; readonly series?: readonly MetricSeries[] } = {},
): Facts {
  const answer = answerWith({ rows, params: more.params ?? { company: '' } })
  return {
    answer,
    rows,
    today: '2026-11-23',
    workspace: WORKSPACE,
    series: (metric) => more.series?.find((series) => series.id === metric) ?? null,
  }
}

/** Thirteen months that end with the two given values; November 2026 is the last. */
export function seriesOf(
  id: string,
  prior: number | null,
  current: number | null,
  more: Partial<MetricSeries> = {},
): MetricSeries {
  const months = Array.from({ length: 13 }, (_, index) => {
    const month = new Date(Date.UTC(2025, 10 + index, 1)).toISOString().slice(0, 10)
    return { month, value: index === 12 ? current : prior }
  })
  return {
    id,
    label: id,
    format: 'money',
    better: 'higher',
    points: months,
    current,
    prior,
    ...more,
  }
}

/** A sentence without its links. */
export function textOf(sentence: readonly { readonly text: string }[] | null | undefined): string {
  return (sentence ?? []).map((span) => span.text).join('')
}
