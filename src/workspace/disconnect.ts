import type { Connection } from '../accounts/connections.ts'
import { settingsSchema, withoutChosenIds } from '../model/settings.ts'
import type { Store } from '../store/store.ts'
import type { Asker } from './asker.ts'
import type { BackgroundSync } from './background-sync.ts'
import type { RenewableStore } from './renewable-store.ts'
import type { SyncParts } from './sync-workspace.ts'

export interface DisconnectParts extends SyncParts {
  readonly store: RenewableStore
  readonly syncs: BackgroundSync
  /** Makes an empty store answer: its tables and the model. */
  readonly makeReady: (empty: Store) => Promise<void>
}

/**
 * Erases the keys. With `delete` also everything that was copied, and the choices that name its
 * records: what is opened then is as empty as on the first day. A sync under way is stopped first.
 */
export async function disconnectFrom(
  parts: DisconnectParts,
  connection: Connection,
  data: 'keep' | 'delete',
  asker: Asker,
): Promise<void> {
  const { accounts, record, store, syncs, makeReady } = parts
  // Keys first: whatever is interrupted now, nothing is fetched any more.
  await accounts.disconnect(connection)
  await syncs.cancel()
  if (data === 'delete') {
    const { settings } = await accounts.readSettings(record)
    await accounts.writeSettings(record, withoutChosenIds(settingsSchema.parse(settings)))
    await store.renew(makeReady)
    await accounts.forgetConnection(record)
  }
  await accounts.audit.record({
    workspaceId: record.id,
    ...asker,
    action: 'connection.disconnected',
    subject: connection.name,
    detail: { data, fingerprint: connection.fingerprint },
  })
}
