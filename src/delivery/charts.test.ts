import { describe, expect, it } from 'vitest'
import { barRows, drawChart, rowBar, sparkline } from './charts.ts'
import type { ChartData } from './charts.ts'
import { LIGHT } from './theme.ts'

const numbersIn = (text: string): number[] =>
  [...text.matchAll(/-?\d+(?:\.\d+)?/g)].map(([number]) => Number(number))

describe('the line of a year', () => {
  it('is nothing when there is no value at all', () => {
    expect(sparkline([], LIGHT)).toBe('')
    expect(sparkline([null, null], LIGHT)).toBe('')
  })

  it('is a dot at the right end for a single value', () => {
    const svg = sparkline([42], LIGHT)
    expect(svg).toContain('<circle cx="160" cy="16"')
    expect(svg).not.toContain('L')
  })

  it('runs level through the middle when nothing changes', () => {
    expect(sparkline([7, 7, 7], LIGHT)).toContain('d="M4 16L82 16L160 16"')
  })

  it('leaves a gap where a month has no value, and marks the last one that has', () => {
    const svg = sparkline([1, null, 2, 3, null], LIGHT)
    expect(svg).toContain('d="M4 28M82 16L121 4"')
    expect(svg).toContain('<circle cx="121" cy="4"')
  })

  it('stays inside its frame for values of any size and sign', () => {
    const svg = sparkline([-1e12, 0, 3.2e9, 1e12], LIGHT)
    for (const value of numbersIn(/ d="([^"]*)"/.exec(svg)?.[1] ?? 'none')) {
      expect(value).toBeGreaterThanOrEqual(0)
      expect(value).toBeLessThanOrEqual(164)
    }
  })
})

const FLOW: ChartData = {
  kind: 'columns',
  summary: 'Opened & <closed>',
  categoryLabel: 'Week',
  categories: ['46', '47'],
  series: [
    { label: 'Opened', points: [point(10), point(4)] },
    { label: 'Closed', points: [point(5), point(8)] },
  ],
  goals: null,
}

describe('columns', () => {
  it('names the series at their last columns and the tallest with its value', () => {
    const svg = drawChart(FLOW, LIGHT, 520)
    expect(svg).toContain('>8 closed</text>')
    expect(svg).toContain('>4 opened</text>')
    expect(svg).toContain('>10</text>')
  })

  it('escapes its accessible name', () => {
    expect(drawChart(FLOW, LIGHT, 520)).toContain('aria-label="Opened &amp; &lt;closed&gt;"')
  })

  it('draws what is negative below the line and nothing for a missing value', () => {
    const svg = drawChart(
      { ...FLOW, series: [{ label: 'Net', points: [point(-3), { value: null, text: '–' }] }] },
      LIGHT,
      520,
    )
    expect([...svg.matchAll(/<rect/g)]).toHaveLength(1)
  })

  it.each(['columns', 'stacked-columns', 'lines'] as const)('survives emptiness as %s', (kind) => {
    const empty = { ...FLOW, kind, categories: [], series: [] }
    expect(drawChart(empty, LIGHT, 350)).not.toMatch(/NaN|Infinity|undefined/)
    const nothing = { value: null, text: '–' }
    const blank = { ...FLOW, kind, series: [{ label: 'Net', points: [nothing, nothing] }] }
    expect(drawChart(blank, LIGHT, 350)).not.toMatch(/NaN|Infinity|undefined/)
  })
})

describe('bars against goals', () => {
  const bars = (values: readonly number[]) =>
    barRows({
      ...FLOW,
      kind: 'rows',
      categories: values.map(String),
      series: [{ label: 'Utilization', points: values.map(point) }],
      goals: values.map(() => point(80)),
    }).map((row) => row.tone)

  it('are amber from a tenth below the goal, red further below, and plain from the goal on', () => {
    expect(bars([80, 79.9, 72, 71.9])).toEqual(['neutral', 'soon', 'soon', 'bad'])
  })

  it('never leave their track', () => {
    const svg = rowBar({ parts: [1.7], goal: -0.2, tone: 'bad' }, LIGHT, 150)
    expect(svg).toContain('width="100%"')
    expect(svg).toContain('x="0%"')
  })
})

function point(value: number) {
  return { value, text: String(value) }
}
