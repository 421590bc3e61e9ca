import type { Clock } from '../kernel/clock.ts'
import type { Config } from '../config/load-config.ts'
import type { ConnectionInput, ConnectionTestResult, StageResult } from '../psa/connection-test.ts'
import type { Report } from '../reporting/define-report.ts'
import type { KeyRotation, RotationStep } from '../workspace/rotate-key.ts'
import type { OpenPeople } from '../workspace/open-people.ts'
import type { Workspace } from '../workspace/workspace.ts'
import type { Io } from './io.ts'

/** What every command gets from the composition root. */
export interface CliParts {
  readonly io: Io
  readonly clock: Clock
  readonly version: string
  /** True when the operator asked for stack traces. */
  readonly debug: boolean
  /** Reads the environment; throws `config-invalid`. */
  readonly config: () => Promise<Config>
  /** Every report there is; the list needs no data. */
  readonly catalogue: () => Promise<readonly Report[]>
  /** The staged connection test; needs no data. */
  readonly testConnection: (
    config: Config,
    input: ConnectionInput,
    onStage: (stage: StageResult) => void,
  ) => Promise<ConnectionTestResult>
  /** Opens the data of a workspace, with the engine set up for the work; the caller closes it. */
  readonly openWorkspace: (config: Config, slug: string, work: Work) => Promise<Workspace>
  /** Replaces the key of the key file; needs no data. */
  readonly rotateKey: (config: Config, onStep: (step: RotationStep) => void) => Promise<KeyRotation>
  /** Opens the people of a workspace, needs no data; the caller closes them. */
  readonly openPeople: (config: Config, slug: string) => Promise<OpenPeople>
  /** Starts the pages and the API over an open workspace. */
  readonly startServer: (parts: ServerParts) => Promise<RunningServer>
  /** The program itself, for the practice PSA that `demo` starts beside it. */
  readonly program: { readonly node: string; readonly main: string }
}

export interface ServerParts {
  readonly workspace: Workspace
  readonly config: Config
  readonly clock: Clock
  readonly port: number
  /** The folder of the built web app; null where it could not be built. */
  readonly web: string | null
}

export interface RunningServer {
  readonly url: string
  close(): Promise<void>
}

/** What every command may be told on the command line. */
export interface CommonOptions {
  readonly json?: boolean
  readonly workspace: string
}

/** Copying is paced by ConnectWise and stays small; answering takes both cores and more memory. */
export type Work = 'copying' | 'answering'

/** Opens the workspace, works, and closes it whatever happened. */
export async function withWorkspace<T>(
  parts: CliParts,
  slug: string,
  work: (workspace: Workspace) => Promise<T>,
  kind: Work = 'answering',
): Promise<T> {
  const workspace = await parts.openWorkspace(await parts.config(), slug, kind)
  try {
    return await work(workspace)
  } finally {
    await workspace.close()
  }
}
