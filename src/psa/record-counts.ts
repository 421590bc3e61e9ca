import type { Finding } from './diagnose.ts'
import { diagnose } from './diagnose.ts'
import type { SecurityRole } from './permissions.ts'
import type { PsaRequests } from './psa-requests.ts'
import { readCount } from './read-reply.ts'

/** How much the member can see; null where it may not count or the answer took too long. */
export interface RecordCounts {
  readonly companies: number | null
  readonly openTickets: number | null
  readonly agreements: number | null
  readonly configurations: number | null
  readonly timeEntries: number | null
}

/** Stage S8: what is visible, counted by ConnectWise. */
export async function countRecords(
  requests: PsaRequests,
  signal: AbortSignal,
): Promise<RecordCounts> {
  const count = async (endpoint: string, conditions?: string): Promise<number | null> => {
    try {
      const path = `${endpoint}/count`
      return await requests.ask({ path, query: { conditions }, signal }, readCount)
    } catch {
      return null
    }
  }
  const [companies, openTickets, agreements, configurations, timeEntries] = await Promise.all([
    count('/company/companies'),
    count('/service/tickets', 'closedFlag = false'),
    count('/finance/agreements'),
    count('/company/configurations'),
    count('/time/entries'),
  ])
  return { companies, openTickets, agreements, configurations, timeEntries }
}

/** Emptiness that a role or a level explains better than an empty PSA does. */
export function emptinessWarnings(
  counts: RecordCounts,
  role: SecurityRole | null,
  roleName: string | null,
): readonly Finding[] {
  const values = { role: roleName ?? '<role>' }
  const warnings: Finding[] = []
  if (counts.companies === 0) warnings.push(diagnose('OK-EMPTY'))
  const agreements = role?.lineOf({ module: 'Finance', function: 'Agreements' })
  if (counts.agreements === 0 && agreements?.isCustomizable) {
    warnings.push(diagnose('PERM-AGR', values))
  }
  const configurations = role?.lineOf({ module: 'Companies', function: 'Configurations' })
  if (counts.configurations === 0 && configurations?.isCustomizable) {
    warnings.push(diagnose('PERM-CFG', values))
  }
  return warnings
}
