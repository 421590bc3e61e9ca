import type { Entity } from '../entity.ts'
import type { Predicate } from './conditions/compile.ts'
import { FAULTS } from './fault-plan.ts'
import type { Fault, FaultPlan } from './fault-plan.ts'
import { HTML_TYPE, Refusal, noPermission, tooManyRequests } from './refusal.ts'

/** Carries out a fault plan, request by request. */
export class Faults {
  readonly plan: FaultPlan
  readonly #random: () => number
  /** Practice time of the requests of the last minute, oldest first; milliseconds. */
  #asked: number[] = []

  constructor(plan: FaultPlan) {
    this.plan = plan
    this.#random = randomFrom(plan.seed ?? 1)
  }

  /** True when the plan means requests for this stream; null is a request for no stream. */
  reaches(stream: string | null): boolean {
    const { streams } = this.plan
    return streams === undefined || (stream !== null && streams.includes(stream))
  }

  /**
   * The fault that the next request meets. Draws the same number of times whatever happens, so that
   * a plan stays the same when one of its probabilities is changed.
   */
  next(stream: string | null): Fault | null {
    const draws = FAULTS.map((fault) => ({ fault, draw: this.#random() }))
    if (!this.reaches(stream)) return null
    return draws.find(({ fault, draw }) => draw < (this.plan[fault] ?? 0))?.fault ?? null
  }

  /** Another number from the plan's seed: which of several forms a fault takes. */
  draw(): number {
    return this.#random()
  }

  /** Throws the answer of a fault that replaces ConnectWise's own. */
  throwIfRefused(fault: Fault | null): void {
    const wait = this.plan.retryAfterSeconds ?? RETRY_AFTER_SECONDS
    if (fault === 'rateLimit') throw tooManyRequests(wait)
    if (fault === 'rateLimitNoHeader') throw tooManyRequests(wait, false)
    if (fault === 'serverError') throw poolExhausted()
    if (fault === 'sqlTimeout') throw this.draw() < 0.5 ? slowQuery() : poolExhausted()
    if (fault === 'htmlError') throw proxyPage(this.draw())
  }

  /** Throws 429 when the minute's requests are used up. */
  throwIfTooMany(stream: string | null, nowMs: number): void {
    const limit = this.plan.requestsPerMinute
    if (limit === undefined || !this.reaches(stream)) return
    this.#asked = this.#asked.filter((at) => at > nowMs - 60_000)
    const [oldest = nowMs] = this.#asked
    if (this.#asked.length >= limit) {
      throw tooManyRequests(Math.max(1, Math.ceil((oldest + 60_000 - nowMs) / 1000)))
    }
    this.#asked.push(nowMs)
  }

  throwIfDenied(stream: string | null): void {
    if (stream !== null && this.plan.deny?.includes(stream)) throw noPermission()
  }

  /**
   * Which rows a search by `lastUpdated` shows already: each change becomes visible after its own
   * share of the plan's delay. Null when nothing lags.
   */
  indexed({ stream, info, idAt }: Entity, nowSeconds: number): Predicate<number> | null {
    const delay = this.plan.lateVisibleSeconds ?? 0
    if (delay === 0 || !info || !this.reaches(stream)) return null
    const seed = this.plan.seed ?? 1
    return (row) => {
      const changed = info.lastUpdated(row)
      if (changed === undefined || changed + delay <= nowSeconds) return true
      return changed + delay * randomFrom(seed ^ (idAt(row) * 31 + changed))() <= nowSeconds
    }
  }
}

/** The cool-down that was seen on ConnectWise's cloud. */
const RETRY_AFTER_SECONDS = 30

/** Mulberry32: small, fast, and good enough to pick faults. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d_2b_79_f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Recorded, with "occured"; the reason phrase too. */
function slowQuery(): Refusal {
  const message = 'A timeout has occured. Please try again.'
  const reason = 'A timeout has occured. Please try again'
  return new Refusal(500, { code: 'ConnectWiseApi', message }, { reason })
}

/** Recorded, with its two double spaces. */
function poolExhausted(): Refusal {
  const message =
    'Timeout expired.  The timeout period elapsed prior to obtaining a connection from the pool.  ' +
    'This may have occurred because all pooled connections were in use and max pool size was reached.'
  return new Refusal(500, { code: 'ConnectWiseApi', message })
}

/** What a proxy in front of ConnectWise says instead of JSON. */
function proxyPage(draw: number): Refusal {
  const [status, title] =
    draw < 0.6
      ? ([502, '502 Bad Gateway'] as const)
      : draw < 0.8
        ? ([503, '503 Service Unavailable'] as const)
        : ([520, '520: Web server is returning an unknown error'] as const)
  const page = `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n</body>\r\n</html>\r\n`
  return new Refusal(status, page, { contentType: HTML_TYPE })
}
