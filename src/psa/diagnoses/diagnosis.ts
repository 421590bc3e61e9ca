import type { Remedy } from '../../kernel/app-error.ts'

/**
 * One row of the diagnosis table, as data. Texts hold `{placeholders}`; a sentence or remedy whose
 * placeholder has no value is left out, so that one row serves with much or little evidence.
 */
export interface Diagnosis {
  /** One line: what happened, without a full stop. */
  readonly title: string
  /** Sentences; the first says what works or what was done, the next ones why it stopped. */
  readonly explanation: readonly string[]
  /** What to do, most likely first. */
  readonly remedies: readonly string[]
  /** What the reader can do, for the code that has to choose. */
  readonly remedy: Remedy
}

/** A set of rows; `satisfies` keeps the codes as literal types. */
export type Diagnoses = Readonly<Record<string, Diagnosis>>
