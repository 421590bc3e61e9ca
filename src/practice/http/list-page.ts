import type { Predicate } from './conditions/compile.ts'
import { whereOf } from './conditions/where.ts'
import type { Filters, Where } from './conditions/where.ts'
import type { Endpoint } from './endpoint.ts'
import { rowOfId } from './finder.ts'
import type { Finder, Found, Sight } from './finder.ts'
import { forwardLink, pageLinks } from './link-header.ts'
import { sortKeysOf } from './order-by.ts'
import type { Query } from './query.ts'
import { allRows, stretchOf } from './row-set.ts'
import type { RowSet } from './row-set.ts'

/** A request for a list, everything about it known except the rows. */
export interface ListRequest {
  readonly endpoint: Endpoint
  readonly parentId: number | null
  readonly sight: Sight
  readonly filters: Filters
  readonly orderBy: string
  /** Paging and `fields`. */
  readonly query: Query
  /** Header `pagination-type: forward-only`: by id, behind `pageId`, without page numbers. */
  readonly isForwardOnly: boolean
  /** The list's own address as asked, for the Link header. */
  readonly address: string
  /** Front of the links inside records. */
  readonly base: string
  /** A page that comes out wrong on purpose. */
  readonly fault: 'duplicatePage' | 'emptyPage' | null
  /** Rows that a lagging search shows when it is asked by `lastUpdated`; null when nothing lags. */
  readonly isIndexed: Predicate<number> | null
}

export interface ListPage {
  readonly body: Buffer
  /** Value of the Link header; null for none. */
  readonly link: string | null
}

/** One page of a list. Throws the 400s of conditions and orderBy. */
export function listPage(finder: Finder, request: ListRequest): ListPage {
  const { endpoint, query } = request
  const size = pageSizeOf(query)
  const found = findRows(finder, request)
  const { rows, link } = request.isForwardOnly
    ? forwardPage(request, found, size)
    : numberedPage(request, found, size)
  const write = endpoint.serializer(query.get('fields'))
  return { body: written(rows, (row) => write(row, request.base)), link }
}

/**
 * A JSON array, record by record turned into bytes: one long string would be put together and
 * translated a second time, at twice the cost.
 */
function written(rows: RowSet, write: (row: number) => string): Buffer {
  let bytes = Buffer.allocUnsafe(rows.length * ROOM_PER_RECORD + 2)
  let length = bytes.write('[')
  for (let index = 0; index < rows.length; index += 1) {
    const record = (index === 0 ? '' : ',') + write(rows.at(index))
    // No character takes more than three bytes for each of its units.
    if (length + record.length * 3 + 1 > bytes.length) {
      bytes = Buffer.concat([bytes.subarray(0, length)], bytes.length * 2 + record.length * 3)
    }
    length += bytes.write(record, length)
  }
  length += bytes.write(']', length)
  return bytes.subarray(0, length)
}

/** What most records take at most; a page of larger ones finds more on the way. */
const ROOM_PER_RECORD = 4096

/** How many rows a list has, as `{"count":4000}`. */
export function listCount(finder: Finder, request: ListRequest): string {
  return `{"count":${findRows(finder, { ...request, isForwardOnly: false }).rows.length}}`
}

/** The row of one record that the member may see and, for a child, that the parent has. */
export function rowOf({ endpoint, parentId, sight }: ListRequest, id: string): number | null {
  const { entity } = endpoint
  const row = /^\d+$/.test(id)
    ? rowOfId(allRows(entity.size()), entity, Number(id))
    : rowOfIdentifier(endpoint, id)
  if (row === null || !entity.isLive(row) || sight.allows?.(row) === false) return null
  if (parentId !== null && entity.parent?.parentIdAt(row) !== parentId) return null
  return row
}

/** The default and the limit of the Developer Guide; larger sizes are cut in silence. */
const DEFAULT_PAGE_SIZE = 25
const MAX_PAGE_SIZE = 1000

function pageSizeOf(query: Query): number {
  return Math.min(positive(query.get('pageSize')) ?? DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE)
}

function positive(text: string): number | null {
  return /^\d{1,9}$/.test(text) && Number(text) > 0 ? Number(text) : null
}

function findRows(finder: Finder, request: ListRequest): Found {
  const { endpoint, parentId, sight, isForwardOnly } = request
  const where = whereOf(endpoint.entity, endpoint.names, request.filters)
  const pageId = isForwardOnly ? (positive(request.query.get('pageId')) ?? 0) : 0
  const behind: Where = pageId > where.above ? { ...where, above: pageId } : where
  // Forward-only paging is always in id order; what else is asked is not looked at.
  const order = isForwardOnly ? [] : sortKeysOf(request.orderBy, endpoint.names)
  const isVisible = where.readsLastUpdated ? request.isIndexed : null
  return finder.find({ entity: endpoint.entity, parentId, sight, where: behind, order, isVisible })
}

interface Page {
  readonly rows: RowSet
  readonly link: string | null
}

function forwardPage(request: ListRequest, found: Found, size: number): Page {
  const { endpoint, query, address, fault } = request
  const { idAt } = endpoint.entity
  const rows = stretchOf(found.rows, 0, Math.min(size, found.rows.length))
  const before = fault === 'duplicatePage' ? previousPage(found, size) : null
  const served = fault === 'emptyPage' ? stretchOf(rows, 0, 0) : (before ?? rows)
  const hasMore = found.rows.length > size || (served !== rows && rows.length > 0)
  const lastId = served.length > 0 ? idAt(served.at(served.length - 1)) : pageIdOf(query)
  return { rows: served, link: forwardLink(address, query, hasMore ? lastId : null) }
}

function pageIdOf(query: Query): number {
  return positive(query.get('pageId')) ?? 0
}

function numberedPage(request: ListRequest, found: Found, size: number): Page {
  const { query, address, fault } = request
  const asked = positive(query.get('page')) ?? 1
  const page = fault === 'duplicatePage' ? Math.max(1, asked - 1) : asked
  const from = Math.min((page - 1) * size, found.rows.length)
  const rows = stretchOf(found.rows, from, Math.min(from + size, found.rows.length))
  const pages = Math.ceil(found.rows.length / size)
  const link = pageLinks(address, query, page, pages)
  if (fault === 'emptyPage') return { rows: stretchOf(rows, 0, 0), link }
  const before = fault === 'duplicatePage' && asked === 1 ? previousPage(found, size) : null
  return { rows: before ?? rows, link }
}

/** The page that a walk by id was given last time; null at its start. */
function previousPage({ before }: Found, size: number): RowSet | null {
  if (before.length === 0) return null
  return stretchOf(before, Math.max(0, before.length - size), before.length)
}

/** Members are also found by their identifier. */
function rowOfIdentifier({ entity, names }: Endpoint, identifier: string): number | null {
  const get = names.get('identifier')?.get
  if (!get) return null
  const wanted = identifier.toLowerCase()
  for (let row = 0; row < entity.size(); row += 1) {
    if (entity.isLive(row) && String(get(row)).toLowerCase() === wanted) return row
  }
  return null
}
