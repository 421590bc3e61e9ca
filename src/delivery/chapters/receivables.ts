import { formatMoney, plural } from '../../kernel/words.ts'
import { num, str, sum } from '../../reporting/define-report.ts'
import type { Row } from '../../store/store.ts'
import { signedMoney } from '../wording.ts'
import { listed, named } from './chapter.ts'
import type { Chapter } from './chapter.ts'

/** A movement of a tenth is news; less is a week's ordinary payments. */
const NEWS = 0.1
/** Debts that stay what they are count for a quarter: yesterday's paper had them too. */
const OLD_NEWS = 0.25
/** Days from which a debt is seldom paid without a call. */
const HARD = 120
const OLD = 90

/** Money that clients have owed for more than sixty days. */
export const receivables: Chapter = {
  report: 'accounts-receivable-aging',
  about: 'Overdue 60+ days',
  metrics: ['receivables_over_60'],

  tell: (facts) => {
    const { currency } = facts.workspace
    const debtors = byDebt(facts.rows)
    // Credits count against old debts here as they do in the report's own total.
    const owed = sum(facts.rows, 'over_60')
    const oldest = debtors.toSorted((a, b) => num(b, 'oldest_days') - num(a, 'oldest_days'))[0]
    if (owed <= 0 || oldest === undefined) return null
    const year = facts.series('receivables_over_60')
    const moved =
      year === null || year.current === null || year.prior === null ? 0 : year.current - year.prior
    const isNews = Math.abs(moved) >= owed * NEWS
    const fell = isNews && moved < 0
    const names = listed(debtors.map((row) => named(facts, 'company', str(row, 'company'))))
    const money = formatMoney(Math.round(owed), currency)
    return {
      figure: isNews ? signedMoney(moved, currency) : money,
      tone: fell ? 'good' : 'bad',
      sentence: [
        ...names,
        {
          text: ` ${debtors.length === 1 ? 'owes' : 'owe'} ${fell ? 'what is left of old debts' : 'debts older than 60 days'}, ${money} in all`,
        },
      ],
      detail: [
        {
          text: `The oldest is ${plural(num(oldest, 'oldest_days'), 'day')} old, at ${str(oldest, 'company')}`,
        },
      ],
      clause: fell
        ? `${formatMoney(Math.round(-moved), currency)} of old debt was collected`
        : `${money} has been owed for more than 60 days`,
      stake: isNews ? Math.abs(moved) : owed * OLD_NEWS,
      urgency: 2,
    }
  },

  find: ({ rows, workspace }) =>
    byDebt(rows).map((row) => ({
      finding: `Invoices unpaid for up to ${plural(num(row, 'oldest_days'), 'day')}`,
      client: str(row, 'company'),
      owner: null,
      atStake: formatMoney(Math.round(num(row, 'over_60')), workspace.currency),
      severity:
        num(row, 'oldest_days') > HARD ? 'high' : num(row, 'oldest_days') > OLD ? 'soon' : 'medium',
      stake: num(row, 'over_60'),
      narrow: { company: str(row, 'company') },
    })),
}

function byDebt(rows: readonly Row[]): Row[] {
  return rows
    .filter((row) => num(row, 'over_60') > 0)
    .toSorted((a, b) => num(b, 'over_60') - num(a, 'over_60'))
}
