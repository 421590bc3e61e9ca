import { joinWords } from '../kernel/words.ts'
import type { Telling } from './chapters/chapter.ts'
import { capitalised, spelled } from './wording.ts'

/** What a headline may take: two lines of 36 px on a desk, four on a phone. */
const LONGEST = 120
const MOST_FACTS = 3

/**
 * The first sentence of the morning: the good news, if any, then the one or two things that cost
 * most; "A quiet night" when nothing needs anyone. `tellings` come ranked.
 */
export function headline(tellings: readonly Telling[], findings: number): string {
  const spoken = tellings.filter((telling) => telling.clause !== null)
  const good = spoken.filter((telling) => telling.tone === 'good').map(clause)
  const bad = spoken.filter((telling) => isTrouble(telling)).map(clause)
  if (bad.length === 0) return calm(good[0] ?? spoken.map(clause)[0] ?? null, findings)

  for (let most = MOST_FACTS; most > 1; most -= 1) {
    const trouble = joinWords(bad.slice(0, good.length > 0 ? most - 1 : most))
    const sentence = good[0] === undefined ? trouble : `${good[0]}, but ${trouble}`
    if (sentence.length < LONGEST) return `${capitalised(sentence)}.`
  }
  return `${capitalised(bad[0] ?? '')}.`
}

/** True for a story that wants something of somebody. */
export function isTrouble(telling: Telling): boolean {
  return telling.tone === 'bad' || telling.tone === 'soon'
}

function calm(news: string | null, findings: number): string {
  if (findings === 0) {
    return news === null
      ? 'A quiet night. Nothing needs you.'
      : `A quiet night: ${news}, and nothing needs you.`
  }
  const wanting = findings === 1 ? 'one finding needs' : `${spelled(findings)} findings need`
  return news === null
    ? `${capitalised(wanting)} action; nothing else changed.`
    : `${capitalised(news)}, and ${wanting} action.`
}

function clause(telling: Telling): string {
  return telling.clause ?? ''
}
