import { joinWords } from '../kernel/words.ts'

/** What a briefing could not say, gathered by reason, so that one missing permission is one sentence. */
export class LeftOut {
  readonly #byReason = new Map<string, Set<string>>()

  get isEmpty(): boolean {
    return this.#byReason.size === 0
  }

  /** Returns an empty list, so that a gap can stand where a value would. */
  add(what: string, reason: string): [] {
    const known = this.#byReason.get(reason) ?? new Set()
    this.#byReason.set(reason, known.add(what))
    return []
  }

  /** "Overdue 60+ days and Receivables are left out: your API member cannot read invoices." */
  sentences(): string[] {
    return [...this.#byReason].map(
      ([reason, what]) =>
        `${joinWords([...what])} ${what.size === 1 ? 'is' : 'are'} left out: ${reason}.`,
    )
  }
}
