import type { Entity, Field, RecordInfo } from '../../entity.ts'
import type { Target } from './fields.ts'
import { fieldsOver } from './fields.ts'

/** A record of a small or middling stream, held as a plain object. */
export interface Held {
  readonly id: number
  /** `_info.lastUpdated`; mutable because edits stamp it. */
  updatedAt: number
  updatedBy: string
  /** Set when an edit deletes the record. */
  deleted?: boolean
}

type Declared = Pick<Entity, 'stream' | 'path' | 'title' | 'permission'> & {
  readonly fields: readonly Field[]
} & Partial<Pick<Entity, 'info' | 'hasCount' | 'parent' | 'scope'>>

/** An entity over a list of objects; the list may grow at its end. */
export function entityOverList(items: readonly Held[], declared: Declared): Entity {
  return {
    info: infoOfList(items),
    hasCount: true,
    ...declared,
    size: () => items.length,
    idAt: (row) => items[row]?.id ?? 0,
    isLive: (row) => items[row]?.deleted !== true,
  }
}

/** The two stamps every record carries. */
export function infoOfList(items: readonly Held[], more: Partial<RecordInfo> = {}): RecordInfo {
  return {
    lastUpdated: (row) => items[row]?.updatedAt,
    updatedBy: (row) => items[row]?.updatedBy,
    ...more,
  }
}

/** `{id, name}` with its link: the shape of nearly every reference. */
export function namedTarget<T extends { readonly id: number; readonly name: string }>(
  items: readonly T[],
  href?: { readonly key: string; readonly path: (item: T) => string },
): Target {
  const { int, text } = fieldsOver((row) => items[row])
  return {
    members: [int('id', (item) => item.id), text('name', (item) => item.name)],
    ...(href ? { href: { key: href.key, path: pathOf(items, href.path) } } : {}),
  }
}

/** Finds the item before asking for its path. */
export function pathOf<T>(items: readonly T[], path: (item: T) => string): (row: number) => string {
  return (row) => {
    const item = items[row]
    return item === undefined ? '' : path(item)
  }
}
