import type { Entity } from '../entity.ts'
import type { Endpoint } from './endpoint.ts'

/** Where a path below `/apis/3.0` leads. */
export interface Route {
  readonly kind: 'list' | 'count' | 'search' | 'record'
  readonly endpoint: Endpoint
  /** For a child: the parent's id in the path. */
  readonly parentId: number | null
  /** For a record: its id, or a member's identifier. */
  readonly id: string
  /** The path with its ids as `{id}`. */
  readonly pattern: string
}

/** Finds routes among endpoints; paths in any case. */
export class Routes {
  readonly #endpoints: ReadonlyMap<string, Endpoint>

  constructor(endpoints: readonly Endpoint[]) {
    this.#endpoints = new Map(endpoints.map((one) => [keyOf(one.entity.path.split('/')), one]))
  }

  /** The endpoint of a stream, for the parent of a child. */
  ofStream(stream: string): Endpoint | undefined {
    return [...this.#endpoints.values()].find(
      ({ entity, isOpen }) => entity.stream === stream && !isOpen,
    )
  }

  /** The streams behind the lists, by name. */
  streams(): string[] {
    return [...new Set([...this.#endpoints.values()].map(({ entity }) => entity.stream))].sort()
  }

  /** Null where ConnectWise says that the endpoint does not exist. */
  find(segments: readonly string[]): Route | null {
    const list = this.#list(segments)
    if (list) return { ...list, kind: 'list', id: '' }
    const last = segments.at(-1) ?? ''
    const owner = this.#list(segments.slice(0, -1))
    if (!owner) return null
    const action = last.toLowerCase()
    const { entity } = owner.endpoint
    if (action === 'count' && entity.hasCount) {
      return { ...owner, kind: 'count', id: '', pattern: `${owner.pattern}/count` }
    }
    if (action === 'search' && SEARCHABLE.includes(entity.path)) {
      return { ...owner, kind: 'search', id: '', pattern: `${owner.pattern}/search` }
    }
    if (/^\d+$/.test(last) || BY_IDENTIFIER.includes(entity.path)) {
      return { ...owner, kind: 'record', id: last, pattern: `${owner.pattern}/{id}` }
    }
    return null
  }

  #list(segments: readonly string[]): Pick<Route, 'endpoint' | 'parentId' | 'pattern'> | null {
    const own = this.#endpoints.get(keyOf(segments))
    if (own && !own.entity.parent)
      return { endpoint: own, parentId: null, pattern: own.entity.path }
    for (const [index, segment] of segments.entries()) {
      if (!/^\d+$/.test(segment)) continue
      const child = this.#endpoints.get(keyOf(segments.with(index, PARENT)))
      if (child) return { endpoint: child, parentId: Number(segment), pattern: child.entity.path }
    }
    return null
  }
}

/** The only two lists with a search by POST. */
const SEARCHABLE: readonly Entity['path'][] = ['/service/tickets', '/project/tickets']

const BY_IDENTIFIER: readonly Entity['path'][] = ['/system/members', '/system/info/members']

const PARENT = '{parentId}'

function keyOf(segments: readonly string[]): string {
  return segments
    .filter((segment) => segment !== '')
    .join('/')
    .toLowerCase()
}
