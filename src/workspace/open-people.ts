import { openAccounts } from '../accounts/open-accounts.ts'
import type { People } from '../accounts/people/people.ts'
import type { Config } from '../config/load-config.ts'
import type { Clock } from '../kernel/clock.ts'
import { workspaceAudit, type WorkspaceAudit } from './workspace-audit.ts'

/** The people of one workspace without its data: for commands that run beside a server. */
export interface OpenPeople {
  readonly people: People
  readonly audit: WorkspaceAudit
  close(): Promise<void>
}

/** Opens the control store only. Throws what the control store and the key file throw. */
export async function openPeople(
  { config, clock }: { readonly config: Config; readonly clock: Clock },
  slug: string,
): Promise<OpenPeople> {
  const { dataDir, keyFile } = config
  const accounts = await openAccounts({ dataDir, keyFile, clock, hosted: config.hosted !== null })
  try {
    const record = await accounts.ensureWorkspace(slug)
    return {
      people: accounts.people(record),
      audit: workspaceAudit(accounts.audit, record.id),
      close: () => accounts.close(),
    }
  } catch (error) {
    await accounts.close()
    throw error
  }
}
