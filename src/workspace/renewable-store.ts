import { rm } from 'node:fs/promises'
import type { Store } from '../store/store.ts'

/** A store whose file can be deleted while everybody keeps the store: who asks meanwhile waits. */
export interface RenewableStore extends Store {
  /**
   * Waits for what is under way, deletes the file and opens an empty one; `fill` makes it ready before
   * anybody else sees it. No load may be open.
   */
  renew(fill: (empty: Store) => Promise<void>): Promise<void>
}

type OpenStore = (path: string) => Promise<Store>

/** Opens the store at this path. Throws what `openStore` throws. */
export async function openRenewableStore(
  path: string,
  openStore: OpenStore,
): Promise<RenewableStore> {
  let current: Promise<Store> = openStore(path)
  await current
  const underWay = new Set<Promise<unknown>>()

  async function use<T>(work: (store: Store) => Promise<T>): Promise<T> {
    const store = await current
    const done = work(store)
    underWay.add(done)
    try {
      return await done
    } finally {
      underWay.delete(done)
    }
  }

  async function renewed(old: Store, fill: (empty: Store) => Promise<void>): Promise<Store> {
    await Promise.allSettled(underWay)
    await old.close()
    // The log goes first: the file without it is an older state, the log alone is nothing.
    for (const file of [`${path}.wal`, path]) await rm(file, { force: true })
    const empty = await openStore(path)
    await fill(empty)
    return empty
  }

  return {
    query: (sql, params, options) => use((store) => store.query(sql, params, options)),
    prepare: (tables) => use((store) => store.prepare(tables)),
    execute: (sql) => use((store) => store.execute(sql)),
    land: (landing) => use((store) => store.land(landing)),
    openLoad: (table) => use((store) => store.openLoad(table)),
    bury: (table, ids, at) => use((store) => store.bury(table, ids, at)),
    revive: (table, ids, at) => use((store) => store.revive(table, ids, at)),
    checkpoint: (stream) => use((store) => store.checkpoint(stream)),
    saveCheckpoint: (stream, state, at) => use((store) => store.saveCheckpoint(stream, state, at)),
    recordRun: (run) => use((store) => store.recordRun(run)),
    async renew(fill) {
      current = current.then((old) => renewed(old, fill))
      await current
    },
    async close() {
      // A file that could not be made anew is not open.
      const store = await current.catch(() => null)
      await store?.close()
    },
  }
}
