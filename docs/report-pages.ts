import type { Param, Report } from '../src/reporting/define-report.ts'
import { reports } from '../src/reports/catalogue.ts'

/** Every page of `docs/reports` by file name. */
export function reportPages(): Map<string, string> {
  return new Map([
    ['README.md', index()],
    ...reports.map((report): [string, string] => [`${report.id}.md`, page(report)]),
  ])
}

function index(): string {
  const areas = [...Map.groupBy(reports, (report) => report.area)].map(([area, own]) => {
    const rows = own.map((report) => `| [${report.title}](${report.id}.md) | ${report.question} |`)
    return `## ${area}\n\n| report | question |\n| --- | --- |\n${rows.join('\n')}\n`
  })
  return `# Reports\n\nWritten from the definitions by \`node docs/generate.ts\`.\n\n${areas.join('\n')}`
}

function page(report: Report): string {
  const columns = Object.entries(report.columns)
    .filter(([, column]) => column.hidden !== true)
    .map(
      ([name, { label, format, note }]) => `| \`${name}\` | ${label} | ${format} | ${note ?? ''} |`,
    )
  const params = Object.entries(report.params).map(
    ([name, param]) => `| \`${name}\` | ${param.label} | ${accepts(param)} | ${shown(param)} |`,
  )
  const parameters =
    params.length === 0
      ? 'None.'
      : `| name | means | accepts | default |\n| --- | --- | --- | --- |\n${params.join('\n')}`
  const reads = report.reads.map((stream) => `[${stream}](../streams/${stream}.md)`).join(', ')
  return `# ${report.title}

**${report.question}**

\`briefing report show ${report.id}\` · ${report.area} · reads ${reads}

## How it is computed

${report.definition.trim()}

## Parameters

${parameters}

## Columns

| name | label | format | note |
| --- | --- | --- | --- |
${columns.join('\n')}
`
}

function accepts(param: Param): string {
  switch (param.type) {
    case 'date':
      return 'a day, `2026-11-22`'
    case 'integer':
      return `${param.min} to ${param.max}`
    case 'choice':
      return param.choices.map((choice) => `\`${choice}\``).join(', ')
    case 'text':
      return 'a name, or nothing for all'
    case 'boolean':
      return '`true`, `false`'
    default:
      return param satisfies never
  }
}

function shown(param: Param): string {
  return param.default === '' ? 'all' : `\`${String(param.default)}\``
}
