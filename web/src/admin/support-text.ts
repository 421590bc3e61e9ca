import type { ConnectionTest } from './connection-words.ts'

/** A failed test as text for whoever helps: what was found and where, and no key. */
export function supportText(result: ConnectionTest): string {
  const { code, title, explanation, normalised, server, stages, evidence } = result
  const known = [
    `Cloud Briefing, connection test: ${code}`,
    title,
    explanation,
    '',
    `Site: ${normalised.siteUrl ?? 'not understood'}`,
    `Company: ${normalised.companyId ?? 'not understood'}`,
    `Version: ${server?.version ?? 'not known'}${server?.region ? `, ${server.region}` : ''}`,
    '',
    ...stages.map(({ stage, title, state, detail, ms }) =>
      [stage, title, state, `${ms} ms`, detail].join(' · '),
    ),
  ]
  const facts = Object.entries(evidence).map(([name, value]) => `${name}: ${wordsOf(value)}`)
  return [...known, ...(facts.length > 0 ? ['', ...facts] : [])].join('\n')
}

function wordsOf(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
}
