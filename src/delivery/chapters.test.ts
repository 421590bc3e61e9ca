import { describe, expect, it } from 'vitest'
import { metrics } from '../model/metrics.ts'
import { reportNamed } from '../reports/catalogue.ts'
import type { Row } from '../store/store.ts'
import { CHAPTERS } from './chapters.ts'
import { agreementAndProject } from './chapters/agreement-and-project.ts'
import { killRate } from './chapters/kill-rate.ts'
import { losingAgreements } from './chapters/losing-agreements.ts'
import { receivables } from './chapters/receivables.ts'
import { recurringRevenue } from './chapters/recurring-revenue.ts'
import { sla } from './chapters/sla.ts'
import { uninvoiced } from './chapters/uninvoiced.ts'
import { utilization } from './chapters/utilization.ts'
import { FRONT_ROW, FURTHER } from './key-numbers.ts'
import { factsOf, seriesOf, textOf } from './testing/facts.ts'

const TODAY = '2026-11-23'
const asked = [...CHAPTERS, ...FRONT_ROW, ...FURTHER]

describe('what the briefing asks for', () => {
  it.each(asked)('exists, with its parameters: $report', ({ report, params }) => {
    const definition = reportNamed(report)
    expect(definition?.id).toBe(report)
    const known = Object.keys(definition?.params ?? {})
    expect(known).toEqual(expect.arrayContaining(Object.keys(params?.(TODAY) ?? {})))
  })

  it('follows metrics that exist', () => {
    const known = metrics.map((metric) => metric.id)
    const followed = [
      ...[...FRONT_ROW, ...FURTHER].map((place) => place.metric),
      ...CHAPTERS.flatMap((chapter) => chapter.metrics ?? []),
    ]
    expect(known).toEqual(expect.arrayContaining(followed))
  })

  it.each(CHAPTERS)('is silent over no rows: $report', (chapter) => {
    const facts = factsOf([])
    expect(chapter.tell?.(facts) ?? null).toBeNull()
    expect(chapter.find?.(facts) ?? []).toEqual([])
    expect(chapter.chart?.(facts) ?? null).toBeNull()
  })
})

describe('recurring revenue', () => {
  const month = (name: string, agreement_type: string, mrr: number, agreements = 1): Row => ({
    month: name,
    agreement_type,
    mrr,
    agreements,
  })
  const rows = [
    month('2026-10-01', 'Managed', 100_000, 40),
    month('2026-10-01', 'Backup', 20_000, 10),
    month('2026-11-01', 'Managed', 104_750, 42),
    month('2026-11-01', 'Backup', 19_560, 10),
  ]

  it('says by how much it moved, where, and what moved against it', () => {
    const told = recurringRevenue.tell?.(factsOf(rows, { params: { type: '' } }))
    expect(told).toMatchObject({
      figure: '+$4,310',
      tone: 'good',
      clause: 'recurring revenue rose $4,310',
    })
    expect(textOf(told?.sentence)).toBe(
      'More a month than in October; the rise is in Managed +$4,750',
    )
    expect(textOf(told?.detail)).toBe('Backup −$440 took some of it back')
    expect(told?.sentence[1]?.href).toBe('/reports/mrr?type=Managed')
  })

  it('is no news below a five-hundredth', () => {
    const at = (mrr: number) =>
      recurringRevenue.tell?.(
        factsOf([month('2026-10-01', 'Managed', 100_000), month('2026-11-01', 'Managed', mrr)]),
      ) ?? null
    expect(at(100_199)).toBeNull()
    expect(at(99_800)?.tone).toBe('bad')
  })
})

describe('losing agreements', () => {
  const client = (grouped_by: string, margin: number, losing: number): Row => ({
    grouped_by,
    margin,
    losing,
    hours: 61,
    revenue: 3200,
    worst_agreement: 'Gold',
    worst_margin: losing > 0 ? Math.min(margin, -10) : margin,
  })

  it('counts agreements in the headline and names the clients that cost more than they paid', () => {
    const told = losingAgreements.tell?.(
      factsOf([client('Quarry', -2000, 2), client('Finch', -870, 1), client('Alder', 900, 0)], {
        params: { company: '', from: '2026-10-01' },
      }),
    )
    expect(told).toMatchObject({ figure: '−$2,870', clause: 'three agreements lost money' })
    expect(textOf(told?.sentence)).toBe('Quarry and Finch cost more than they paid in October')
    expect(textOf(told?.detail)).toBe('Quarry took 61 hours for $3,200')
  })

  it('is high from a loss of a thousand', () => {
    const severities = losingAgreements
      .find?.(factsOf([client('A', -1000, 1), client('B', -999, 1)]))
      .map((finding) => finding.severity)
    expect(severities).toEqual(['high', 'soon'])
  })
})

describe('money that waits', () => {
  const debtor = (company: string, over_60: number, oldest_days: number): Row => ({
    company,
    over_60,
    oldest_days,
  })

  it('calls a fall of a tenth good news, and less no movement at all', () => {
    const at = (prior: number) =>
      receivables.tell?.(
        factsOf([debtor('Finch', 20_000, 75)], {
          series: [seriesOf('receivables_over_60', prior, 20_000)],
        }),
      )
    expect(at(26_200)).toMatchObject({
      figure: '−$6,200',
      tone: 'good',
      clause: '$6,200 of old debt was collected',
    })
    expect(at(21_999)).toMatchObject({ figure: '$20,000', tone: 'bad' })
  })

  it('grows more severe past 90 and past 120 days', () => {
    const rows = [90, 91, 120, 121].map((days) => debtor(`C${days}`, 500, days))
    expect(receivables.find?.(factsOf(rows)).map((finding) => finding.severity)).toEqual([
      'medium',
      'soon',
      'soon',
      'high',
    ])
  })

  it('speaks of uninvoiced hours, and asks for action after 45 days', () => {
    const work = (company: string, oldest_days: number): Row => ({
      company,
      hours: 20.5,
      amount: 2500,
      oldest_days,
      oldest_on: '2026-09-03',
    })
    const facts = factsOf([work('Finch', 45), work('Quarry', 46)])
    expect(uninvoiced.tell?.(facts)).toMatchObject({
      figure: '41 h',
      clause: '41 hours of billable work are still uninvoiced',
    })
    expect(uninvoiced.find?.(facts).map((finding) => finding.client)).toEqual(['Quarry'])
  })

  it('gathers swallowed project work by client, with the member who logged most of it', () => {
    const entry = (company: string, member: string, lost_amount: number): Row => ({
      company,
      member,
      lost_amount,
      agreement_hours: 1,
    })
    const rows = [entry('A', 'Tom', 100), entry('A', 'Ann', 150), entry('A', 'Tom', 80)]
    expect(agreementAndProject.find?.(factsOf([...rows, entry('B', 'Tom', 0.4)]))).toMatchObject([
      {
        finding: 'Time on both an agreement and a project, 3 entries',
        client: 'A',
        owner: 'Tom',
        atStake: '$330',
      },
    ])
  })
})

describe('service', () => {
  const week = (period: string, opened: number, closed: number): Row => ({
    period,
    opened,
    closed,
    net: opened - closed,
  })

  it('asks for twelve whole weeks, without the one that is under way', () => {
    expect(killRate.params?.('2026-11-22')).toMatchObject({ from: '2026-08-24', to: '2026-11-15' })
    expect(killRate.params?.('2026-11-23')).toMatchObject({ from: '2026-08-31', to: '2026-11-22' })
  })

  it('calls three weeks in a row a run, and two chance', () => {
    const rows = [week('2026-11-02', 9, 8), week('2026-11-09', 70, 75), week('2026-11-16', 72, 81)]
    expect(killRate.tell?.(factsOf(rows)) ?? null).toBeNull()
    expect(killRate.tell?.(factsOf([week('2026-10-26', 5, 6), ...rows.slice(1)]))).toMatchObject({
      figure: '3 weeks',
      tone: 'good',
      clause: 'the backlog shrank for the third week in a row',
    })
  })

  it('needs two points of movement to speak of promises, and a week of the month', () => {
    const rows: Row[] = [
      { grouped_by: 'Finch', resolution_measured: 10, resolution_met: 7, resolution_share: 0.7 },
    ]
    const series = [seriesOf('sla_met', 0.95, 0.925, { format: 'percent' })]
    const facts = factsOf(rows, { series })
    expect(sla.tell?.(facts)).toMatchObject({
      figure: '92.5 %',
      tone: 'bad',
      clause: 'SLA promises kept fell to 92.5 %',
    })
    expect(sla.tell?.({ ...facts, today: '2026-11-07' }) ?? null).toBeNull()
    const less = [seriesOf('sla_met', 0.95, 0.931, { format: 'percent' })]
    expect(sla.tell?.(factsOf(rows, { series: less })) ?? null).toBeNull()
  })

  it('draws the eight members furthest below their goal when there are more', () => {
    const rows = Array.from({ length: 10 }, (_, index): Row => {
      const share = 0.5 + index / 20
      return { member: `M${index}`, utilization: share, goal: 0.8, gap: share - 0.8 }
    })
    const chart = utilization.chart?.(factsOf(rows))
    expect(chart?.data.categories).toEqual(['M7', 'M6', 'M5', 'M4', 'M3', 'M2', 'M1', 'M0'])
    expect(chart?.subtitle).toContain('the 8 furthest below of 10')
  })
})
