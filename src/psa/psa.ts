/**
 * ConnectWise as the layers above see it. `connect-psa.ts` implements it over HTTP; everything that
 * knows about verbs, headers, retries and limits stays behind this.
 */

/** One page of a list, as ConnectWise sent it. */
export interface PsaPage {
  /**
   * The JSON array in UTF-8, unparsed: the store parses it once, in its own engine. Only there until
   * the next page is asked for: its memory is used again.
   */
  readonly json: Buffer
  /** Value of the next `pageId` when the server says that there is more; null on the last page. */
  readonly nextPageId: number | null
  /** ConnectWise's own clock when it answered (`Date` header). */
  readonly serverTime: Date
}

export interface ListOptions {
  /** A condition in ConnectWise's language, built with `conditions.ts`. */
  readonly conditions?: string
  /** Slash paths; only these are asked for. */
  readonly fields?: readonly string[]
  /** Rows per page, 1 to 1000. Default: 1000. */
  readonly pageSize?: number
  /** Start behind this id. Default: 0. */
  readonly afterId?: number
  readonly signal?: AbortSignal
}

/** Counters of one client since it was made; the sync takes differences. */
export interface PsaUsage {
  readonly requests: number
  readonly retries: number
  readonly waitedMs: number
}

export interface Psa {
  /**
   * Walks a list in ascending id order, page by page, one page in memory. Forward-only where the
   * endpoint offers it, `id >` with `orderBy=id asc` elsewhere. Every page is retried by the rules of
   * the request budget; throws `AppError` with a diagnosis code when it gives up.
   */
  pages(endpoint: string, options?: ListOptions): AsyncGenerator<PsaPage, void, void>
  /** `GET {endpoint}/count`. */
  count(endpoint: string, conditions?: string): Promise<number>
  /** The greatest id of a list, 0 when it is empty: one request, `orderBy=id desc&pageSize=1`. */
  greatestId(endpoint: string, conditions?: string): Promise<number>
  /** One document, parsed. `null` when ConnectWise answers 404 for the record. */
  get(path: string, query?: Readonly<Record<string, string>>): Promise<unknown>
  usage(): PsaUsage
  close(): Promise<void>
}
