import type { EditResult } from '../../entity.ts'

type Kind = keyof EditResult

/** Notes which records an edit touched; what was made and changed in one edit is only made. */
export class Touched {
  private readonly made = new Map<string, Set<number>>()
  private readonly changed = new Map<string, Set<number>>()
  private readonly gone = new Map<string, Set<number>>()

  inserted(stream: string, id: number): void {
    setOf(this.made, stream).add(id)
  }

  updated(stream: string, id: number): void {
    setOf(this.changed, stream).add(id)
  }

  deleted(stream: string, id: number): void {
    setOf(this.gone, stream).add(id)
  }

  /** True for a record that this edit made: it is not deleted in the same breath. */
  isFresh(stream: string, id: number): boolean {
    return this.made.get(stream)?.has(id) === true
  }

  result(): EditResult {
    for (const [stream, ids] of this.changed) {
      for (const id of ids) {
        if (this.isFresh(stream, id) || this.gone.get(stream)?.has(id) === true) ids.delete(id)
      }
    }
    const plain = (sets: Map<string, Set<number>>) =>
      Object.fromEntries(
        [...sets]
          .filter(([, ids]) => ids.size > 0)
          .map(([stream, ids]) => [stream, [...ids].sort((a, b) => a - b)]),
      )
    return {
      inserted: plain(this.made),
      updated: plain(this.changed),
      deleted: plain(this.gone),
    } satisfies Record<Kind, unknown>
  }
}

function setOf(sets: Map<string, Set<number>>, stream: string): Set<number> {
  const known = sets.get(stream)
  if (known) return known
  const fresh = new Set<number>()
  sets.set(stream, fresh)
  return fresh
}
