/** So many at once, the others in the order of asking. */
export interface Permits {
  /** How many there are. */
  readonly count: number
  use<T>(work: () => Promise<T>): Promise<T>
}

export function createPermits(count: number): Permits {
  let free = count
  const waiting: (() => void)[] = []
  return {
    count,
    async use(work) {
      if (free > 0) free -= 1
      else await new Promise<void>((resolve) => waiting.push(resolve))
      try {
        return await work()
      } finally {
        const next = waiting.shift()
        if (next) next()
        else free += 1
      }
    },
  }
}
