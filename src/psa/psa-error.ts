import { AppError } from '../kernel/app-error.ts'
import type { DiagnosisCode, DiagnosisValues, Finding } from './diagnose.ts'
import { diagnose } from './diagnose.ts'

/** What was seen on the wire, fit for a support block: no query, no secret, no record. */
export interface Evidence {
  /** Address without its query. */
  readonly url?: string
  readonly httpStatus?: number
  readonly contentType?: string
  /** `code` of ConnectWise's error body. */
  readonly cwCode?: string
  /** Its message, at most 300 characters, secrets struck out. */
  readonly cwMessage?: string
  /** Code of the network fault: `ECONNREFUSED`, `CERT_HAS_EXPIRED`. */
  readonly fault?: string
  readonly requestMs?: number
  /** ConnectWise's own number for the request (`x-cw-request-id`): its support can look it up. */
  readonly requestId?: string
  /** The server's `Date` header as sent. */
  readonly date?: string
}

export interface PsaErrorOptions {
  readonly values?: DiagnosisValues
  readonly evidence?: Evidence
  /** True when asking again can help: network faults, 429, most 5xx. */
  readonly retryable?: boolean
  /** The wait that ConnectWise asked for. */
  readonly retryAfterMs?: number
  readonly cause?: unknown
}

/** A failed exchange with ConnectWise: an `AppError` whose code is a diagnosis code. */
export class PsaError extends AppError {
  declare readonly code: DiagnosisCode
  readonly finding: Finding
  /** What the finding's texts were filled with. */
  readonly values: DiagnosisValues
  readonly evidence: Evidence
  readonly retryable: boolean
  readonly retryAfterMs: number | undefined

  constructor(code: DiagnosisCode, options: PsaErrorOptions = {}) {
    const finding = diagnose(code, options.values)
    const [hint] = finding.remedies
    super(finding.title, {
      code,
      remedy: finding.remedy,
      ...(hint === undefined ? {} : { hint }),
      ...('cause' in options ? { cause: options.cause } : {}),
    })
    this.finding = finding
    this.values = options.values ?? {}
    this.evidence = options.evidence ?? {}
    this.retryable = options.retryable ?? false
    this.retryAfterMs = options.retryAfterMs
  }
}
