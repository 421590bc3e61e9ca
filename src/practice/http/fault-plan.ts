import { AppError } from '../../kernel/app-error.ts'

/** Faults that one request in many meets; their values in a plan are probabilities, 0 to 1. */
export const FAULTS = [
  'rateLimit',
  'rateLimitNoHeader',
  'serverError',
  'sqlTimeout',
  'htmlError',
  'reset',
  'halfOpen',
  'truncate',
  'gzipError',
  'slowDrip',
  'duplicatePage',
  'emptyPage',
] as const

export type Fault = (typeof FAULTS)[number]

/** What goes wrong at the practice PSA, and how often. `{}` is a PSA without faults. */
export type FaultPlan = Readonly<Partial<Record<Fault, number>>> & {
  /** Same seed, same requests in the same order: same faults. Default: 1. */
  readonly seed?: number
  /** Added to every answer. */
  readonly latencyMs?: number
  /** What a 429 asks the client to wait. Default: 30, as ConnectWise does. */
  readonly retryAfterSeconds?: number
  /** Changed rows are found by `lastUpdated` only up to this much later. */
  readonly lateVisibleSeconds?: number
  /** Added to the Date header. */
  readonly clockSkewSeconds?: number
  /** The API's new path, as after an upgrade: `v2027_1/`. */
  readonly codebase?: string
  /** Streams that answer 403. */
  readonly deny?: readonly string[]
  /** More requests than this in a minute are answered 429. */
  readonly requestsPerMinute?: number
  /** Only requests for these streams meet the faults; absent: every request does. */
  readonly streams?: readonly string[]
}

/**
 * Checks a plan that came from outside. Throws `AppError` (`practice-fault-plan`) naming the first
 * member that is unknown or out of range.
 */
export function parseFaultPlan(value: unknown, streams: readonly string[]): FaultPlan {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw wrong('a fault plan is a JSON object')
  }
  for (const [name, member] of Object.entries(value)) {
    const rule = RULES[name]
    if (!rule)
      throw wrong(`${name} is not part of a fault plan; known: ${Object.keys(RULES).join(', ')}`)
    if (!rule.holds(member)) throw wrong(`${name} must be ${rule.words}`)
    if (name === 'deny' || name === 'streams') checkStreams(name, member, streams)
  }
  return value
}

interface Rule {
  readonly words: string
  readonly holds: (value: unknown) => boolean
}

const probability: Rule = {
  words: 'a probability, 0 to 1',
  holds: (value) => isBetween(value, 0, 1),
}
const count: Rule = {
  words: 'a whole number above 0',
  holds: (value) => isBetween(value, 1, 1e9) && Number.isInteger(value),
}
const names: Rule = {
  words: 'a list of stream names',
  holds: (value) => Array.isArray(value) && value.every((name) => typeof name === 'string'),
}

const RULES: Readonly<Record<string, Rule>> = {
  ...Object.fromEntries(FAULTS.map((name) => [name, probability])),
  seed: { words: 'a whole number', holds: Number.isSafeInteger },
  latencyMs: { words: 'milliseconds, 0 to 600000', holds: (value) => isBetween(value, 0, 600_000) },
  retryAfterSeconds: count,
  lateVisibleSeconds: {
    words: 'seconds, 0 to 86400',
    holds: (value) => isBetween(value, 0, 86_400),
  },
  clockSkewSeconds: {
    words: 'seconds, of any sign',
    holds: (value) => isBetween(value, -1e9, 1e9),
  },
  codebase: {
    words: 'a codebase such as "v2027_1/"',
    holds: (value) => typeof value === 'string' && /^v\w+\/?$/.test(value),
  },
  deny: names,
  requestsPerMinute: count,
  streams: names,
}

function checkStreams(name: string, value: unknown, streams: readonly string[]): void {
  const unknown = Array.isArray(value) ? value.find((one) => !streams.includes(String(one))) : null
  if (typeof unknown === 'string')
    throw wrong(`${name} names ${unknown}, which is not a stream here`)
}

function isBetween(value: unknown, low: number, high: number): boolean {
  return typeof value === 'number' && value >= low && value <= high
}

function wrong(message: string): AppError {
  return new AppError(message, { code: 'practice-fault-plan', remedy: 'correct-input' })
}
