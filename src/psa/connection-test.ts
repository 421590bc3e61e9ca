import type { Clock } from '../kernel/clock.ts'
import type { Log } from '../kernel/log.ts'
import { joinWords } from '../kernel/words.ts'
import type { CredentialInput } from './credentials.ts'
import type { DiagnosisCode, Finding } from './diagnose.ts'
import { diagnose } from './diagnose.ts'
import type { PermissionRow, PermissionSubject } from './permissions.ts'
import type { Resolve } from './pinned-lookup.ts'
import type { Evidence } from './psa-error.ts'
import { PsaError } from './psa-error.ts'
import type { RecordCounts } from './record-counts.ts'
import type { Redact } from './redact.ts'
import { createRedact } from './redact.ts'
import type { TestProgress } from './run-stages.ts'
import { runStages } from './run-stages.ts'
import type { SiteChange } from './site-address.ts'
import type { StageName, StageResult, StageRunner } from './stage-runner.ts'
import { createStageRunner } from './stage-runner.ts'
import { successFinding } from './success-finding.ts'

export type { StageName, StageResult } from './stage-runner.ts'

/** The five values, as typed. */
export interface ConnectionInput extends CredentialInput {
  readonly siteUrl: string
}

export interface ConnectionTestDeps {
  readonly clock: Clock
  readonly log: Log
  /** What is to be readable; this layer does not know the streams. */
  readonly streams: readonly PermissionSubject[]
  /** Servers beyond the ConnectWise cloud, `host:port`. */
  readonly allowedHosts?: readonly string[]
  /** Called as each stage ends, for live display. */
  readonly onStage?: (stage: StageResult) => void
  readonly resolve?: Resolve
  /** PEM of an authority to trust beside the built-in ones. */
  readonly extraCa?: string
  /** API origins to search for a company that its server does not know. Default: the cloud's regions. */
  readonly regions?: readonly string[]
  /** Addresses this installation calls from, for firewall remedies. */
  readonly egress?: readonly string[]
  /** When these values last worked: refused keys are then told as revoked, not as mistyped. */
  readonly workedUntil?: Date
  /** Other connections: the same company is not connected twice. */
  readonly others?: readonly OtherConnection[]
  /** Set when an existing connection is changed: it must stay with its company. */
  readonly replaces?: OtherConnection
  /** Stretches or shrinks the time every stage may take. Default: 1. */
  readonly budgetFactor?: number
}

/** A connection that exists, by what makes it the same as another. */
export interface OtherConnection {
  readonly name: string
  readonly siteUrl: string
  readonly companyId: string
}

/** What the server said of itself. */
export interface TestedServer {
  readonly companyName: string
  /** `2025.1`, or `v2025.1.12345` without its v. */
  readonly version: string | null
  readonly codebase: string | null
  readonly isCloud: boolean
  /** `NA`, `EU` …; null on premises. */
  readonly region: string | null
  /** A Windows zone name such as `Eastern Standard Time`. */
  readonly timeZone: string | null
  /** Server minus this machine. */
  readonly clockSkewSeconds: number
  readonly counts: RecordCounts | null
}

/** The values as they would be saved; keys are not among them. */
export interface NormalisedValues {
  readonly siteUrl?: string
  readonly companyId?: string
  readonly clientId?: string
  readonly changes: readonly SiteChange[]
}

export type ConnectionWarning = Pick<Finding, 'code' | 'title' | 'explanation' | 'remedies'>

/** The answer of a test: plain data, safe to store, send and show. */
export interface ConnectionTestResult {
  readonly ok: boolean
  /** True when nothing can be synced like this; such a connection is kept as a draft only. */
  readonly blocking: boolean
  readonly code: DiagnosisCode
  readonly title: string
  readonly explanation: string
  /** Most likely first. */
  readonly remedies: readonly string[]
  /** Where it ended: the failed stage, or the last one. */
  readonly stage: StageName
  readonly stages: readonly StageResult[]
  readonly evidence: Evidence
  readonly normalised: NormalisedValues
  readonly server: TestedServer | null
  readonly permissions: readonly PermissionRow[]
  readonly warnings: readonly ConnectionWarning[]
}

/**
 * Tests a connection in stages, from the form of the values to the records that can be seen, and
 * ends at the first thing that stands in the way. Does not throw for anything that a server, a
 * network or a typist can do: that is what the result is for. Nothing is written to ConnectWise.
 */
export async function testConnection(
  input: ConnectionInput,
  deps: ConnectionTestDeps,
): Promise<ConnectionTestResult> {
  const redact = createRedact([input.privateKey.trim(), input.publicKey.trim()])
  const runner = createStageRunner(deps.budgetFactor ?? 1, (stage) =>
    deps.onStage?.(redacted(stage, redact)),
  )
  const progress: TestProgress = { warnings: [] }
  try {
    await runStages(input, deps, runner, progress)
    return redacted(resultOf(successFinding(progress), runner, progress), redact)
  } catch (error) {
    if (!(error instanceof PsaError)) throw error
    progress.evidence = error.evidence
    return redacted(resultOf(findingOf(error, deps), runner, progress), redact)
  } finally {
    await progress.http?.close()
  }
}

function findingOf(
  { code, values }: PsaError,
  { egress, workedUntil }: ConnectionTestDeps,
): Finding {
  if (code === 'AUTH-401' && workedUntil) {
    return diagnose('AUTH-LATER', { time: `${workedUntil.toISOString().slice(0, 16)}Z` })
  }
  return diagnose(code, { ...values, ...(egress ? { egress: joinWords(egress) } : {}) })
}

function resultOf(
  finding: Finding,
  runner: StageRunner,
  progress: TestProgress,
): ConnectionTestResult {
  const ok = finding.code === 'OK'
  const { site, credentials, permissions } = progress
  return {
    ok,
    blocking: !ok,
    code: finding.code,
    title: finding.title,
    explanation: finding.explanation,
    remedies: finding.remedies,
    stage: runner.current,
    stages: runner.complete(),
    evidence: progress.evidence ?? {},
    normalised: {
      ...(site ? { siteUrl: site.origin } : {}),
      ...(credentials ? { companyId: credentials.companyId, clientId: credentials.clientId } : {}),
      changes: site?.changes ?? [],
    },
    server: progress.server ?? null,
    permissions: permissions?.rows ?? [],
    warnings: progress.warnings.map(({ code, title, explanation, remedies }) => ({
      code,
      title,
      explanation,
      remedies,
    })),
  }
}

/** The last line of defence: whatever a server echoed, no key leaves in any text. */
function redacted<T>(value: T, redact: Redact): T {
  return JSON.parse(
    JSON.stringify(value, (_key, inner: unknown) =>
      typeof inner === 'string' ? redact(inner) : inner,
    ),
  ) as T
}
