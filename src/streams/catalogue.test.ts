import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { streamNamed, streams } from './catalogue.ts'

/** Kept beside the repository, not in it: ConnectWise's description of its own API. */
const OPENAPI = '../shared/connectwise-openapi.json'

describe('the catalogue of streams', () => {
  it('finds a stream by its table name and nothing by another', () => {
    expect(streamNamed('time_entries')?.endpoint).toBe('/time/entries')
    expect(streamNamed('timeEntries')).toBeUndefined()
  })

  it('names every stream and every endpoint once', () => {
    expect(repeated(streams.map((stream) => stream.name))).toEqual([])
    expect(repeated(streams.map((stream) => stream.endpoint))).toEqual([])
  })

  it('lists a parent before its children, which name it in a column', () => {
    for (const [position, { sync, endpoint, columns }] of streams.entries()) {
      expect(endpoint.includes('{parentId}')).toBe(sync.mode === 'child')
      if (sync.mode !== 'child') continue
      const earlier = streams.slice(0, position).map((stream) => stream.name)
      expect(earlier).toContain(sync.parent)
      expect(columns[sync.parentColumn]?.type).toBe('integer')
    }
  })

  it('compares nothing to a stamp it does not keep', () => {
    const stampless = streams.filter(
      ({ sync, columns }) => sync.mode === 'changed' && !columns['updated_at'],
    )
    expect(stampless).toEqual([])
  })
})

describe.each(streams)('$name', ({ name, columns, fields }) => {
  it('starts with the id', () => {
    expect(Object.entries(columns)[0]).toEqual(['id', { type: 'integer', path: 'id' }])
  })

  it('asks for every field once', () => {
    expect(repeated(Object.values(columns).map((column) => column.path))).toEqual([])
    expect(fields).toEqual(Object.values(columns).map((column) => column.path))
  })

  it('leaves room in a URL of 2,000 characters for host, conditions and paging', () => {
    expect(encodeURIComponent(fields.join(',')).length).toBeLessThan(1600)
  })

  it('names its columns as ConnectWise names the fields', () => {
    for (const [column, { path }] of Object.entries(columns)) expect(column).toBe(columnFor(path))
  })

  it('keeps clear of the columns that every table has', () => {
    const everywhere = ['raw', 'synced_at', 'deleted_at']
    expect(Object.keys(columns).filter((column) => everywhere.includes(column))).toEqual([])
  })

  it('asks for nothing that is or may hold a secret', () => {
    const secrets = fields.filter((field) =>
      /password|token|signature|mapi|office365|ssoSettings|ldap|questions|answer/i.test(field),
    )
    expect(secrets).toEqual([])
  })

  it('reads its name as a table name and as a file name', () => {
    expect(name).toMatch(/^[a-z]+(_[a-z]+)*$/)
    expect(existsSync(`src/streams/${name.replaceAll('_', '-')}.ts`)).toBe(true)
  })
})

describe.skipIf(!existsSync(OPENAPI))('the API as ConnectWise describes it', () => {
  const api: Api = existsSync(OPENAPI) ? JSON.parse(readFileSync(OPENAPI, 'utf8')) : undefined

  it.each(streams)('has every field of $name, of a type that its column can hold', (stream) => {
    const record = recordAt(api, stream.endpoint)
    for (const { type, path } of Object.values(stream.columns)) {
      if (path.startsWith('_info/')) continue // An open object there: its members are not described.
      const property = propertyAt(api, record, path)
      expect(property, path).toBeDefined()
      expect(HOLDS[type], `${path} in a column of type ${type}`).toContain(property?.type)
    }
  })
})

/** Types of the description that a column may take; days and moments are strings there. */
const HOLDS: Readonly<Record<string, readonly (string | undefined)[]>> = {
  integer: ['integer'],
  bigint: ['integer'],
  // The cost of a time entry is a decimal that ConnectWise writes as text.
  decimal: ['number', 'string'],
  boolean: ['boolean'],
  text: ['string'],
  date: ['string'],
  timestamp: ['string'],
  json: ['array', 'object'],
}

interface Schema {
  readonly $ref?: string
  readonly type?: string
  readonly items?: Schema
  readonly properties?: Readonly<Record<string, Schema>>
}

interface Api {
  readonly paths: Readonly<Record<string, { readonly get: { readonly responses: Responses } }>>
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> }
}

type Responses = Readonly<
  Record<string, { readonly content: Readonly<Record<string, { readonly schema: Schema }>> }>
>

function recordAt(api: Api, endpoint: string): Schema {
  const content = api.paths[endpoint]?.get.responses['200']?.content ?? {}
  const items = Object.values(content)[0]?.schema.items
  if (!items) throw new Error(`${endpoint} does not list records`)
  return resolved(api, items)
}

function propertyAt(api: Api, record: Schema, path: string): Schema | undefined {
  let schema: Schema | undefined = record
  for (const name of path.split('/')) {
    schema = schema?.properties?.[name]
    if (schema) schema = resolved(api, schema)
  }
  return schema
}

function resolved(api: Api, schema: Schema): Schema {
  const name = schema.$ref?.split('/').at(-1)
  return name === undefined ? schema : (api.components.schemas[name] ?? schema)
}

/** The naming rule of the catalogue, with its exceptions. */
function columnFor(path: string): string {
  const exception = EXCEPTIONS[path]
  if (exception !== undefined) return exception
  const [first = '', second] = path.split('/').map(snakeCase)
  if (second === undefined) return first
  // A member that repeats its reference is not written twice: `currency/currencyCode`.
  return second.startsWith(`${first}_`) ? second : `${first}_${second}`
}

const EXCEPTIONS: Readonly<Record<string, string>> = {
  '_info/lastUpdated': 'updated_at',
  '_info/updatedBy': 'updated_by',
  '_info/dateEntered': 'entered_at',
  '_info/enteredBy': 'entered_by',
  // A reserved word of SQL; it limits what is carried over.
  limit: 'carry_over_limit',
  // ConnectWise's own slip of the pen.
  employeeIdentifer: 'employee_identifier',
}

function snakeCase(name: string): string {
  return name
    .replaceAll(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
}

function repeated(words: readonly string[]): string[] {
  return words.filter((word, position) => words.indexOf(word) !== position)
}
