import { addDays } from '../../kernel/calendar.ts'
import { formatDecimal, plural } from '../../kernel/words.ts'
import { num, str, sum } from '../../reporting/define-report.ts'
import { shortDay } from '../wording.ts'
import { HOUR_WORTH, listed, named } from './chapter.ts'
import type { Chapter } from './chapter.ts'

/** Time older than this is for the report: nobody remembers what they did. */
const DAYS = 14
/** Two days of work: from here on an invoice waits for it. */
const MUCH = 16

/** Hours that nobody has entered, by the member who would have to. */
export const missingTime: Chapter = {
  report: 'missing-time',
  about: 'Missing time',
  params: (today) => ({ from: addDays(today, -DAYS), to: addDays(today, -1) }),

  tell: (facts) => {
    const members = byMember(facts.rows)
    const hours = sum(facts.rows, 'missing_hours')
    if (members.length === 0) return null
    const text = `${formatDecimal(hours, 0)} h`
    return {
      figure: text,
      tone: hours >= MUCH ? 'bad' : 'soon',
      sentence: [
        { text: 'Time not entered in two weeks, most of it by ' },
        ...listed(members.map(({ member }) => named(facts, 'member', member))),
      ],
      detail: [
        {
          text: `${plural(members.length, 'member')} on ${plural(facts.rows.length, 'day')} of theirs`,
        },
      ],
      clause: `${formatDecimal(hours, 0)} hours of work were never entered`,
      stake: hours * HOUR_WORTH,
      urgency: 1,
    }
  },

  find: ({ rows, today }) =>
    byMember(rows).map(({ member, days, hours, since }) => ({
      finding: `Time missing on ${plural(days, 'day')} since ${shortDay(since, today)}`,
      client: null,
      owner: member,
      atStake: `${formatDecimal(hours, 0)} h`,
      severity: hours >= MUCH ? 'soon' : 'medium',
      stake: hours * HOUR_WORTH,
      narrow: { member },
    })),
}

function byMember(rows: Parameters<typeof sum>[0]) {
  return [...Map.groupBy(rows, (row) => num(row, 'member_id')).values()]
    .map((own) => ({
      member: own[0] === undefined ? '' : str(own[0], 'member'),
      days: own.length,
      hours: sum(own, 'missing_hours'),
      since: own.map((row) => str(row, 'day')).toSorted()[0] ?? '',
    }))
    .toSorted((a, b) => b.hours - a.hours)
}
