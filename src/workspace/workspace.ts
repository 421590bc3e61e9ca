import type { ConnectionInput, ConnectionTestResult, StageResult } from '../psa/connection-test.ts'
import type { Answer, Freshness } from '../reporting/answer.ts'
import type { Report } from '../reporting/define-report.ts'
import type { Briefing, Workspace as About } from '../delivery/briefing.ts'
import type { Row } from '../store/store.ts'
import type { SyncProgress, SyncReport } from '../sync/sync-report.ts'
import type { Finding } from './examine.ts'
import type { RecordedSync } from './sync-runs.ts'
import type { WorkspaceAudit } from './workspace-audit.ts'

export interface SyncRequest {
  /** Stream names; all where absent. Throws `unknown-stream`. */
  readonly only?: readonly string[]
  readonly full?: boolean
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: SyncProgress) => void
}

/** One open MSP: everything that a command or a route may ask for. */
export interface Workspace {
  /** What its pages are headed with, and how its days and money are written. */
  about(): Promise<About>
  readonly catalogue: readonly Report[]
  /** Throws `report-not-found`. */
  report(id: string): Report
  /** The staged test; stores nothing and throws nothing that a server or a typist can cause. */
  testConnection(
    input: ConnectionInput,
    onStage?: (stage: StageResult) => void,
  ): Promise<ConnectionTestResult>
  /** Seals and keeps the values of a test that went well. */
  saveConnection(input: ConnectionInput, result: ConnectionTestResult): Promise<void>
  isConnected(): Promise<boolean>
  /** Throws `connection-missing` before one was saved. */
  sync(request?: SyncRequest): Promise<SyncReport>
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
  /** Who did what here. */
  readonly audit: WorkspaceAudit
  close(): Promise<void>
}
