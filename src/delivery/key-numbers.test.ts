import { describe, expect, it } from 'vitest'
import { formatMoney, formatPercent } from '../kernel/words.ts'
import { changeOf } from './key-numbers.ts'
import { seriesOf } from './testing/facts.ts'

const money = (value: number) => formatMoney(value)

describe('the change of a key number', () => {
  it('is a share and an amount, good when it moves the better way', () => {
    expect(changeOf(seriesOf('mrr', 182_110, 186_420), money)).toMatchObject({
      direction: 'up',
      tone: 'good',
      text: '2.4 % +$4,310',
    })
    expect(changeOf(seriesOf('wip', 16_910, 18_940, { better: 'lower' }), money)).toMatchObject({
      direction: 'up',
      tone: 'bad',
    })
    expect(changeOf(seriesOf('ar', 29_815, 23_615, { better: 'lower' }), money)).toMatchObject({
      direction: 'down',
      tone: 'good',
      text: '20.8 % −$6,200',
    })
  })

  it('is neither good nor bad where neither way is better', () => {
    const { better: _, ...series } = seriesOf('opened', 10, 12)
    expect(changeOf(series, money)?.tone).toBe('neutral')
  })

  it('counts a percentage in points', () => {
    const series = seriesOf('sla', 0.95, 0.938, { format: 'percent' })
    expect(changeOf(series, (value) => formatPercent(value))?.text).toBe('1.2 points')
  })

  it('is none when the number reads the same', () => {
    expect(changeOf(seriesOf('mrr', 186_420.2, 186_419.8), money)).toMatchObject({
      direction: 'flat',
      tone: 'neutral',
      text: 'no change',
    })
  })

  it('has no share of nought, and none beyond tenfold', () => {
    expect(changeOf(seriesOf('mrr', 0, 500), money)).toMatchObject({ share: null, text: '+$500' })
    expect(changeOf(seriesOf('mrr', 10, 500), money)?.text).toBe('+$490')
  })

  it('is unknown without an earlier value', () => {
    expect(changeOf(seriesOf('mrr', null, 500), money)).toBeNull()
  })
})
