/** Where a part of the product gets the time from. Passed in, so that tests own it. */
export interface Clock {
  now(): Date
}

/** The machine's own clock. */
export const systemClock: Clock = { now: () => new Date() }
