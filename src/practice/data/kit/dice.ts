/** Chance that repeats: the same seed throws the same numbers on every machine. */
export class Dice {
  private state: number

  constructor(seed: number, salt = 0) {
    this.state = mix(seed >>> 0, salt >>> 0)
  }

  /** A number from 0 up to, not including, 1. */
  next(): number {
    // mulberry32: one word of state and good enough spread for texture.
    this.state = (this.state + 0x6d2b79f5) | 0
    let t = Math.imul(this.state ^ (this.state >>> 15), this.state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }

  /** A whole number from 0 up to, not including, `limit`. */
  below(limit: number): number {
    return Math.floor(this.next() * limit)
  }

  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1))
  }

  chance(probability: number): boolean {
    return this.next() < probability
  }

  /** One of a list that is not empty. */
  pick<T>(list: readonly T[]): T {
    const item = list[this.below(list.length)]
    if (item === undefined) throw new RangeError('nothing to pick from')
    return item
  }

  /** Standard normal, within four deviations: the sum of twelve throws. */
  normal(): number {
    return this.next() + this.next() + this.next() + this.next() + this.next() + this.next() - 3
  }

  /** A factor around 1; `spread` 0.5 keeps two thirds between 0.6 and 1.65. */
  factor(spread: number): number {
    return Math.exp(this.normal() * Math.SQRT2 * spread)
  }
}

/** 32 bits that depend on both numbers; the base of every derived detail. */
export function mix(a: number, b: number): number {
  let h = Math.imul(a ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(b + 0x7f4a7c15, 0xc2b2ae35)
  h ^= h >>> 15
  h = Math.imul(h, 0x2c1b3c6d)
  h ^= h >>> 12
  h = Math.imul(h, 0x297a2d39)
  return (h ^ (h >>> 15)) >>> 0
}

/** One of a list, chosen by a number of 32 bits; empty lists give the fallback `''`. */
export function chosen(list: readonly string[], bits: number): string {
  return list[bits % list.length] ?? ''
}

/** A share of 1 from 32 bits. */
export function share(bits: number): number {
  return bits / 4294967296
}

/** A version 4 UUID that depends on both numbers only. */
export function uuidOf(kind: number, row: number): string {
  const word = (n: number) => mix(mix(kind, row), n).toString(16).padStart(8, '0')
  const [a, b, c, d] = [word(1), word(2), word(3), word(4)]
  const variant = '89ab'[Number.parseInt(c.slice(0, 1), 16) % 4] ?? '8'
  return `${a}-${b.slice(0, 4)}-4${b.slice(5)}-${variant}${c.slice(1, 4)}-${c.slice(4)}${d}`
}
