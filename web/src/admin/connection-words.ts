/** A stage of the connection test, as the server tells it. */
export interface Stage {
  readonly stage: string
  readonly title: string
  readonly state: 'ok' | 'warning' | 'failed' | 'skipped'
  readonly detail: string
  readonly code?: string
  readonly ms: number
}

/** One line of the permission table. */
export interface PermissionLine {
  readonly stream: string
  readonly title: string
  readonly profile: string
  readonly module: string
  readonly function: string
  readonly actual: string
  readonly state: 'ok' | 'my-only' | 'missing' | 'not-verified'
  readonly fix: string
  readonly reports: readonly string[]
}

/** Something that does not stop a connection but falsifies what it brings. */
export interface Warning {
  readonly code: string
  readonly title: string
  readonly explanation: string
  readonly remedies: readonly string[]
}

/** What ConnectWise said of itself. */
export interface TestedServer {
  readonly companyName: string
  readonly version: string | null
  readonly isCloud: boolean
  readonly region: string | null
  readonly timeZone: string | null
  readonly clockSkewSeconds: number
  readonly counts: {
    readonly companies: number | null
    readonly openTickets: number | null
    readonly agreements: number | null
  } | null
}

/** The answer of `POST /connections/test`. */
export interface ConnectionTest {
  readonly ok: boolean
  readonly code: string
  readonly title: string
  readonly explanation: string
  readonly remedies: readonly string[]
  readonly stage: string
  readonly stages: readonly Stage[]
  readonly evidence: Readonly<Record<string, unknown>>
  readonly normalised: {
    readonly siteUrl?: string
    readonly companyId?: string
    readonly clientId?: string
    readonly changes: readonly { readonly text: string }[]
  }
  readonly server: TestedServer | null
  readonly permissions: readonly PermissionLine[]
  readonly warnings: readonly Warning[]
}

/** The five values as typed. */
export interface FiveValues {
  readonly siteUrl: string
  readonly companyId: string
  readonly publicKey: string
  readonly privateKey: string
  readonly clientId: string
}

/** A saved connection; its keys stay on the server. */
export interface Connection {
  readonly id: string
  readonly name: string
  readonly siteUrl: string
  readonly companyId: string
  readonly clientId: string
  readonly fingerprint: string | null
  readonly serverVersion: string | null
  readonly lastTest: { readonly code: string; readonly at: string } | null
  readonly hasKeys: boolean
  readonly state: 'ready' | 'paused' | 'keys-missing'
  readonly pausedBecause: string | null
  /** For `If-Match`: what was looked at when it was changed. */
  readonly version: number
}

/** The answer to a save that worked. */
export interface SavedConnection {
  readonly connection: Connection
  readonly test: ConnectionTest
}

/** A stream's progress in the sync under way. */
export interface StreamProgress {
  readonly stream: string
  readonly title: string
  readonly state: string
  readonly rows: number
  readonly expected: number | null
  readonly rowsPerSecond: number
  readonly remainingSeconds: number | null
}

/** What one stream did in a finished sync. */
export interface StreamRun {
  readonly stream: string
  readonly outcome: string
  readonly fetched: number
  readonly inserted: number
  readonly updated: number
  readonly buried: number
  readonly quarantined: number
  readonly requests: number
  readonly durationMs: number
  readonly reason: string | null
  readonly error?: {
    readonly code: string
    readonly message: string
    readonly hint?: string | null
  }
}

/** A finished sync out of the history. */
export interface SyncRun {
  readonly id: string
  readonly startedAt: string
  readonly runs: readonly StreamRun[]
}
