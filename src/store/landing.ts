import type { LandedTable } from './landed-table.ts'

/** A page of a list as ConnectWise sent it: the text of a JSON array of records. */
export interface LandingPage {
  readonly text: string
  /** The parent whose list this is; fills the parent column where the record does not carry it. */
  readonly parentId?: number
}

/**
 * State that becomes durable in the transaction of the rows it speaks of. Both functions run in the
 * order in which transactions commit, `propose` just before, `committed` just after; both are told the
 * greatest id of the pages.
 */
export interface Checkpoint {
  readonly stream: string
  readonly propose: (lastId: number) => unknown
  readonly committed?: (lastId: number) => void
}

/** Rows to land, all or nothing. */
export interface Landing {
  readonly table: LandedTable
  readonly pages: readonly LandingPage[]
  /** Column that names the parent, for pages with a `parentId`. */
  readonly parentColumn?: string
  /** Stamped on `synced_at` of rows that are new or changed. */
  readonly at: Date
  /**
   * A promise of a first walk: every id of these pages lies in (`after`, `upTo`] and none of that
   * range was landed before. It only saves work: a promise not kept is noticed and nothing lost.
   */
  readonly fresh?: { readonly after: number; readonly upTo: number }
  readonly checkpoint?: Checkpoint
}

/** What became of the rows of a landing. */
export interface Landed {
  /** Records in the pages, before duplicates are dropped. */
  readonly rows: number
  readonly inserted: number
  /** Rows whose content changed, those that came back among them. */
  readonly updated: number
  /** Rows already here, word for word, or older than what is here. */
  readonly unchanged: number
  /** Records that would not convert; see `sync_quarantine`. */
  readonly quarantined: number
  /** Tombstones that were lifted because the record is there again. */
  readonly reappeared: number
  /** Greatest id of the pages; 0 when there is none. */
  readonly lastId: number
}
