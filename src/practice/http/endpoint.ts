import type { Entity } from '../entity.ts'
import type { Operand } from './conditions/compile.ts'
import { rowNames } from './conditions/names.ts'
import { compileSerializer } from './serializer.ts'
import type { Serializer } from './serializer.ts'
import { selectionOf } from './selection.ts'

/** An entity as it is served: what is compiled once per entity is kept with it. */
export interface Endpoint {
  readonly entity: Entity
  /** True for the `/info` twins, which members read without a line of their role. */
  readonly isOpen: boolean
  /** Names that conditions and orderBy take, lower case. */
  readonly names: ReadonlyMap<string, Operand<number>>
  /** The writer for one `fields=` list; empty for the full record. */
  readonly serializer: (fields: string) => Serializer
}

export function serve(entity: Entity, isOpen = false): Endpoint {
  const serializers = new Map<string, Serializer>()
  return {
    entity,
    isOpen,
    names: rowNames(entity),
    serializer(fields) {
      const known = serializers.get(fields)
      if (known) return known
      // Clients ask for few field lists; a client that makes them up must not fill the memory.
      if (serializers.size >= 100) serializers.clear()
      const made = compileSerializer(entity, selectionOf(fields))
      serializers.set(fields, made)
      return made
    },
  }
}
