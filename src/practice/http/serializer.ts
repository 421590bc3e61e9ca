import type { Entity, Field, ListField, RecordInfo, RefField, ScalarField } from '../entity.ts'
import { decimal, instant, quoted } from './literals.ts'
import { prune } from './selection.ts'
import type { Selection } from './selection.ts'

/**
 * Writes one row as JSON text. `base` is the address in front of links:
 * `https://host/v2026_4/apis/3.0`.
 */
export type Serializer = (row: number, base: string) => string

/**
 * Compiles the writer of an entity for one `fields=` list; null writes the full record. No object
 * stands between the columns and the text: that is what makes a page of full tickets cheap.
 */
export function compileSerializer(entity: Entity, selection: Selection | null): Serializer {
  const writers = entity.fields.flatMap((field) => {
    const inner = selection ? selection.get(field.name.toLowerCase()) : null
    return inner === undefined ? [] : [fieldWriter(field, inner)]
  })
  const info = selection ? selection.get('_info') : null
  if (entity.info && info !== undefined) writers.push(infoWriter(entity.info, info))
  return (row, base) => {
    let members = ''
    for (const write of writers) members += write(row, base)
    return members === '' ? '{}' : `{${members.slice(1)}}`
  }
}

/** Writes `,"name":value`, or nothing where the value is missing. */
type Writer = Serializer

function fieldWriter(field: Field, selection: Selection | null): Writer {
  if (field.kind === 'ref') return refWriter(field, selection)
  if (field.kind === 'list') return listWriter(field, selection)
  return scalarWriter(field)
}

function scalarWriter({ name, kind, get }: ScalarField): Writer {
  const key = `,"${name}":`
  const write = VALUE_WRITERS[kind]
  return (row) => {
    const value = get(row)
    return value === undefined ? '' : key + write(value)
  }
}

const VALUE_WRITERS: Readonly<
  Record<ScalarField['kind'], (value: string | number | boolean) => string>
> = {
  int: String,
  bool: String,
  dec: (value) => decimal(Number(value)),
  instant: (value) => instant(Number(value)),
  day: (value) => instant(Number(value)),
  text: (value) => quoted(String(value)),
  enum: (value) => quoted(String(value)),
}

function refWriter(field: RefField, selection: Selection | null): Writer {
  const key = `,"${field.name}":{`
  const empty = field.emptyAsObject === true ? `${key}}` : ''
  const [first] = field.members
  const writers: Writer[] = field.members
    .filter((member) => !selection || selection.has(member.name.toLowerCase()))
    .map(scalarWriter)
  const { href } = field
  if (href && (!selection || selection.has('_info'))) {
    const open = `,"_info":{"${href.key}":"`
    writers.push((row, base) => `${open}${base}${href.path(row)}"}`)
  }
  return (row, base) => {
    if (first?.get(row) === undefined) return empty
    let members = ''
    for (const write of writers) members += write(row, base)
    return members === '' ? `${key}}` : `${key}${members.slice(1)}}`
  }
}

function listWriter({ name, items }: ListField, selection: Selection | null): Writer {
  const key = `,"${name}":`
  return (row, base) => {
    const list = items(row)
    if (!list) return ''
    return list.length === 0
      ? `${key}[]`
      : key + withBase(JSON.stringify(prune(list, selection)), base)
  }
}

/** Links inside array items are held as paths: `"type_href":"/company/…"`. */
function withBase(json: string, base: string): string {
  return json.includes('_href":"/') ? json.replaceAll('_href":"/', `_href":"${base}/`) : json
}

function infoWriter(info: RecordInfo, selection: Selection | null): Writer {
  const isAsked = (name: string) => !selection || selection.has(name.toLowerCase())
  const writers: Writer[] = []
  const stamp = (name: string, kind: 'instant' | 'text', get: ScalarField['get'] | undefined) => {
    if (get && isAsked(name)) writers.push(scalarWriter({ name, kind, get }))
  }
  stamp('lastUpdated', 'instant', info.lastUpdated)
  stamp('updatedBy', 'text', info.updatedBy)
  stamp('dateEntered', 'instant', info.dateEntered)
  stamp('enteredBy', 'text', info.enteredBy)
  const { hrefs } = info
  if (hrefs) {
    writers.push((row, base) => {
      let links = ''
      for (const [name, path] of Object.entries(hrefs(row))) {
        if (isAsked(name)) links += `,"${name}":"${base}${path}"`
      }
      return links
    })
  }
  return (row, base) => {
    let members = ''
    for (const write of writers) members += write(row, base)
    return `,"_info":{${members.slice(1)}}`
  }
}
