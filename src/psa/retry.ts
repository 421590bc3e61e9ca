import type { RequestBudget } from './budget.ts'
import { PsaError } from './psa-error.ts'

/** How patiently a request is repeated. */
export interface RetryPolicy {
  /** Tries in all, the first included. */
  readonly tries: number
  /** Back-off before the second try; doubles each time, up to the cap. */
  readonly baseMs: number
  readonly capMs: number
  /** Pause after a 429 that names none; doubles each time, up to two minutes. */
  readonly throttledMs: number
  /** A pause longer than this is not waited for: the caller is told, and may pause itself. */
  readonly longestPauseMs: number
}

/** For syncing: the Developer Guide's figures for background work. */
export const BACKGROUND: RetryPolicy = {
  tries: 6,
  baseMs: 500,
  capMs: 30_000,
  throttledMs: 30_000,
  longestPauseMs: 300_000,
}

/** While somebody waits at the screen: one repetition, soon. */
export const INTERACTIVE: RetryPolicy = {
  tries: 2,
  baseMs: 100,
  capMs: 2000,
  throttledMs: 2000,
  longestPauseMs: 3000,
}

const LONGEST_UNNAMED_PAUSE_MS = 120_000

export interface RetryParts {
  readonly budget: RequestBudget
  readonly policy: RetryPolicy
  /** 0 to 1, as `Math.random`. */
  readonly random: () => number
  readonly onRetry?: (error: PsaError, tries: number) => void
}

/**
 * Runs a request within the budget and repeats it while its `PsaError` says that this can help:
 * exponential back-off with full jitter; after a 429 everybody on the connection pauses.
 */
export async function withRetries<T>(
  request: () => Promise<T>,
  { budget, policy, random, onRetry }: RetryParts,
  signal?: AbortSignal,
): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await budget.run(request, signal)
    } catch (error) {
      if (!(error instanceof PsaError) || !error.retryable) throw error
      const pauseMs = error.code === 'API-429' ? throttlePause(error, policy, tries) : 0
      if (pauseMs > 0) budget.pause(Math.min(pauseMs, policy.longestPauseMs))
      if (tries >= policy.tries || pauseMs > policy.longestPauseMs) throw error
      onRetry?.(error, tries)
      if (pauseMs === 0) await budget.wait(backOff(policy, tries, random), signal)
    }
  }
}

function throttlePause(error: PsaError, policy: RetryPolicy, tries: number): number {
  const unnamed = Math.min(policy.throttledMs * 2 ** (tries - 1), LONGEST_UNNAMED_PAUSE_MS)
  return error.retryAfterMs ?? unnamed
}

function backOff(policy: RetryPolicy, tries: number, random: () => number): number {
  return Math.round(random() * Math.min(policy.capMs, policy.baseMs * 2 ** (tries - 1)))
}
