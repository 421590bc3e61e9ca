import type { Day } from '../../src/kernel/calendar.ts'

/** A ConnectWise record in full, as the practice PSA tells it. Read it through the accessors below. */
export type PsaRecord = Readonly<Record<string, unknown>>

/** Everything that is true in the practice PSA right now, stream by stream. */
export interface Truth {
  /** The records of a stream in ascending id order. Throws when the stream was not read. */
  readonly of: (stream: string) => readonly PsaRecord[]
  /** The record that a reference points to; null when there is none. */
  readonly find: (stream: string, id: number | null) => PsaRecord | null
}

/** Reads the streams from the control door of the practice PSA at `url`. */
export async function readTruth(url: string, streams: readonly string[]): Promise<Truth> {
  const lists = new Map<string, readonly PsaRecord[]>()
  for (const stream of streams) {
    const response = await fetch(`${url}/_practice/truth/${stream}`)
    if (!response.ok) throw new Error(`truth of ${stream}: ${await response.text()}`)
    const lines = (await response.text()).split('\n').filter((line) => line !== '')
    lists.set(
      stream,
      lines.map((line) => JSON.parse(line) as PsaRecord),
    )
  }
  return truthOver(lists)
}

/** Truth over records already at hand. */
export function truthOver(lists: ReadonlyMap<string, readonly PsaRecord[]>): Truth {
  const byId = new Map<string, ReadonlyMap<number, PsaRecord>>()
  const of = (stream: string): readonly PsaRecord[] => {
    const list = lists.get(stream)
    if (!list) throw new Error(`${stream} was not read`)
    return list
  }
  return {
    of,
    find(stream, id) {
      if (id === null) return null
      const known =
        byId.get(stream) ?? new Map(of(stream).map((record) => [idOf(record), record] as const))
      byId.set(stream, known)
      return known.get(id) ?? null
    },
  }
}

/** A computation that is done once for a truth; its further arguments are always the same. */
export function oncePerTruth<Further extends readonly unknown[], Result>(
  compute: (truth: Truth, ...further: Further) => Result,
): (truth: Truth, ...further: Further) => Result {
  const results = new WeakMap<Truth, { readonly result: Result }>()
  return (truth, ...further) => {
    const known = results.get(truth) ?? { result: compute(truth, ...further) }
    results.set(truth, known)
    return known.result
  }
}

/** The value at a slash path; null where ConnectWise leaves it out. */
export function valueAt(record: PsaRecord, path: string): unknown {
  // Millions of values are read: a plain name costs one look, and most paths have two.
  const slash = path.indexOf('/')
  if (slash < 0) return record[path] ?? null
  const inner = record[path.slice(0, slash)]
  if (typeof inner !== 'object' || inner === null) return null
  return valueAt(inner as PsaRecord, path.slice(slash + 1))
}

export function textAt(record: PsaRecord, path: string): string | null {
  const value = valueAt(record, path)
  return typeof value === 'string' ? value : null
}

/** A number; decimals that ConnectWise writes as text (`hourlyCost`) are numbers as well. */
export function numberAt(record: PsaRecord, path: string): number | null {
  const value = valueAt(record, path)
  if (typeof value === 'number') return value
  return typeof value === 'string' && value !== '' ? Number(value) : null
}

/** A number, 0 where there is none. */
export function amountAt(record: PsaRecord, path: string): number {
  return numberAt(record, path) ?? 0
}

/** True only for true: a flag left out is false. */
export function flagAt(record: PsaRecord, path: string): boolean {
  return valueAt(record, path) === true
}

export function instantAt(record: PsaRecord, path: string): Date | null {
  const value = textAt(record, path)
  return value === null || value === '' ? null : new Date(value)
}

/** A business day, which ConnectWise writes as an instant at midnight UTC and means as a day. */
export function dayAt(record: PsaRecord, path: string): Day | null {
  const value = textAt(record, path)
  return value === null || value === '' ? null : value.slice(0, 10)
}

export function idOf(record: PsaRecord): number {
  const id = numberAt(record, 'id')
  if (id === null) throw new Error('a record without id')
  return id
}
