import type { PsaPage } from './psa.ts'

/**
 * Fetches the page behind an id. Calls `announce` as soon as it knows where the next page starts,
 * which may be before the page itself has arrived.
 */
export type FetchPage = (
  afterId: number,
  announce: (nextPageId: number | null) => void,
  signal: AbortSignal,
) => Promise<FetchedPage>

export interface FetchedPage extends PsaPage {
  /** The page is done with: its memory may be used again. */
  readonly release: () => void
}

/**
 * Walks pages forward, at most one ahead of the consumer: while a page is landed, the next one is
 * on its way. Leaving the loop early aborts what is under way.
 */
export async function* walkPages(
  fetchPage: FetchPage,
  afterId: number,
  signal?: AbortSignal,
): AsyncGenerator<PsaPage, void, void> {
  let current: Pending | null = start(fetchPage, afterId, signal)
  let ahead: Promise<Pending | null> = Promise.resolve(null)
  try {
    while (current !== null) {
      ahead = current.announced.then((id) => (id === null ? null : start(fetchPage, id, signal)))
      const page: FetchedPage = await current.page
      current = await confirmed(await ahead, page.nextPageId, fetchPage, signal)
      ahead = Promise.resolve(current)
      yield page
      page.release()
    }
  } finally {
    current?.stop()
    ;(await ahead)?.stop()
  }
}

interface Pending {
  readonly afterId: number
  readonly announced: Promise<number | null>
  readonly page: Promise<FetchedPage>
  readonly stop: () => void
}

function start(fetchPage: FetchPage, afterId: number, signal: AbortSignal | undefined): Pending {
  const own = new AbortController()
  const announced = Promise.withResolvers<number | null>()
  const either = signal ? AbortSignal.any([signal, own.signal]) : own.signal
  const page = fetchPage(afterId, announced.resolve, either)
  page.then(
    ({ nextPageId }) => announced.resolve(nextPageId),
    () => announced.resolve(null),
  )
  return { afterId, announced: announced.promise, page, stop: () => own.abort() }
}

/** A page that had to be asked for again may end elsewhere than first announced: follow the page. */
async function confirmed(
  ahead: Pending | null,
  nextPageId: number | null,
  fetchPage: FetchPage,
  signal: AbortSignal | undefined,
): Promise<Pending | null> {
  if ((ahead?.afterId ?? null) === nextPageId) return ahead
  ahead?.stop()
  return nextPageId === null ? null : start(fetchPage, nextPageId, signal)
}
