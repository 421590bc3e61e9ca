import type { Entity, Field, World } from '../entity.ts'

/** A record as plain data, `_info` and all; instants and days stay seconds. */
export type Json = Record<string, unknown>

/** The live records of a stream as they were when first asked for. */
export type Records = (stream: string) => readonly Json[]

/** Reads each stream of a world once. */
export function recordsOf(world: World): Records {
  const known = new Map<string, readonly Json[]>()
  return (stream) => {
    const records = known.get(stream) ?? readStream(world, stream)
    known.set(stream, records)
    return records
  }
}

function readStream(world: World, stream: string): Json[] {
  const entity = world.entities.find((candidate) => candidate.stream === stream)
  if (!entity) throw new RangeError(`no stream ${stream}`)
  const records: Json[] = []
  for (let row = 0; row < entity.size(); row += 1) {
    if (entity.isLive(row)) records.push(readRecord(entity, row))
  }
  return records
}

function readRecord(entity: Entity, row: number): Json {
  const record: Json = {}
  for (const field of entity.fields) {
    const value = readField(field, row)
    if (value !== undefined) record[field.name] = value
  }
  const { info } = entity
  if (info) {
    record['_info'] = {
      lastUpdated: info.lastUpdated(row),
      updatedBy: info.updatedBy(row),
      dateEntered: info.dateEntered?.(row),
      ...info.hrefs?.(row),
    }
  }
  return record
}

function readField(field: Field, row: number): unknown {
  if (field.kind === 'list') return field.items(row)
  if (field.kind !== 'ref') return field.get(row)
  if (field.members[0]?.get(row) === undefined) return undefined
  const ref: Json = {}
  for (const member of field.members) ref[member.name] = member.get(row)
  if (field.href) ref['_info'] = { [field.href.key]: field.href.path(row) }
  return ref
}
