import { describe, expect, it } from 'vitest'
import type { Answer } from '../reporting/answer.ts'
import type { Format } from '../reporting/define-report.ts'
import { answerChart } from './answer-chart.ts'

/** Two weeks of two members, in an answer with one measure. */
function answerOf(format: Format): Answer {
  const row = (member: string, week: string, amount: number) => ({ member, week, amount })
  return {
    report: {
      id: 'sample',
      title: 'Sample',
      area: 'Time and Utilization',
      question: 'Who?',
      definition: '',
      chart: { kind: 'goal-bars', x: 'member', y: ['amount'] },
    },
    params: {},
    asOf: '2026-11-22T12:00:00Z',
    freshness: [],
    headline: null,
    kpis: [],
    columns: [
      { name: 'member', label: 'Member', format: 'text' },
      { name: 'amount', label: 'Amount', format },
    ],
    rows: [
      row('Ann', '2026-11-09', 0.5),
      row('Ann', '2026-11-16', 0.75),
      row('Ben', '2026-11-09', 1),
    ],
    totals: null,
    rowCount: 3,
    truncated: false,
    links: { self: '/reports/sample', record: null },
  }
}

const drawn = (format: Format) =>
  answerChart(answerOf(format), String)?.series[0]?.points.map((point) => point.value)

describe('the chart of an answer', () => {
  it('adds up the rows of a category where they add up', () => {
    expect(drawn('hours')).toEqual([1.25, 1])
  })

  it('shows the last row of a category for shares and rates, whose sum means nothing', () => {
    expect(drawn('percent')).toEqual([0.75, 1])
    expect(drawn('rate')).toEqual([0.75, 1])
  })
})
