import { addDays } from '../../kernel/calendar.ts'
import { formatDecimal, formatMoney, plural } from '../../kernel/words.ts'
import { str, sum } from '../../reporting/define-report.ts'
import { listed, named } from './chapter.ts'
import type { Chapter } from './chapter.ts'

/** What is older than a quarter has been closed with its month. */
const DAYS = 90

/** Project hours that an agreement swallowed: work a client would have paid for. */
export const agreementAndProject: Chapter = {
  report: 'time-on-agreement-and-project',
  about: 'Agreement and project',
  params: (today) => ({ from: addDays(today, -DAYS), to: today, only_absorbed: true }),

  tell: (facts) => {
    const lost = sum(facts.rows, 'lost_amount')
    if (lost < 1) return null
    const hours = sum(facts.rows, 'agreement_hours')
    const clients = byClient(facts.rows).map(({ company }) => named(facts, 'company', company))
    const money = formatMoney(Math.round(lost), facts.workspace.currency)
    return {
      figure: money,
      tone: 'bad',
      sentence: [{ text: 'Agreements swallowed project work for ' }, ...listed(clients)],
      detail: [{ text: `${formatDecimal(hours)} hours in ${DAYS} days that no project will bill` }],
      clause: `agreements swallowed ${money} of project work`,
      stake: lost,
      urgency: 2,
    }
  },

  find: ({ rows, workspace }) =>
    byClient(rows).map(({ company, entries, owner, lost }) => ({
      finding: `Time on both an agreement and a project, ${plural(entries, 'entry', 'entries')}`,
      client: company,
      owner,
      atStake: formatMoney(Math.round(lost), workspace.currency),
      severity: 'high',
      stake: lost,
      narrow: { company },
    })),
}

/** The clients that were given work, with the member who logged most of the loss. */
function byClient(rows: Parameters<typeof sum>[0]) {
  return [...Map.groupBy(rows, (row) => str(row, 'company'))]
    .map(([company, own]) => {
      const members = [...Map.groupBy(own, (row) => str(row, 'member'))]
        .map(([member, entries]) => ({ member, lost: sum(entries, 'lost_amount') }))
        .toSorted((a, b) => b.lost - a.lost)
      return {
        company,
        entries: own.length,
        owner: members[0]?.member ?? null,
        lost: sum(own, 'lost_amount'),
      }
    })
    .filter(({ lost }) => lost >= 1)
    .toSorted((a, b) => b.lost - a.lost)
}
