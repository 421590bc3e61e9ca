import { describe, expect, it } from 'vitest'
import type { Telling } from './chapters/chapter.ts'
import { headline } from './headline.ts'

const telling = (clause: string | null, tone: Telling['tone']): Telling => ({
  figure: '1',
  tone,
  sentence: [],
  detail: null,
  clause,
  stake: 1,
  urgency: 1,
})

const rise = telling('recurring revenue rose $4,310', 'good')
const loss = telling('three agreements lost money', 'bad')
const wait = telling('41 hours of billable work are still uninvoiced', 'bad')
const debt = telling('$23,615 is overdue', 'bad')

describe('the headline', () => {
  it('says the good news first, then the two things that cost most', () => {
    expect(headline([loss, rise, wait, debt], 9)).toBe(
      'Recurring revenue rose $4,310, but three agreements lost money and 41 hours of billable work are still uninvoiced.',
    )
  })

  it('says up to three troubles when there is no good news', () => {
    expect(headline([loss, wait, debt], 9)).toBe(
      'Three agreements lost money, 41 hours of billable work are still uninvoiced and $23,615 is overdue.',
    )
  })

  it('leaves the smaller trouble out rather than run past two lines', () => {
    const long = telling(
      'a very long clause that would by itself fill most of a line of type',
      'bad',
    )
    expect(headline([rise, loss, long], 9)).toBe(
      'Recurring revenue rose $4,310, but three agreements lost money.',
    )
  })

  it('is a quiet night when nothing changed and nothing waits', () => {
    expect(headline([], 0)).toBe('A quiet night. Nothing needs you.')
    expect(headline([rise], 0)).toBe(
      'A quiet night: recurring revenue rose $4,310, and nothing needs you.',
    )
  })

  it('does not call a night quiet while something waits', () => {
    expect(headline([], 1)).toBe('One finding needs action; nothing else changed.')
    expect(headline([telling(null, 'bad')], 12)).toBe(
      '12 findings need action; nothing else changed.',
    )
    expect(headline([rise], 3)).toBe(
      'Recurring revenue rose $4,310, and three findings need action.',
    )
  })
})
