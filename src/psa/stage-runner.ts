import type { DiagnosisCode } from './diagnose.ts'
import { secondsOf } from './network-errors.ts'
import { PsaError } from './psa-error.ts'

/** The steps of a connection test, in order; names and budgets are those of its description. */
const STAGES = {
  S0: { title: 'Values', budgetMs: 1000 },
  S1: { title: 'Address', budgetMs: 4000 },
  S2: { title: 'Encryption', budgetMs: 11_000 },
  S3: { title: 'Company', budgetMs: 12_000 },
  S4: { title: 'API', budgetMs: 1000 },
  S5: { title: 'Sign-in', budgetMs: 20_000 },
  S6: { title: 'Member', budgetMs: 5000 },
  S7: { title: 'Permissions', budgetMs: 12_000 },
  S8: { title: 'Records', budgetMs: 5000 },
} as const

export type StageName = keyof typeof STAGES

/** How one stage went. */
export interface StageResult {
  readonly stage: StageName
  readonly title: string
  readonly state: 'ok' | 'warning' | 'failed' | 'skipped'
  /** One line in words: what was found. */
  readonly detail: string
  readonly code?: DiagnosisCode
  readonly ms: number
}

/** What a stage hands on, and what it says of itself. */
interface StageOutcome<T> {
  readonly value: T
  readonly detail: string
  readonly state?: 'ok' | 'warning'
}

export interface StageRunner {
  readonly results: readonly StageResult[]
  /** Stage that is under way or was last. */
  readonly current: StageName
  /** Runs a stage within its budget; a failure is recorded and thrown as `PsaError`. */
  run<T>(
    stage: StageName,
    body: (signal: AbortSignal) => StageOutcome<T> | Promise<StageOutcome<T>>,
  ): Promise<T>
  /** Every stage, the ones never reached as skipped. */
  complete(): readonly StageResult[]
}

export function createStageRunner(
  budgetFactor: number,
  onStage: (stage: StageResult) => void,
): StageRunner {
  const results: StageResult[] = []
  let current: StageName = 'S0'

  const record = (result: StageResult): void => {
    results.push(result)
    onStage(result)
  }

  return {
    results,
    get current() {
      return current
    },

    async run(stage, body) {
      current = stage
      const { title, budgetMs } = STAGES[stage]
      const startedAt = performance.now()
      const ms = (): number => Math.round(performance.now() - startedAt)
      const signal = AbortSignal.timeout(budgetMs * budgetFactor)
      try {
        const { value, detail, state = 'ok' } = await body(signal)
        record({ stage, title, state, detail, ms: ms() })
        return value
      } catch (thrown) {
        const error = inWords(thrown, signal, budgetMs * budgetFactor)
        if (error instanceof PsaError) {
          const { code, message } = error
          record({ stage, title, state: 'failed', detail: message, code, ms: ms() })
        }
        throw error
      }
    },

    complete() {
      const names = Object.keys(STAGES) as StageName[]
      return names.map(
        (stage) =>
          results.find((result) => result.stage === stage) ?? {
            stage,
            title: STAGES[stage].title,
            state: 'skipped',
            detail: 'Not reached.',
            ms: 0,
          },
      )
    },
  }
}

/** A stage that outlived its budget is a slow server, whatever was under way when it ended. */
function inWords(thrown: unknown, signal: AbortSignal, budgetMs: number): unknown {
  if (thrown instanceof PsaError || !signal.aborted) return thrown
  return new PsaError('API-SLOW', {
    values: { wait: secondsOf(budgetMs) },
    cause: thrown,
  })
}
