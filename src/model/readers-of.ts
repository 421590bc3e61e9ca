import { views } from './views.ts'

/** Anything with SQL over the model: a report, a metric. */
interface WithSql {
  readonly sql: string
}

/**
 * Finds those whose answer can depend on one of these words: `$reactive_boards` as a view names it, or
 * a table such as `calendar`. Views that read such a view are followed.
 */
export function readersOf<Reader extends WithSql>(
  words: readonly string[],
  readers: readonly Reader[],
): readonly Reader[] {
  const known = [...words]
  // Each view stands after those it reads.
  for (const { name, sql } of views) if (names(sql, known)) known.push(name)
  return readers.filter(({ sql }) => names(sql, known))
}

function names(sql: string, words: readonly string[]): boolean {
  return words.some((word) => {
    const found = sql.indexOf(word)
    if (found < 0) return false
    return new RegExp(`(^|[^a-z_$])${word.replace('$', String.raw`\$`)}(?![a-z_])`, 'm').test(sql)
  })
}
