import { setTimeout as timer } from 'node:timers/promises'
import type { Clock } from '../kernel/clock.ts'
import { systemClock } from '../kernel/clock.ts'

export interface BudgetOptions {
  /** Requests under way at once. Default 4: twelve at once tripped the limit in the field, four did not. */
  readonly concurrency?: number
  /** Requests in any 60 seconds. Default 600: ConnectWise throttles somewhere above 1,000, shared with other integrations. */
  readonly perMinute?: number
}

/** Waits; rejects with the signal's reason when it is aborted meanwhile. */
export type Sleep = (ms: number, signal?: AbortSignal) => Promise<void>

const systemSleep: Sleep = async (ms, signal) => {
  await timer(ms, undefined, signal ? { signal } : {})
}

export interface BudgetParts {
  readonly clock?: Clock
  readonly sleep?: Sleep
}

const MINUTE_MS = 60_000

/**
 * What one connection may ask of ConnectWise: so many requests at once, so many in any minute, and
 * none while ConnectWise has asked for a pause. Everybody who asks through the connection shares it
 * and waits here, ahead of the request, in the order of asking.
 */
export class RequestBudget {
  readonly #concurrency: number
  readonly #perMinute: number
  readonly #clock: Clock
  readonly #sleep: Sleep
  readonly #waiting: (() => void)[] = []
  /** When the requests of the last minute were let through, oldest first. */
  readonly #passed: number[] = []
  #underWay = 0
  #pausedUntil = 0
  #waitedMs = 0

  constructor(options: BudgetOptions = {}, parts: BudgetParts = {}) {
    this.#concurrency = options.concurrency ?? 4
    this.#perMinute = options.perMinute ?? 600
    this.#clock = parts.clock ?? systemClock
    this.#sleep = parts.sleep ?? systemSleep
  }

  /** Waited by all requests together, for rate and pauses; waiting for a free slot is not counted. */
  get waitedMs(): number {
    return this.#waitedMs
  }

  /** Runs a request when the budget allows it. */
  async run<T>(request: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    await this.#takeSlot(signal)
    try {
      await this.#waitForTurn(signal)
      this.#passed.push(this.#now())
      return await request()
    } finally {
      // The place goes straight to whoever waits longest: a newcomer cannot slip in between.
      const next = this.#waiting.shift()
      if (next) next()
      else this.#underWay -= 1
    }
  }

  /** Nobody asks anything for this long: the answer to a 429. A shorter pause never ends a longer one. */
  pause(ms: number): void {
    this.#pausedUntil = Math.max(this.#pausedUntil, this.#now() + ms)
  }

  /** A wait of one request alone, between its tries. */
  async wait(ms: number, signal?: AbortSignal): Promise<void> {
    const startedAt = this.#now()
    await this.#sleep(ms, signal)
    this.#waitedMs += this.#now() - startedAt
  }

  async #takeSlot(signal: AbortSignal | undefined): Promise<void> {
    signal?.throwIfAborted()
    if (this.#underWay >= this.#concurrency) return this.#nextSlot(signal)
    this.#underWay += 1
  }

  #nextSlot(signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const free = (): void => {
        signal?.removeEventListener('abort', giveUp)
        resolve()
      }
      const giveUp = (): void => {
        const place = this.#waiting.indexOf(free)
        if (place >= 0) this.#waiting.splice(place, 1)
        reject(signal?.reason)
      }
      signal?.addEventListener('abort', giveUp, { once: true })
      this.#waiting.push(free)
    })
  }

  async #waitForTurn(signal: AbortSignal | undefined): Promise<void> {
    for (;;) {
      const ms = this.#msUntilTurn()
      if (ms <= 0) return
      await this.wait(ms, signal)
    }
  }

  #msUntilTurn(): number {
    const now = this.#now()
    while ((this.#passed[0] ?? now) <= now - MINUTE_MS) this.#passed.shift()
    const oldest = this.#passed[this.#passed.length - this.#perMinute]
    const untilRate = oldest === undefined ? 0 : oldest + MINUTE_MS - now
    return Math.max(untilRate, this.#pausedUntil - now)
  }

  #now(): number {
    return this.#clock.now().getTime()
  }
}
