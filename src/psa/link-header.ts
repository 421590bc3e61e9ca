import type { HttpHeaders } from './http.ts'

/**
 * What a reply's `Link` header says about the next page. ConnectWise sends one with every
 * forward-only reply, empty at the end, and with numbered pages only when there are several.
 */
export interface NextLink {
  /** False when the header is missing altogether. */
  readonly present: boolean
  readonly hasNext: boolean
  /** `pageId` of the next page; null where the link goes by page number. */
  readonly pageId: number | null
}

/** Reads `Link: <https://…?pageId=1000&…>; rel="next", <…>; rel="first"`. */
export function nextLink(headers: HttpHeaders): NextLink {
  const header = headers['link']
  if (header === undefined) return { present: false, hasNext: false, pageId: null }
  const target = /<([^>]*)>\s*;[^<]*\brel="?next"?/i.exec(header)?.[1]
  if (target === undefined) return { present: true, hasNext: false, pageId: null }
  const pageId = Number(/[?&]pageid=(\d+)/i.exec(target)?.[1] ?? Number.NaN)
  return { present: true, hasNext: true, pageId: Number.isSafeInteger(pageId) ? pageId : null }
}
