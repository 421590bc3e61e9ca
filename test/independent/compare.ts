import type { Answer } from '../../src/reporting/answer.ts'
import type { Format } from '../../src/reporting/define-report.ts'
import type { ExpectedRow } from './situation.ts'

/** What two computations of one answer may differ by: cents, hundredths of hours, four places of a share. */
const TOLERANCES: Readonly<Partial<Record<Format, number>>> = {
  hours: 0.01,
  money: 0.01,
  rate: 0.01,
  percent: 0.0001,
  decimal: 0.0001,
}

/** Stands in an expected row for a value that the records leave open: any answer is right. */
export const OPEN = '(any)'

export interface Comparison {
  /** Says in a difference which answer it is: report, seed, parameters. */
  readonly title: string
  /** Columns that together name a row. */
  readonly keys: readonly string[]
  readonly answer: Answer
  readonly expected: readonly ExpectedRow[]
  /** Columns that are not compared. */
  readonly unchecked?: readonly string[]
}

/** Every difference between an answer's rows and the expected ones, a line each; rows may come in any order. */
export function differences(comparison: Comparison): string[] {
  const { answer, expected, keys, title, unchecked = [] } = comparison
  const found: string[] = []
  const say = (key: string, column: string, ours: unknown, theirs: unknown) =>
    found.push(`${title} · ${key} · ${column}: report ${show(ours)}, expected ${show(theirs)}`)

  const keyOf = (row: ExpectedRow) => keys.map((key) => String(row[key] ?? '')).join(' | ')
  const answered = new Map(answer.rows.map((row) => [keyOf(row), row]))
  const wanted = new Map(expected.map((row) => [keyOf(row), row]))
  if (answered.size !== answer.rows.length)
    say('(all)', 'keys', 'the same key twice', 'one row each')
  if (wanted.size !== expected.length) say('(all)', 'keys', 'one row each', 'the same key twice')

  for (const [key, row] of answered) if (!wanted.has(key)) say(key, '(row)', row, 'no such row')
  for (const [key, row] of wanted) {
    const other = answered.get(key)
    if (!other) {
      say(key, '(row)', 'no such row', row)
      continue
    }
    for (const { name, format } of answer.columns) {
      if (unchecked.includes(name)) continue
      if (!(name in row)) say(key, name, other[name], 'not computed')
      else if (!agree(other[name], row[name], format)) say(key, name, other[name], row[name])
    }
  }
  return found
}

/** Differences between the numbers an answer gives beside its rows (totals, key numbers) and expected ones. */
export function numberDifferences(
  title: string,
  given: Readonly<Record<string, unknown>>,
  expected: Readonly<Record<string, number | string | null>>,
): string[] {
  return Object.entries(expected).flatMap(([name, value]) =>
    agree(
      given[name],
      value,
      typeof value === 'number' && Math.abs(value) < 20 ? 'percent' : 'money',
    )
      ? []
      : [`${title} · ${name}: report ${show(given[name])}, expected ${show(value)}`],
  )
}

function agree(ours: unknown, theirs: unknown, format: Format): boolean {
  if (theirs === OPEN) return true
  if (ours === null || ours === undefined || theirs === null || theirs === undefined) {
    return (ours ?? null) === (theirs ?? null)
  }
  if (typeof ours === 'number' && typeof theirs === 'number') {
    // The tolerance itself is allowed, in binary as well.
    return Math.abs(ours - theirs) <= (TOLERANCES[format] ?? 0) + 1e-9
  }
  // Ids are numbers here and text there.
  return wordsOf(ours) === wordsOf(theirs)
}

function wordsOf(value: unknown): string {
  return typeof value === 'string' ? value : show(value)
}

function show(value: unknown): string {
  return JSON.stringify(value) ?? 'nothing'
}
