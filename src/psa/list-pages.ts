import { unreadableReply } from './error-mapping.ts'
import { fieldsParameter, lacksInfo, withWholeInfo } from './fields.ts'
import type { HttpReply } from './http.ts'
import { nextLink } from './link-header.ts'
import { PsaError } from './psa-error.ts'
import type { PsaRequests, ReplyReader } from './psa-requests.ts'
import { URL_LIMIT } from './psa-requests.ts'
import type { ListOptions, PsaPage } from './psa.ts'
import type { FetchedPage, FetchPage } from './walk-pages.ts'
import { walkPages } from './walk-pages.ts'

/** What was learned about endpoints that do not do all that most do; kept for a client's life. */
export interface EndpointManners {
  /** Endpoints that answer forward-only requests without a `Link` header. */
  readonly withoutForwardOnly: Set<string>
  /** Endpoints that send no single members of `_info`. */
  readonly onlyWholeInfo: Set<string>
  /** Page sizes of endpoints whose large pages take the server too long. */
  readonly smallerPages: Map<string, number>
}

/** What a client knows before it has asked anything. */
export function unknownManners(): EndpointManners {
  return { withoutForwardOnly: new Set(), onlyWholeInfo: new Set(), smallerPages: new Map() }
}

/** ConnectWise's greatest page. */
const LARGEST_PAGE = 1000

/** Below this a page is not what makes a query slow. */
const SMALLEST_PAGE = 50

/** Walks a list in ascending id order; see `Psa.pages`. */
export function listPages(
  requests: PsaRequests,
  manners: EndpointManners,
  endpoint: string,
  options: ListOptions,
): AsyncGenerator<PsaPage, void, void> {
  const { conditions, fields = [], afterId = 0, signal } = options
  const kind = endpoint.replaceAll(/\/\d+(?=\/|$)/g, '/#')

  const sizeNow = (): number => {
    const wanted = Math.min(options.pageSize ?? LARGEST_PAGE, LARGEST_PAGE)
    return Math.min(wanted, manners.smallerPages.get(kind) ?? wanted)
  }

  const queryOf = (named: readonly string[], extra: Record<string, string | undefined>) => {
    const asked = manners.onlyWholeInfo.has(kind) ? withWholeInfo(named) : named
    const room = URL_LIMIT - FIXED_PART - encodeURIComponent(conditions ?? '').length
    return {
      pageSize: String(sizeNow()),
      conditions,
      ...extra,
      fields: asked.length === 0 ? undefined : fieldsParameter(asked, room),
    }
  }

  const forward: FetchPage = async (after, announce, pageSignal) => {
    const pageId = after === 0 ? undefined : String(after)
    return requests.ask(
      {
        path: endpoint,
        query: queryOf(fields, { pageId }),
        headers: { 'pagination-type': 'forward-only' },
        signal: pageSignal,
        onHead: (headers) => {
          const { present, pageId: next } = nextLink(headers)
          if (present) announce(laterThan(after, next))
        },
      },
      asPage((reply) => laterThan(after, nextLink(reply.headers).pageId)),
    )
  }

  /** `id >` with an order: for endpoints without forward-only paging. */
  const keyset: FetchPage = (after, _announce, pageSignal) => {
    const pageSize = sizeNow()
    const behind = after === 0 ? undefined : `id > ${after}`
    const both = conditions && behind ? `(${conditions}) and ${behind}` : (conditions ?? behind)
    return requests.ask(
      {
        path: endpoint,
        query: queryOf(fields, { conditions: both, orderBy: 'id asc' }),
        signal: pageSignal,
      },
      asPage((reply, context) => {
        const { present, hasNext } = nextLink(reply.headers)
        const ids = idsOf(reply.text)
        const full = ids.length >= pageSize
        if (!(present ? hasNext : full)) return null
        // More to come, and no way to say behind which id: going on would lose rows.
        if (!ascend(ids)) throw unreadableReply(reply, context)
        return laterThan(after, ids.at(-1) ?? null)
      }),
    )
  }

  const fetchInOwnWay: FetchPage = async (after, announce, pageSignal) => {
    if (manners.withoutForwardOnly.has(kind)) return keyset(after, announce, pageSignal)
    let hasLink = false
    const seen = (next: number | null): void => {
      hasLink = true
      announce(next)
    }
    const page = await forward(after, seen, pageSignal)
    if (hasLink) return page
    manners.withoutForwardOnly.add(kind)
    return keyset(after, announce, pageSignal)
  }

  const fetchWithInfo: FetchPage = async (after, announce, pageSignal) => {
    const hadWholeInfo = manners.onlyWholeInfo.has(kind)
    const page = await fetchInOwnWay(after, announce, pageSignal)
    if (hadWholeInfo || !lacksInfo(fields, page.json)) return page
    manners.onlyWholeInfo.add(kind)
    return fetchInOwnWay(after, announce, pageSignal)
  }

  const fetchPage: FetchPage = async (after, announce, pageSignal) => {
    const size = sizeNow()
    try {
      return await fetchWithInfo(after, announce, pageSignal)
    } catch (error) {
      const isTooHeavy = error instanceof PsaError && error.code === 'API-500T'
      if (!isTooHeavy || size <= SMALLEST_PAGE) throw error
      manners.smallerPages.set(kind, Math.min(sizeNow(), Math.ceil(size / 4)))
      return fetchPage(after, announce, pageSignal)
    }
  }

  return walkPages(fetchPage, afterId, signal)
}

/** Host, codebase, endpoint and the short parameters: room kept free in the address. */
const FIXED_PART = 300

/** A page that leads nowhere new is the last one: no walk may go in circles. */
function laterThan(after: number, next: number | null): number | null {
  return next !== null && next > after ? next : null
}

function asPage(nextOf: ReplyReader<number | null>): ReplyReader<FetchedPage> {
  return (reply, context) => {
    if (!isWholeArray(reply.body)) throw unreadableReply(reply, context)
    return {
      json: reply.body,
      release: reply.release,
      nextPageId: nextOf(reply, context),
      serverTime: serverTime(reply, context.now),
    }
  }
}

/** A look at both ends: enough for what was cut off, without parsing what the store parses anyway. */
function isWholeArray(json: Buffer): boolean {
  return (
    /^\s*\[/.test(json.toString('latin1', 0, 64)) &&
    /[[}]\s*\]\s*$/.test(json.subarray(-64).toString('latin1'))
  )
}

function serverTime(reply: HttpReply, now: Date): Date {
  const stamp = Date.parse(reply.headers['date'] ?? '')
  return Number.isNaN(stamp) ? now : new Date(stamp)
}

function idsOf(text: string): number[] {
  const rows = JSON.parse(text) as unknown[]
  return rows.map((row) =>
    typeof row === 'object' && row !== null && 'id' in row && typeof row.id === 'number'
      ? row.id
      : Number.NaN,
  )
}

function ascend(ids: readonly number[]): boolean {
  return ids.every((id, i) => i === 0 || id > (ids[i - 1] ?? Number.NaN))
}
