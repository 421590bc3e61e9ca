import { joinWords, plural } from '../kernel/words.ts'
import type { Finding } from './diagnose.ts'
import { diagnose } from './diagnose.ts'
import type { RecordCounts } from './record-counts.ts'
import type { TestProgress } from './run-stages.ts'

/** `Connected to Practice MSP`, with version, region and what is visible. */
export function successFinding({ server, permissions }: TestProgress): Finding {
  const rows = permissions?.rows ?? []
  const readable = rows.filter((row) => row.state === 'ok').length
  return diagnose('OK', {
    companyName: server?.companyName,
    version: server?.version ?? 'of unknown version',
    region: regionWords(server?.isCloud ?? false, server?.region ?? null),
    counts: server?.counts ? countWords(server.counts) : undefined,
    permissions:
      rows.length === 0 ? undefined : `${readable} of ${plural(rows.length, 'list')} can be read`,
  })
}

function regionWords(isCloud: boolean, region: string | null): string {
  if (!isCloud) return 'on your own server'
  return region === null ? 'in the ConnectWise cloud' : `ConnectWise cloud region ${region}`
}

function countWords({ companies, openTickets, agreements }: RecordCounts): string {
  return joinWords([
    ...(companies === null ? [] : [plural(companies, 'company', 'companies')]),
    ...(openTickets === null ? [] : [plural(openTickets, 'open ticket')]),
    ...(agreements === null ? [] : [plural(agreements, 'agreement')]),
  ])
}
