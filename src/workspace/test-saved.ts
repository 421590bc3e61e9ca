import type { Connection } from '../accounts/connections.ts'
import type { ConnectionTestResult, StageResult } from '../psa/connection-test.ts'
import { streams } from '../streams/catalogue.ts'
import type { Asker } from './asker.ts'
import { streamCopies } from './stream-copies.ts'
import type { SyncParts } from './sync-workspace.ts'
import { testValues } from './test-values.ts'

/**
 * The staged test of the connection as it is saved. How it ended is kept; when all is well, a paused
 * schedule goes on. Throws `keys-missing`, `key-wrong`, `seal-broken`.
 */
export async function testSaved(
  parts: SyncParts,
  connection: Connection,
  asker: Asker,
  onStage?: (stage: StageResult) => void,
): Promise<ConnectionTestResult> {
  const { accounts, record } = parts
  const saved = await accounts.openCredentials(connection)
  const { siteUrl, companyId, clientId, publicKey, privateKey } = saved
  const input = { siteUrl, companyId, clientId, publicKey, privateKey }
  const result = await testValues(parts, input, onStage, await workedUntil(parts))
  await accounts.recordTest(connection, result.code)
  if (result.ok) await accounts.resumeConnection(connection)
  await accounts.audit.record({
    workspaceId: record.id,
    ...asker,
    action: 'connection.tested',
    subject: connection.name,
    detail: { code: result.code, fingerprint: connection.fingerprint },
  })
  return result
}

/** The last moment at which ConnectWise let us read something. */
async function workedUntil({ store }: SyncParts): Promise<Date | null> {
  const copies = await streamCopies(store, streams)
  const last = copies
    .flatMap(({ coveredUntil }) => coveredUntil ?? [])
    .toSorted()
    .at(-1)
  return last === undefined ? null : new Date(last)
}
