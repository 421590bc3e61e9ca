import { formatPercent, plural } from '../../kernel/words.ts'
import { num, str } from '../../reporting/define-report.ts'
import type { Row } from '../../store/store.ts'
import { listed, named } from './chapter.ts'
import type { Chapter } from './chapter.ts'

/** Two points either way is more than the noise of a month. */
const NEWS = 0.02
/** Before a week of a month is over its share of promises kept is a handful of tickets. */
const SETTLED_ON = 8
/** A client with fewer resolutions says little about a promise. */
const FEWEST = 5
/** Below four of five a client notices. */
const POOR = 0.8
/** What a broken promise weighs in the ranking: an hour of excuses. */
const MISS_WORTH = 150

/** Promises to clients: whether more are kept, and whose are broken. */
export const sla: Chapter = {
  report: 'sla-compliance',
  about: 'SLA met',
  metrics: ['sla_met'],
  params: () => ({ group_by: 'client' }),

  tell: (facts) => {
    const year = facts.series('sla_met')
    if (year === null || year.current === null || year.prior === null) return null
    if (Number(facts.today.slice(8)) < SETTLED_ON) return null
    const moved = year.current - year.prior
    if (Math.abs(moved) < NEWS) return null
    const worse = moved < 0
    const missed = byMisses(facts.rows)
    const worst = missed[0]
    const clients = missed.map((row) => named(facts, 'company', str(row, 'grouped_by')))
    return {
      figure: formatPercent(year.current),
      tone: worse ? 'bad' : 'good',
      sentence:
        worse && worst !== undefined
          ? [
              { text: `Promises kept fell from ${formatPercent(year.prior)}; most misses are at ` },
              ...listed(clients),
            ]
          : [
              {
                text: `Promises kept ${worse ? 'fell' : 'rose'} from ${formatPercent(year.prior)}`,
              },
            ],
      detail:
        worst === undefined
          ? null
          : [{ text: `${str(worst, 'grouped_by')}: ${missesInWords(worst)} in 30 days` }],
      clause: worse
        ? `SLA promises kept fell to ${formatPercent(year.current)}`
        : `SLA promises kept rose to ${formatPercent(year.current)}`,
      stake: facts.rows.reduce((total, row) => total + misses(row), 0) * MISS_WORTH,
      urgency: worse ? 2 : 1,
    }
  },

  find: ({ rows }) =>
    byMisses(rows)
      .filter((row) => num(row, 'resolution_share') < POOR)
      .map((row) => ({
        finding: `${missesInWords(row)}, 30 days`,
        client: str(row, 'grouped_by'),
        owner: null,
        atStake: `${formatPercent(num(row, 'resolution_share'), 0)} kept`,
        severity: 'soon',
        stake: misses(row) * MISS_WORTH,
        narrow: { company: str(row, 'grouped_by') },
      })),
}

function byMisses(rows: readonly Row[]): Row[] {
  return rows
    .filter((row) => num(row, 'resolution_measured') >= FEWEST && misses(row) > 0)
    .toSorted((a, b) => misses(b) - misses(a))
}

function misses(row: Row): number {
  return num(row, 'resolution_measured') - num(row, 'resolution_met')
}

function missesInWords(row: Row): string {
  return `${misses(row)} of ${plural(num(row, 'resolution_measured'), 'ticket')} resolved past their SLA`
}
