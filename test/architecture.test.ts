import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { describe, expect, it } from 'vitest'

/** The import rule of the house: a layer may import itself and the layers named here. */
const LAYERS: Readonly<Record<string, readonly string[]>> = {
  kernel: [],
  config: ['kernel'],
  psa: ['kernel'],
  streams: ['kernel'],
  store: ['kernel'],
  practice: ['kernel'],
  accounts: ['kernel', 'config'],
  model: ['kernel', 'streams'],
  sync: ['kernel', 'psa', 'streams', 'store'],
  reporting: ['kernel', 'store', 'model', 'accounts'],
  reports: ['reporting', 'model', 'kernel'],
  delivery: ['kernel', 'store', 'accounts', 'reporting'],
  workspace: [
    'kernel',
    'config',
    'accounts',
    'psa',
    'streams',
    'store',
    'sync',
    'model',
    'reporting',
    'reports',
    'delivery',
  ],
  http: ['kernel', 'config', 'accounts', 'psa', 'sync', 'reporting', 'delivery', 'workspace'],
  cli: [
    'kernel',
    'config',
    'accounts',
    'psa',
    'store',
    'sync',
    'practice',
    'reporting',
    'delivery',
    'workspace',
  ],
}

/** Packages that only one place may touch. */
const ONLY: Readonly<Record<string, string>> = {
  '@duckdb/node-api': 'src/store/duckdb/',
  undici: 'src/psa/',
  kysely: 'src/accounts/',
  'node:sqlite': 'src/accounts/',
}

const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  .map((file) => join('src', file))

function importsOf(file: string): string[] {
  const source = readFileSync(file, 'utf8')
  return [...source.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map((match) => match[1] ?? '')
}

/** `src/psa/site.ts` is in `psa`; `src/app.ts` is in no layer and may import everything. */
function layerOf(file: string): string | null {
  const [, layer, rest] = file.split('/')
  return rest === undefined ? null : (layer ?? null)
}

describe('the import rule', () => {
  it('reads a house that is not empty', () => {
    expect(files.length).toBeGreaterThan(10)
  })

  it('knows every folder of src', () => {
    const folders = new Set(files.map(layerOf).filter((layer) => layer !== null))
    expect([...folders].filter((folder) => !(folder in LAYERS))).toEqual([])
  })

  it('lets imports point down only', () => {
    const upward = files.flatMap((file) => {
      const layer = layerOf(file)
      if (layer === null) return []
      return importsOf(file)
        .filter((specifier) => specifier.startsWith('.'))
        .map((specifier) => normalize(join(dirname(file), specifier)))
        .filter((target) => {
          const to = layerOf(target)
          return to === null || (to !== layer && !LAYERS[layer]?.includes(to))
        })
        .map((target) => `${file} imports ${target}`)
    })
    expect(upward).toEqual([])
  })

  it('keeps each engine behind its one door', () => {
    const leaks = files.flatMap((file) =>
      importsOf(file)
        .filter((specifier) => ONLY[specifier] !== undefined && !file.startsWith(ONLY[specifier]))
        .map((specifier) => `${file} imports ${specifier}`),
    )
    expect(leaks).toEqual([])
  })

  it('has no drawer for odds and ends', () => {
    const drawers = files.filter((file) =>
      /\/(utils?|helpers?|lib|common|shared|types|constants)(\/|\.ts$)/.test(file),
    )
    expect(drawers).toEqual([])
  })
})
