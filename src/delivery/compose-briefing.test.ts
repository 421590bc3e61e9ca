import { describe, expect, it } from 'vitest'
import { AppError } from '../kernel/app-error.ts'
import type { Answer, Freshness } from '../reporting/answer.ts'
import type { AnswerParams } from '../reporting/define-report.ts'
import { composeBriefing } from './compose-briefing.ts'
import type { BriefingSource } from './compose-briefing.ts'
import type { MetricSeries } from '../reporting/run-metric.ts'
import { WORKSPACE, answerWith, seriesOf } from './testing/facts.ts'

const NOW = new Date('2026-11-23T12:04:10Z')

const fresh: Freshness = {
  stream: 'tickets',
  title: 'tickets',
  coveredUntil: '2026-11-23T12:02:00Z',
  rows: 10,
  state: 'fresh',
  note: null,
}

/** A source where every report is empty and every metric unchanged, unless said otherwise. */
function sourceWith(change: {
  readonly answer?: (id: string, params: AnswerParams) => Partial<Answer> | Error
  readonly series?: (id: string) => Partial<MetricSeries> | Error
  readonly freshness?: readonly Freshness[]
}): BriefingSource {
  return {
    answer: async (id, params = {}) => {
      const given = change.answer?.(id, params) ?? {}
      if (given instanceof Error) throw given
      return answerWith({ id, params, ...given })
    },
    series: async (id) => {
      const given = change.series?.(id) ?? {}
      if (given instanceof Error) throw given
      return seriesOf(id, 100, 100, given)
    },
    workspace: WORKSPACE,
    clock: { now: () => NOW },
    asOf: new Date('2026-11-23T12:02:00Z'),
    freshness: change.freshness ?? [fresh],
  }
}

const refused = new AppError('Receivables needs invoices, which …', {
  code: 'report-unavailable',
  remedy: 'reconfigure',
})

describe('composing a briefing', () => {
  it('is a quiet night when no report has anything to say', async () => {
    const briefing = await composeBriefing(sourceWith({}))
    expect(briefing).toMatchObject({
      id: '20261123-120410',
      day: 'Monday, 23 November 2026',
      asOfWords: 'as of 6:02 this morning',
      comparedWith: 'October',
      headline: 'A quiet night. Nothing needs you.',
      quiet: true,
      stories: [],
      actions: { shown: [], total: 0, sentence: 'Nothing.' },
      leftOut: [],
    })
    expect(briefing.numbers).toHaveLength(6)
  })

  it('is the same document for the same facts, and survives JSON', async () => {
    const [one, other] = [
      await composeBriefing(sourceWith({})),
      await composeBriefing(sourceWith({})),
    ]
    expect(JSON.parse(JSON.stringify(one))).toEqual(other)
  })

  it('leaves out what the viewer may not see, and says it once, never as nought', async () => {
    const briefing = await composeBriefing(
      sourceWith({
        answer: (id) => (/receivable|uninvoiced/.test(id) ? refused : {}),
      }),
    )
    expect(briefing.numbers.map((number) => number.label)).not.toContain('Overdue 60+ days')
    expect(briefing.numbers.map((number) => number.label)).not.toContain('Uninvoiced work')
    expect(briefing).toMatchObject({
      headline: 'Nothing needs you in what could be read.',
      quiet: false,
      actions: { sentence: 'Nothing in what could be read.' },
    })
    expect(briefing.leftOut).toHaveLength(1)
    expect(briefing.leftOut[0]).toMatch(
      /^Uninvoiced work and Overdue 60\+ days are left out: the API member's permissions in ConnectWise do not reach that far\.$/,
    )
  })

  it('leaves out what is still being copied, because its figures would be too small', async () => {
    const under: Freshness = { ...fresh, coveredUntil: null, state: 'syncing' }
    const briefing = await composeBriefing(
      sourceWith({
        answer: (id) => (id === 'open-tickets' ? { freshness: [under] } : {}),
        freshness: [under, { ...fresh, stream: 'boards', title: 'boards' }],
      }),
    )
    expect(briefing.leftOut).toEqual(['Open tickets is left out: tickets are still being copied.'])
    expect(briefing.freshness.state).toBe('syncing')
  })

  it('opens with the state of the copy while there is nothing else', async () => {
    const none: Freshness = { ...fresh, coveredUntil: null, state: 'not-synced', rows: 0 }
    const briefing = await composeBriefing(
      sourceWith({ answer: () => ({ freshness: [none] }), freshness: [none] }),
    )
    expect(briefing).toMatchObject({
      headline: 'Nothing has been copied from ConnectWise yet.',
      numbers: [],
      leftOut: [],
    })
  })

  it('has no figure where a metric has none', async () => {
    const briefing = await composeBriefing(
      sourceWith({ series: (id) => (id === 'sla_met' ? { points: [], current: null } : {}) }),
    )
    expect(briefing.numbers.map((number) => number.id)).not.toContain('sla_met')
  })

  it('does not take a bug for a missing permission', async () => {
    const source = sourceWith({ answer: () => new TypeError('column x is not a number') })
    await expect(composeBriefing(source)).rejects.toThrow('column x is not a number')
  })

  it('shows the most severe findings, a few of each report, and counts them all', async () => {
    const owners = Array.from({ length: 5 }, (_, index) => ({
      grouped_by: `Owner ${index}`,
      past_required: index + 8,
      open_tickets: 30,
      age_30_plus: 0,
    }))
    const briefing = await composeBriefing(
      sourceWith({ answer: (id) => (id === 'backlog-aging' ? { rows: owners } : {}) }),
    )
    expect(briefing.actions.total).toBe(5)
    expect(briefing.actions.shown.map((action) => [action.owner, action.severity])).toEqual([
      ['Owner 4', 'soon'],
      ['Owner 3', 'soon'],
    ])
    expect(briefing.actions.shown[0]?.report.href).toBe(
      '/reports/backlog-aging?group_by=owner&owner=Owner+4',
    )
  })
})
