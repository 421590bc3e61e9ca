import type { Clock } from '../kernel/clock.ts'
import { type AuditLog, auditLog } from './audit-log.ts'
import { auditRefusal } from './audit-refusal.ts'
import {
  disconnect,
  forgetConnection,
  pauseConnection,
  resumeConnection,
} from './connection-state.ts'
import {
  type Connection,
  connectionOf,
  type ConnectionToSave,
  type Credentials,
  keptConnectionOf,
  openCredentials,
  recordTest,
  saveConnection,
} from './connections.ts'
import { openControlDatabase } from './control-database.ts'
import { type IntakeLinks, intakeLinks } from './intake.ts'
import { openKeyRing } from './key-ring.ts'
import { type KeyRotation, rotateKey, type RotationStep } from './rotate-key.ts'
import { createPasswordHasher } from './people/password-hash.ts'
import { type People, peopleOf } from './people/people.ts'
import { readSettings, type Settings, type VersionedSettings, writeSettings } from './settings.ts'
import { hasSealedKeys, proveKey } from './workspace-keys.ts'
import { ensureWorkspace, type WorkspaceRecord } from './workspaces.ts'

export interface AccountsOptions {
  readonly dataDir: string
  readonly keyFile: string
  readonly clock: Clock
  /** Where many processes share one key, none may make it: a missing key file is an error. */
  readonly hosted?: boolean
  /** How long to wait for another process that writes. Default: 5,000. */
  readonly busyTimeoutMs?: number
}

/** The control store: workspaces, their sealed way into ConnectWise, their settings. */
export interface Accounts {
  /** Finds or makes it. Throws `invalid-workspace`. */
  ensureWorkspace(slug: string): Promise<WorkspaceRecord>
  /** Without its keys; null before one was saved. */
  connectionOf(workspace: WorkspaceRecord): Promise<Connection | null>
  /** Given up while its data stayed; without keys. */
  keptConnectionOf(workspace: WorkspaceRecord): Promise<Connection | null>
  /** Keys left out stay, unless site, API host or company changed. Throws `keys-incomplete`. */
  saveConnection(workspace: WorkspaceRecord, input: ConnectionToSave): Promise<Connection>
  recordTest(connection: Connection, code: string): Promise<void>
  pauseConnection(connection: Connection, because: string): Promise<void>
  resumeConnection(connection: Connection): Promise<void>
  /** Erases the keys; the data's company is remembered until `forgetConnection`. */
  disconnect(connection: Connection): Promise<void>
  forgetConnection(workspace: WorkspaceRecord): Promise<void>
  /** For the sync only. Throws `connection-missing`, `keys-missing`, `key-wrong`, `seal-broken`. */
  openCredentials(connection: Connection): Promise<Credentials>
  readSettings(workspace: WorkspaceRecord): Promise<VersionedSettings>
  /** Says the new version. Throws `settings-changed`. */
  writeSettings(workspace: WorkspaceRecord, settings: Settings, replaces?: number): Promise<number>
  /**
   * A new key for the key file, while other processes go on; brings a rotation that was stopped to its
   * end. Throws `rotation-incomplete`, `key-unreadable`.
   */
  rotateKey(onStep?: (step: RotationStep) => void): Promise<KeyRotation>
  /** One-time links with which clients hand over their keys. */
  intake(workspace: WorkspaceRecord): IntakeLinks
  /** Who did what: append-only. */
  readonly audit: AuditLog
  /** Who may sign in to a workspace, and how. */
  people(workspace: WorkspaceRecord): People
  close(): Promise<void>
}

/**
 * Opens the control store of a data directory and the key that its secrets are sealed with; both are
 * made on the first start. Throws `data-unreadable`, `data-in-use`, `data-corrupt`, `data-newer`,
 * `disk-full`, `key-missing`, `key-invalid`, `key-exposed`, `key-unreadable`, `key-wrong`.
 */
export async function openAccounts(options: AccountsOptions): Promise<Accounts> {
  const { clock, keyFile, hosted = false } = options
  const db = openControlDatabase(options)
  try {
    const key = openKeyRing(keyFile, { mayCreate: !hosted && !(await hasSealedKeys(db)) })
    const audit = auditLog(db, clock)
    await auditRefusal(audit, { subject: 'key file' }, () => proveKey(db, key))
    const hasher = createPasswordHasher()
    return {
      ensureWorkspace: (slug) => ensureWorkspace(db, slug, clock),
      connectionOf: (workspace) => connectionOf(db, workspace),
      keptConnectionOf: (workspace) => keptConnectionOf(db, workspace),
      saveConnection: (workspace, input) => saveConnection(db, key, workspace, input, clock),
      recordTest: (connection, code) => recordTest(db, connection, code, clock),
      pauseConnection: (connection, because) => pauseConnection(db, connection, because, clock),
      resumeConnection: (connection) => resumeConnection(db, connection),
      disconnect: (connection) => disconnect(db, connection, clock),
      forgetConnection: (workspace) => forgetConnection(db, workspace),
      openCredentials: (connection) =>
        auditRefusal(audit, { workspaceId: connection.workspaceId, subject: connection.name }, () =>
          openCredentials(db, key, connection),
        ),
      rotateKey: (onStep) => rotateKey({ db, master: key, keyFile, clock, onStep }),
      readSettings: (workspace) => readSettings(db, workspace),
      writeSettings: (workspace, settings, replaces) =>
        writeSettings(db, workspace, settings, clock, replaces),
      intake: (workspace) => intakeLinks(db, workspace, clock),
      audit,
      people: (workspace) => peopleOf({ db, master: key, workspace, clock, hasher }),
      close: () => db.destroy(),
    }
  } catch (error) {
    await db.destroy()
    throw error
  }
}
