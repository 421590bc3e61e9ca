import type { Entity, Field, ScalarField, World } from '../entity.ts'

type Json = Record<string, unknown>

/** Every live record of a stream as plain data, written out for the tests of the world. */
export function readRecords(world: World, stream: string): Json[] {
  const entity = world.entities.find((candidate) => candidate.stream === stream)
  if (!entity) throw new RangeError(`no stream ${stream}`)
  const records: Json[] = []
  for (let row = 0; row < entity.size(); row += 1) {
    if (entity.isLive(row)) records.push(readRecord(entity, row))
  }
  return records
}

/** One record with its `_info`: instants and days stay numbers. */
export function readRecord(entity: Entity, row: number): Json {
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
  const [first] = field.members
  if (first?.get(row) === undefined) return undefined
  return Object.fromEntries([
    ...field.members.map((member: ScalarField) => [member.name, member.get(row)] as const),
    ...(field.href ? [['_info', { [field.href.key]: field.href.path(row) }] as const] : []),
  ])
}
