/** One answered request, without credentials or bodies. */
export interface JournalEntry {
  /** Identifier of the API member; null for a request that nobody signed. */
  readonly member: string | null
  readonly method: string
  /** Path with its ids as `{id}`. */
  readonly path: string
  readonly query: string
  /** 0 when the connection was cut instead of answered. */
  readonly status: number
  readonly fault: string | null
}

/** `GET /_practice/requests`: what was asked, by whom, how often. */
export interface JournalSummary {
  readonly total: number
  readonly byStatus: Readonly<Record<string, number>>
  readonly byMember: Readonly<Record<string, number>>
  readonly byFault: Readonly<Record<string, number>>
  readonly requests: readonly {
    readonly member: string | null
    readonly method: string
    readonly path: string
    readonly status: number
    readonly count: number
  }[]
  /** The last ones with their queries, oldest first. */
  readonly recent: readonly JournalEntry[]
}

/** Counts requests; the counts live as long as the server, details only for the last few. */
export class Journal {
  /** Enough to read what a sync did last; small enough to read at all. */
  static readonly #kept = 500
  readonly #counts = new Map<string, { entry: JournalEntry; count: number }>()
  readonly #recent: JournalEntry[] = []

  add(entry: JournalEntry): void {
    const key = [entry.member, entry.method, entry.path, entry.status, entry.fault].join('\n')
    const known = this.#counts.get(key)
    if (known) known.count += 1
    else this.#counts.set(key, { entry, count: 1 })
    this.#recent.push(entry)
    if (this.#recent.length > Journal.#kept) this.#recent.shift()
  }

  summary(): JournalSummary {
    const counts = [...this.#counts.values()]
    const by = (key: (entry: JournalEntry) => string | null) => {
      const sums: Record<string, number> = {}
      for (const { entry, count } of counts) {
        const name = key(entry)
        if (name !== null) sums[name] = (sums[name] ?? 0) + count
      }
      return sums
    }
    return {
      total: counts.reduce((sum, { count }) => sum + count, 0),
      byStatus: by((entry) => String(entry.status)),
      byMember: by((entry) => entry.member ?? 'nobody'),
      byFault: by((entry) => entry.fault),
      requests: counts.map(({ entry: { member, method, path, status }, count }) => ({
        member,
        method,
        path,
        status,
        count,
      })),
      recent: [...this.#recent],
    }
  }
}
