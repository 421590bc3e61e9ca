import { formatDecimal, formatMoney } from '../../kernel/words.ts'
import { num, str, sum } from '../../reporting/define-report.ts'
import { shortDay } from '../wording.ts'
import { listed, named } from './chapter.ts'
import type { Chapter } from './chapter.ts'

/** A month's work may wait for the month's invoice; what is older was forgotten. */
const FORGOTTEN = 45
const LONG_FORGOTTEN = 90

/** Billable work that is on no invoice. */
export const uninvoiced: Chapter = {
  report: 'uninvoiced-labor',
  about: 'Uninvoiced work',

  tell: (facts) => {
    const { rows, today, workspace } = facts
    const hours = Math.round(sum(rows, 'hours'))
    const amount = sum(rows, 'amount')
    const oldest = rows.toSorted((a, b) => num(b, 'oldest_days') - num(a, 'oldest_days'))[0]
    if (oldest === undefined || hours < 1) return null
    const work = hours === 1 ? 'hour of billable work is' : 'hours of billable work are'
    return {
      figure: `${formatDecimal(hours, 0)} h`,
      tone: num(oldest, 'oldest_days') > FORGOTTEN ? 'bad' : 'soon',
      sentence: [
        {
          text: `Billable work worth ${formatMoney(Math.round(amount), workspace.currency)} waits for an invoice, the oldest from ${shortDay(str(oldest, 'oldest_on'), today)}`,
        },
      ],
      detail: [
        { text: 'Most of it for ' },
        ...listed(rows.map((row) => named(facts, 'company', str(row, 'company')))),
      ],
      clause: `${formatDecimal(hours, 0)} ${work} still uninvoiced`,
      stake: amount,
      urgency: 2,
    }
  },

  find: ({ rows, today, workspace }) =>
    rows
      .filter((row) => num(row, 'oldest_days') > FORGOTTEN && num(row, 'amount') > 0)
      .map((row) => ({
        finding: `${formatDecimal(num(row, 'hours'))} h uninvoiced, the oldest from ${shortDay(str(row, 'oldest_on'), today)}`,
        client: str(row, 'company'),
        owner: null,
        atStake: formatMoney(Math.round(num(row, 'amount')), workspace.currency),
        severity: num(row, 'oldest_days') > LONG_FORGOTTEN ? 'high' : 'soon',
        stake: num(row, 'amount'),
        narrow: { company: str(row, 'company') },
      })),
}
