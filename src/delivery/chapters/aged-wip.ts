import { formatMoney, formatPercent } from '../../kernel/words.ts'
import { num, str, sum } from '../../reporting/define-report.ts'
import type { Row } from '../../store/store.ts'
import type { Chapter } from './chapter.ts'

const OLD_BANDS = ['amount_61_90', 'amount_91_120', 'amount_121_180', 'amount_over_180'] as const
/** Unbilled work older than two months in a larger part than this is a habit, not an accident. */
const NEWS = 0.2
/** Most of it is still billed in the end: a tenth is what such delay usually costs. */
const WORTH = 0.1

/** Unbilled work that has grown old, and the board where it lies. */
export const agedWip: Chapter = {
  report: 'aged-wip',
  about: 'Aged work',
  params: () => ({ fixed_fee: false }),

  tell: ({ rows, workspace }) => {
    const old = rows.reduce((total, row) => total + oldAmount(row), 0)
    const all = sum(rows, 'amount')
    if (all <= 0 || old < all * NEWS) return null
    const most = rows.toSorted((a, b) => oldAmount(b) - oldAmount(a))[0]
    const ancient = sum(rows, 'amount_over_180')
    const money = formatMoney(Math.round(old), workspace.currency)
    return {
      figure: money,
      tone: 'bad',
      sentence: [
        {
          text: `Unbilled work from more than 60 days ago, ${formatPercent(old / all, 0)} of all there is`,
        },
      ],
      detail:
        most === undefined
          ? null
          : [
              {
                text: `Most lies on ${str(most, 'board')}${ancient > 0 ? `; ${formatMoney(Math.round(ancient), workspace.currency)} is older than half a year` : ''}`,
              },
            ],
      clause: null,
      stake: old * WORTH,
      urgency: 2,
    }
  },
}

function oldAmount(row: Row): number {
  return OLD_BANDS.reduce((total, band) => total + num(row, band), 0)
}
