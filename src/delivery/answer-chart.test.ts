import { describe, expect, it } from 'vitest'
import type { Answer } from '../reporting/answer.ts'
import type { Format } from '../reporting/define-report.ts'
import { answerChart } from './answer-chart.ts'
import { answerWith } from './testing/facts.ts'

/** Two weeks of two members, in an answer with one measure. */
function answerOf(format: Format): Answer {
  const sample = answerWith()
  return {
    ...sample,
    report: { ...sample.report, chart: { kind: 'goal-bars', x: 'member', y: ['amount'] } },
    columns: [
      { name: 'member', label: 'Member', format: 'text' },
      { name: 'amount', label: 'Amount', format },
    ],
    rows: [
      { member: 'Ann', week: '2026-11-09', amount: 0.5 },
      { member: 'Ann', week: '2026-11-16', amount: 0.75 },
      { member: 'Ben', week: '2026-11-09', amount: 1 },
    ],
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
