import type { People } from '../accounts/people/people.ts'
import type { ConnectionInput, ConnectionTestResult, StageResult } from '../psa/connection-test.ts'
import type { Answer, Freshness } from '../reporting/answer.ts'
import type { Report } from '../reporting/define-report.ts'
import type { Briefing, Workspace as About } from '../delivery/briefing.ts'
import type { Row } from '../store/store.ts'
import type { SyncProgress, SyncReport } from '../sync/sync-report.ts'
import type { Asker } from './asker.ts'
import type { StartedSync } from './background-sync.ts'
import type { ConnectionChange, SavedConnection } from './change-connection.ts'
import type { ConnectionView, KeptData } from './describe-connection.ts'
import type { Finding } from './examine.ts'
import type { Intake } from './intake.ts'
import type { MappingSettings } from './mapping-settings.ts'
import type { PreviewedChange } from './preview-settings.ts'
import type { SyncEvent } from './sync-events.ts'
import type { RecordedSync } from './sync-runs.ts'
import type { WorkspaceAudit } from './workspace-audit.ts'

export interface SyncRequest {
  /** Stream names; all where absent. Throws `unknown-stream`. */
  readonly only?: readonly string[]
  readonly full?: boolean
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: SyncProgress) => void
  /** Whose use of the keys it is; the system's where absent. */
  readonly asker?: Asker
}

/** One open MSP: everything that a command or a route may ask for. */
export interface Workspace {
  /** What its pages are headed with, and how its days and money are written. */
  about(): Promise<About>
  readonly catalogue: readonly Report[]
  /** Throws `report-not-found`. */
  report(id: string): Report
  /**
   * The staged test; keeps nothing but who asked for it, and throws nothing that a server or a typist
   * can cause.
   */
  testConnection(
    input: ConnectionInput,
    onStage?: (stage: StageResult) => void,
    asker?: Asker,
  ): Promise<ConnectionTestResult>
  /** Seals and keeps the values of a test that went well. */
  saveConnection(input: ConnectionInput, result: ConnectionTestResult): Promise<void>
  isConnected(): Promise<boolean>
  /** Without keys; one at most. */
  connections(): Promise<readonly ConnectionView[]>
  /** Whose data stayed when its connection was given up; null where there is none. */
  keptData(): Promise<KeptData | null>
  /** Tests, then saves. Throws `connection-changed` where another connection is there already. */
  connect(input: ConnectionInput, asker: Asker): Promise<SavedConnection>
  /**
   * Tests, then saves what changed; `replaces` is the version that was looked at. Throws
   * `connection-missing`, `keys-needed`, `keys-incomplete`, `connection-changed`, `other-company`.
   */
  changeConnection(
    id: string,
    change: ConnectionChange,
    asker: Asker,
    replaces?: number,
  ): Promise<SavedConnection>
  /** The staged test with the saved keys. Throws `connection-missing`, `keys-missing`. */
  testSaved(
    id: string,
    asker: Asker,
    onStage?: (stage: StageResult) => void,
  ): Promise<ConnectionTestResult>
  /** Erases the keys, and with `delete` everything that was copied, also earlier. Throws `connection-missing`. */
  disconnect(id: string, data: 'keep' | 'delete', asker: Asker): Promise<void>
  /** One sync, awaited. Throws `connection-missing` before one was saved, `sync-running`. */
  sync(request?: SyncRequest): Promise<SyncReport>
  /**
   * One sync, begun; lifts a pause. Throws `connection-missing`, `keys-missing`, `sync-running`.
   */
  startSync(id: string, asker: Asker): Promise<StartedSync>
  /** Stops the sync under way at its next page; false when there is none. */
  cancelSync(id: string): Promise<boolean>
  /** The sync as it goes on, whoever began it, until the signal. */
  followSync(signal: AbortSignal): AsyncGenerator<SyncEvent, void, void>
  /** True when the schedule may ask ConnectWise: connected, with keys, not paused, not asking now. */
  maySync(): Promise<boolean>
  /** The settings, and for each mapping what there is to choose from. */
  mappingSettings(): Promise<MappingSettings>
  /**
   * Replaces all settings; every figure follows. Says the new version. Throws `invalid-settings`,
   * `settings-changed`.
   */
  saveSettings(settings: unknown, replaces: number, asker: Asker): Promise<number>
  /** What other settings would change; nothing is saved. Throws `invalid-settings`, `report-not-found`. */
  previewSettings(
    settings: unknown,
    reports?: readonly string[],
  ): Promise<readonly PreviewedChange[]>
  /** The latest syncs, newest first. */
  syncRuns(): Promise<readonly RecordedSync[]>
  streamStates(): Promise<readonly Freshness[]>
  /** Throws `report-not-found`, `invalid-parameter`, `report-unavailable`. */
  answer(id: string, params?: Readonly<Record<string, string>>): Promise<Answer>
  briefing(): Promise<Briefing>
  /** One read-only statement, at most `maxRows` rows. Throws `query-failed`, `query-timeout`. */
  sql(text: string, maxRows: number): Promise<readonly Row[]>
  /** What is wrong with this installation, and what to do. */
  examine(): Promise<readonly Finding[]>
  /** Who may sign in here, and how. */
  readonly people: People
  /** One-time links with which a client hands over its keys. */
  readonly intake: Intake
  /** Who did what here. */
  readonly audit: WorkspaceAudit
  close(): Promise<void>
}
