import { plural } from '../../kernel/words.ts'
import { num, str } from '../../reporting/define-report.ts'
import { shortDay } from '../wording.ts'
import type { Chapter } from './chapter.ts'

/** What a promise to a prospect weighs in the ranking. */
const ACTIVITY_WORTH = 80

/** Sales activities that were due and were not done, by rep. */
export const activities: Chapter = {
  report: 'activities-this-week',
  about: 'Activities',

  find: ({ rows, today }) => {
    const byRep = Map.groupBy(
      rows.filter((row) => num(row, 'past_due') > 0),
      (row) => str(row, 'rep'),
    )
    return [...byRep].map(([rep, own]) => {
      const late = own.reduce((total, row) => total + num(row, 'past_due'), 0)
      const since = own
        .map((row) => str(row, 'oldest_past_due_on'))
        .filter((day) => day !== '')
        .toSorted()[0]
      return {
        finding: `${plural(late, 'activity', 'activities')} past due${since === undefined ? '' : ` since ${shortDay(since, today)}`}`,
        client: null,
        owner: rep.startsWith('(') ? null : rep,
        atStake: plural(late, 'activity', 'activities'),
        severity: 'medium',
        stake: late * ACTIVITY_WORTH,
        ...(rep.startsWith('(') ? {} : { narrow: { member: rep } }),
      }
    })
  },
}
