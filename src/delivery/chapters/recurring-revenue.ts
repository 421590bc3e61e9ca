import { formatMoney, plural } from '../../kernel/words.ts'
import { num, str, sum } from '../../reporting/define-report.ts'
import type { Row } from '../../store/store.ts'
import type { Sentence } from '../briefing.ts'
import { monthName, signedMoney } from '../wording.ts'
import { listed, named } from './chapter.ts'
import type { Chapter, Facts } from './chapter.ts'

/** A five-hundredth of what recurs: less is seats coming and going. */
const NEWS = 0.002
/** A month's difference comes back twelve times a year. */
const MONTHS = 12

/** Whether recurring revenue grew against the month before, and which agreement types carry that. */
export const recurringRevenue: Chapter = {
  report: 'mrr',
  about: 'Recurring revenue',
  params: () => ({ months: 1 }),

  tell: (facts) => {
    const months = [...new Set(facts.rows.map((row) => str(row, 'month')))].toSorted()
    const [before, now] = months
    if (before === undefined || now === undefined) return null
    const was = sum(ofMonth(facts.rows, before), 'mrr')
    const change = sum(ofMonth(facts.rows, now), 'mrr') - was
    if (was === 0 || Math.abs(change) < was * NEWS) return null
    const { currency } = facts.workspace
    const money = formatMoney(Math.abs(Math.round(change)), currency)
    const rose = change > 0
    const types = movesByType(facts.rows, before, now)
    const along = types.filter((type) => type.change > 0 === rose)
    const against = types.filter((type) => type.change > 0 !== rose)
    return {
      figure: signedMoney(change, currency),
      tone: rose ? 'good' : 'bad',
      sentence: [
        {
          text: `${rose ? 'More' : 'Less'} a month than in ${monthName(before)}; the ${rose ? 'rise' : 'fall'} is in `,
        },
        ...typesWithMoney(facts, along),
      ],
      detail:
        against.length > 0
          ? [
              ...typesWithMoney(facts, against),
              { text: rose ? ' took some of it back' : ' made up for some of it' },
            ]
          : agreementsGained(facts.rows, before, now),
      clause: `recurring revenue ${rose ? 'rose' : 'fell'} ${money}`,
      stake: change * MONTHS,
      urgency: rose ? 1 : 3,
    }
  },
}

interface Move {
  readonly type: string
  readonly change: number
}

/** Types whose revenue moved by a whole unit of money, the largest first. */
function movesByType(rows: readonly Row[], before: string, now: string): Move[] {
  return [...Map.groupBy(rows, (row) => str(row, 'agreement_type'))]
    .map(([type, own]) => ({
      type,
      change: sum(ofMonth(own, now), 'mrr') - sum(ofMonth(own, before), 'mrr'),
    }))
    .filter(({ change }) => Math.abs(change) >= 1)
    .toSorted((a, b) => Math.abs(b.change) - Math.abs(a.change))
}

function typesWithMoney(facts: Facts, moves: readonly Move[]): Sentence {
  return listed(
    moves.map(({ type, change }) => ({
      ...named(facts, 'type', type),
      after: ` ${signedMoney(change, facts.workspace.currency)}`,
    })),
  )
}

function agreementsGained(rows: readonly Row[], before: string, now: string): Sentence | null {
  const gained = sum(ofMonth(rows, now), 'agreements') - sum(ofMonth(rows, before), 'agreements')
  if (gained === 0) return null
  return [{ text: `${plural(Math.abs(gained), 'agreement')} ${gained > 0 ? 'more' : 'fewer'}` }]
}

function ofMonth(rows: readonly Row[], month: string): Row[] {
  return rows.filter((row) => str(row, 'month') === month && num(row, 'mrr') !== 0)
}
