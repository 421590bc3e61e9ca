import { describe, expect, it } from 'vitest'
import type { Freshness } from '../reporting/answer.ts'
import { summariseFreshness } from './freshness-summary.ts'

const NOW = new Date('2026-11-23T12:30:00Z')
const ZONE = 'America/Chicago'

const stream = (title: string, change: Partial<Freshness> = {}): Freshness => ({
  stream: title,
  title,
  coveredUntil: '2026-11-23T12:02:00Z',
  rows: 100,
  state: 'fresh',
  note: null,
  ...change,
})

const sentence = (...streams: readonly Freshness[]) => summariseFreshness(streams, NOW, ZONE)

describe('freshness in words', () => {
  it('is within the hour up to sixty minutes', () => {
    const at = (coveredUntil: string) => sentence(stream('tickets', { coveredUntil })).sentence
    expect(at('2026-11-23T11:30:00Z')).toBe('Figures from 1 stream, all synced within the hour.')
    expect(at('2026-11-23T11:29:59Z')).toBe(
      'Figures from 1 stream, the oldest as of 5:29 this morning.',
    )
  })

  it('names the streams that are stale, and since when', () => {
    expect(
      sentence(
        stream('tickets'),
        stream('invoices', { state: 'stale', coveredUntil: '2026-11-20T12:02:00Z' }),
      ),
    ).toMatchObject({
      state: 'stale',
      sentence: 'These figures are not current: invoices was last copied at 6:02 on 20 November.',
    })
  })

  it('names what may not be read', () => {
    const denied = { state: 'denied', coveredUntil: null, rows: 0 } as const
    expect(sentence(stream('tickets'), stream('invoices', denied))).toMatchObject({
      state: 'partial',
      sentence: 'Your API member cannot read invoices; what needs them is left out.',
    })
  })

  it('tells of the first minutes of a sync', () => {
    const under = { state: 'syncing', coveredUntil: null } as const
    expect(sentence(stream('boards'), stream('tickets', { ...under, rows: 12300 }))).toEqual({
      state: 'syncing',
      sentence: 'The first copy is under way: 1 of 2 streams are complete.',
      notes: ['The newest are here, older ones are coming: 12,300 tickets so far.'],
    })
  })

  it('has nothing to compare where no stream is read', () => {
    expect(sentence()).toMatchObject({ state: 'fresh', notes: [] })
  })

  it('says that nothing is there before the first sync', () => {
    const none = { state: 'not-synced', coveredUntil: null, rows: 0 } as const
    expect(sentence(stream('tickets', none), stream('invoices', none)).state).toBe('empty')
  })
})
