import { formatCount, plural } from '../../kernel/words.ts'
import { num, str, sum } from '../../reporting/define-report.ts'
import type { Chapter } from './chapter.ts'

/** What an overdue ticket weighs in the ranking: a client who is waiting. */
const LATE_WORTH = 120
/** From so many on, one person cannot catch up in a week alone. */
const MANY = 10

/** Tickets past the day their clients need them, by the member who owns them. */
export const backlog: Chapter = {
  report: 'backlog-aging',
  about: 'Backlog',
  params: () => ({ group_by: 'owner' }),

  tell: ({ rows }) => {
    const late = sum(rows, 'past_required')
    if (late === 0) return null
    const most = rows.toSorted((a, b) => num(b, 'past_required') - num(a, 'past_required'))[0]
    const old = sum(rows, 'age_30_plus')
    const owner = most === undefined ? null : str(most, 'grouped_by')
    const count = most === undefined ? 0 : num(most, 'past_required')
    const are = late === 1 ? 'is' : 'are'
    return {
      figure: formatCount(late),
      tone: 'bad',
      sentence: [
        { text: `Open ${late === 1 ? 'ticket' : 'tickets'} past the day the client asked for` },
        ...(owner === null || rows.length < 2
          ? []
          : [{ text: `, ${formatCount(count)} of them with ${owner}` }]),
      ],
      detail:
        old === 0
          ? null
          : [
              {
                text: `${formatCount(old)} of ${plural(sum(rows, 'open_tickets'), 'open ticket')} are 30 days old or older`,
              },
            ],
      clause: `${plural(late, 'ticket')} ${are} past ${late === 1 ? 'its' : 'their'} date`,
      stake: late * LATE_WORTH,
      urgency: 2,
    }
  },

  find: ({ rows }) =>
    rows
      .filter((row) => num(row, 'past_required') > 0)
      .map((row) => {
        const late = num(row, 'past_required')
        const owner = str(row, 'grouped_by')
        return {
          finding: `${plural(late, 'open ticket')} past the required date`,
          client: null,
          owner: owner.startsWith('(') ? null : owner,
          atStake: plural(late, 'ticket'),
          severity: late >= MANY ? 'soon' : 'medium',
          stake: late * LATE_WORTH,
          ...(owner.startsWith('(') ? {} : { narrow: { owner } }),
        }
      }),
}
