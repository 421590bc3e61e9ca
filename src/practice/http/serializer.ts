import type {
  Entity,
  Field,
  FieldKind,
  FieldValue,
  ListField,
  RecordInfo,
  RefField,
  ScalarField,
} from '../entity.ts'
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

function scalarWriter(field: ScalarField): Writer {
  const { name, kind, get } = field
  const key = `,"${name}":`
  if (kind === 'text' || kind === 'enum') return textWriter(key, get)
  const write = VALUE_WRITERS[kind]
  return (row) => {
    const value = get(row)
    return value === undefined ? '' : key + write(value)
  }
}

const VALUE_WRITERS: Readonly<
  Record<Exclude<FieldKind, 'text' | 'enum'>, (value: string | number | boolean) => string>
> = {
  int: String,
  bool: (value) => (value === true ? 'true' : 'false'),
  dec: (value) => decimal(Number(value)),
  instant: (value) => instant(Number(value)),
  day: (value) => instant(Number(value)),
}

/** Names, cities and literals come again and again; notes and summaries do not, and fill the memory. */
const REMEMBERED_TEXTS = 500

function textWriter(key: string, get: ScalarField['get']): Writer {
  const known = new Map<FieldValue, string>()
  return (row) => {
    const value = get(row)
    if (value === undefined) return ''
    const piece = known.get(value)
    if (piece !== undefined) return piece
    const made = key + quoted(String(value))
    if (known.size < REMEMBERED_TEXTS) known.set(value, flat(made))
    return made
  }
}

/** As many references as there are companies in a large practice, and then some. */
const REMEMBERED_REFERENCES = 5000

interface Remembered {
  readonly values: readonly FieldValue[]
  readonly text: string
}

function refWriter(field: RefField, selection: Selection | null): Writer {
  const key = `,"${field.name}":{`
  const empty = field.emptyAsObject === true ? `${key}}` : ''
  const [first, ...others] = field.members
  const write = refTextWriter(key, field, selection)
  // A link follows from the record that it leads to: same id and same names, same text.
  const known = new Map<FieldValue, Remembered>()
  let knownBase = ''
  return (row, base) => {
    const id = first?.get(row)
    if (id === undefined) return empty
    if (base !== knownBase) {
      known.clear()
      knownBase = base
    }
    const old = known.get(id)
    if (old && others.every((member, index) => member.get(row) === old.values[index])) {
      return old.text
    }
    const text = write(row, base)
    if (known.size < REMEMBERED_REFERENCES || old) {
      known.set(id, { values: others.map((member) => member.get(row)), text: flat(text) })
    }
    return text
  }
}

function refTextWriter(key: string, field: RefField, selection: Selection | null): Writer {
  const writers: Writer[] = field.members
    .filter((member) => !selection || selection.has(member.name.toLowerCase()))
    .map(scalarWriter)
  const { href } = field
  if (href && (!selection || selection.has('_info'))) {
    const open = `,"_info":{"${href.key}":"`
    writers.push((row, base) => `${open}${base}${href.path(row)}"}`)
  }
  return (row, base) => {
    let members = ''
    for (const write of writers) members += write(row, base)
    return members === '' ? `${key}}` : `${key}${members.slice(1)}}`
  }
}

/** In one piece: what is written a thousand times must not be put together a thousand times. */
function flat(text: string): string {
  return Buffer.from(text).toString()
}

function listWriter({ name, items, json }: ListField, selection: Selection | null): Writer {
  const key = `,"${name}":`
  if (json && selection === null) return (row) => key + json(row)
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
        if (isAsked(name)) links += `,"${name}":"${path.startsWith('/') ? base : ''}${path}"`
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
