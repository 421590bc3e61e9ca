import { formatDecimal, formatMoney } from '../../kernel/words.ts'
import { num, str, sum } from '../../reporting/define-report.ts'
import { monthName, signedMoney, spelled } from '../wording.ts'
import { listed, named } from './chapter.ts'
import type { Chapter, Facts } from './chapter.ts'

/** A loss of this size in a month is a conversation with the client, not a rounding of hours. */
const LARGE = 1000

/** Agreements that cost more than they brought in the last whole month. */
export const losingAgreements: Chapter = {
  report: 'agreement-profitability',
  about: 'Agreement margin',
  // A yearly invoice pays for twelve months: by invoice month it would lose money in eleven of them.
  params: () => ({ group_by: 'client', basis: 'coverage-month' }),

  tell: (facts) => {
    const losing = sum(facts.rows, 'losing')
    const clients = facts.rows
      .filter((row) => num(row, 'margin') < 0)
      .toSorted((a, b) => num(a, 'margin') - num(b, 'margin'))
    const worst = clients[0]
    if (worst === undefined) return null
    const { currency } = facts.workspace
    const agreements = losing === 1 ? 'agreement' : 'agreements'
    return {
      figure: signedMoney(sum(clients, 'margin'), currency),
      tone: 'bad',
      sentence: [
        ...listed(clients.map((row) => named(facts, 'company', str(row, 'grouped_by')))),
        { text: ` cost more than ${clients.length === 1 ? 'it' : 'they'} paid in ${month(facts)}` },
      ],
      detail: [
        {
          text: `${str(worst, 'grouped_by')} took ${formatDecimal(num(worst, 'hours'), 0)} hours for ${formatMoney(Math.round(num(worst, 'revenue')), currency)}`,
        },
      ],
      clause: `${spelled(losing)} ${agreements} lost money`,
      stake: sum(clients, 'margin'),
      urgency: 3,
    }
  },

  find: (facts) =>
    facts.rows
      .filter((row) => num(row, 'losing') > 0)
      .map((row) => {
        const loss = -num(row, 'worst_margin')
        const others = num(row, 'losing') - 1
        return {
          finding: `${str(row, 'worst_agreement')} lost money in ${month(facts)}${others > 0 ? `, and ${spelled(others)} more` : ''}`,
          client: str(row, 'grouped_by'),
          owner: null,
          atStake: `${formatMoney(Math.round(loss), facts.workspace.currency)} a month`,
          severity: loss >= LARGE ? 'high' : 'soon',
          stake: loss,
          narrow: { group_by: 'agreement', company: str(row, 'grouped_by') },
        }
      }),
}

/** The month the report speaks of, as it was asked. */
function month(facts: Facts): string {
  return monthName(String(facts.answer.params['from'] ?? facts.today))
}
