import type { Query } from './query.ts'

/**
 * The Link header of page-number paging: none when everything fits one page, `next` and `last` on the
 * first page, all four in the middle, `prev` and `first` on the last.
 */
export function pageLinks(
  address: string,
  query: Query,
  page: number,
  pages: number,
): string | null {
  if (pages <= 1 && page <= 1) return null
  const link = (to: number, rel: string) =>
    `<${address}?${query.with('page', String(to))}>; rel="${rel}"`
  const links: string[] = []
  if (page < pages) links.push(link(page + 1, 'next'))
  if (page > 1) links.push(link(page - 1, 'prev'), link(1, 'first'))
  if (page < pages) links.push(link(pages, 'last'))
  return links.join(', ')
}

/** Forward-only paging always has the header; an empty one says that there is no more. */
export function forwardLink(address: string, query: Query, nextPageId: number | null): string {
  if (nextPageId === null) return ''
  return `<${address}?${query.with('pageId', String(nextPageId), 'page')}>; rel="next"`
}
