import { passes } from './situation.ts'
import type { AskedParams, ExpectedRow } from './situation.ts'
import type { Truth } from './truth.ts'

/** A stream as people know it. */
export interface NamedStream {
  readonly name: string
  readonly title: string
}

/** How many records of every kind there are: a row per stream, right after a first sync without faults. */
export function dataInventory(
  streams: readonly NamedStream[],
): (truth: Truth, params: AskedParams) => ExpectedRow[] {
  return (truth, params) =>
    streams
      .filter(
        ({ name, title }) => passes(params['stream'], name) || passes(params['stream'], title),
      )
      // Nothing needs a look after a sync in which everything went well.
      .filter(() => params['only_troubled'] !== true)
      .map(({ name, title }) => {
        const count = truth.of(name).length
        return {
          stream: name,
          title,
          live_rows: count,
          tombstones: 0,
          quarantined: 0,
          fetched: count,
          inserted: count,
          updated: 0,
          buried: 0,
        }
      })
}
