import { describe, expect, it } from 'vitest'
import { freshnessOf } from './freshness.ts'
import type { StreamCopy } from './viewer.ts'

const now = new Date('2026-11-22T12:00:00Z')

const copy: StreamCopy = {
  stream: 'tickets',
  coveredUntil: '2026-11-22T11:50:00Z',
  rows: 7,
  state: 'synced',
}

const stateOf = (change: Partial<StreamCopy>) => {
  const [freshness] = freshnessOf(['tickets'], [{ ...copy, ...change }], now)
  return [freshness?.state, freshness?.note]
}

describe('freshness', () => {
  it('turns stale at 24 hours, not a minute before', () => {
    expect(stateOf({ coveredUntil: '2026-11-21T12:01:00Z' })).toEqual(['fresh', null])
    expect(stateOf({ coveredUntil: '2026-11-21T12:00:00Z' })).toEqual([
      'stale',
      'The copy of tickets is 1 day old.',
    ])
  })

  it('says of a first copy that it is under way, and of a later sync nothing', () => {
    expect(stateOf({ coveredUntil: null, state: 'syncing' })).toEqual([
      'syncing',
      'The first copy of tickets is under way.',
    ])
    expect(stateOf({ state: 'syncing' })).toEqual(['fresh', null])
  })

  it('knows nothing of a stream that was never asked for', () => {
    expect(freshnessOf(['invoices'], [copy], now)).toEqual([
      {
        stream: 'invoices',
        title: 'invoices',
        coveredUntil: null,
        rows: 0,
        state: 'not-synced',
        note: 'No invoices have been copied yet.',
      },
    ])
  })
})
