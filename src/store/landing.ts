import type { LandedTable } from './landed-table.ts'

/** A page of a list as ConnectWise sent it: a JSON array of records, in UTF-8. */
export interface LandingPage {
  readonly json: Buffer
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

/**
 * A first walk's way into a table: page after page of records that were never landed before, written
 * to the file in whole stretches instead of through its log, and committed every few pages.
 */
export interface Load {
  /**
   * Adds a page, whose ids all lie in (`after`, `upTo`]; says when a commit is due. Throws
   * `load-refused` when an id does not lie there, or was landed before, or a record does not convert:
   * then all pages since the last commit are undone, and `Store.land`, which takes anything, is the
   * way. Throws `disk-full`.
   */
  add(page: LoadPage): Promise<LoadedPage>
  /** Commits the pages since the last commit, and the state that says so. */
  commit(checkpoint: LoadCheckpoint): Promise<void>
  /** Forgets the pages since the last commit. */
  undo(): Promise<void>
  /** Ends the load; what is not committed is lost. */
  close(): void
}

export interface LoadPage {
  readonly json: Buffer
  readonly after: number
  readonly upTo: number
  /** Stamped on `synced_at`. */
  readonly at: Date
}

export interface LoadedPage {
  readonly rows: number
  /** Greatest id of the page; 0 when there is none. */
  readonly lastId: number
  readonly isDue: boolean
}

/** As a `Checkpoint`, but of all pages since the last commit. */
export interface LoadCheckpoint {
  readonly stream: string
  readonly at: Date
  readonly propose: () => unknown
  readonly committed: () => void
}
