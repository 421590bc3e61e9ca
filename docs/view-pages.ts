import { CALENDAR_COLUMNS } from '../src/model/calendar-table.ts'
import { views } from '../src/model/views.ts'

/** Every page of `docs/views` by file name: the business words that reports and people query. */
export function viewPages(): Map<string, string> {
  const calendar = {
    name: 'calendar',
    doc: 'A table, one row per day of the data: what the workspace calls a day, a week and a working day.',
    columns: CALENDAR_COLUMNS,
  }
  const sections = [calendar, ...views].map(({ name, doc, columns }) => {
    const rows = Object.entries(columns).map(([column, text]) => `| \`${column}\` | ${text} |`)
    return `## ${name}\n\n${doc.trim()}\n\n| column | meaning |\n| --- | --- |\n${rows.join('\n')}\n`
  })
  const head =
    '# Views\n\nThe business words of `briefing sql`, each metric defined once. Written from the definitions by `node docs/generate.ts`.\n'
  return new Map([['README.md', [head, ...sections].join('\n')]])
}
