import { existsSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ask } from './http/ask.test-kit.ts'
import { startPractice } from './start-practice.ts'
import type { Practice } from './start-practice.ts'

/** Payloads recorded from ConnectWise: path with `{id}` to a list of records. */
const file = process.env['BRIEFING_PAYLOADS'] ?? '../shared/fixtures/payloads.json'
const recorded: Readonly<Record<string, unknown>> = existsSync(file)
  ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>)
  : {}

let practice: Practice
beforeAll(async () => {
  practice = await startPractice({ size: 'small', today: '2026-11-22' })
})
afterAll(() => practice.close())

/** Where a value was met, and what it looks like: `board/_info/board_href` → `link`. */
type Shapes = Map<string, Set<string>>

function collect(value: unknown, path: string, shapes: Shapes): Shapes {
  if (Array.isArray(value)) {
    add(shapes, path, 'list')
    for (const item of value) collect(item, `${path}[]`, shapes)
  } else if (typeof value === 'object' && value !== null) {
    if (path !== '') add(shapes, path, 'object')
    for (const [name, member] of Object.entries(value)) {
      collect(member, path === '' ? name : `${path}/${name}`, shapes)
    }
  } else if (value !== null && value !== '') {
    add(shapes, path, formatOf(value))
  }
  return shapes
}

function add(shapes: Shapes, path: string, shape: string): void {
  shapes.set(path, (shapes.get(path) ?? new Set()).add(shape))
}

function formatOf(value: unknown): string {
  if (typeof value !== 'string') return typeof value
  // Some recordings have been through an editor: `T18: 04: 26Z`, `https: //`.
  const text = value.replaceAll(': ', ':')
  if (/^https?:\/\//.test(text)) return 'link'
  // Activities were recorded with a bare day, which newer versions write as an instant.
  if (/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}Z)?$/.test(text)) return 'instant'
  if (/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text)) return 'uuid'
  if (/^\d{2}:\d{2}:\d{2}$/.test(text)) return 'time of day'
  return 'text'
}

/** The records of a list here; of a child list, those of the first parents that have any. */
async function served(path: string): Promise<readonly unknown[] | null> {
  const [parent, child] = path.split('/{id}')
  if (child === undefined) return await listed(path)
  for (const { id } of ((await listed(parent ?? '')) ?? []) as { id: number }[]) {
    const records = await listed(`${parent}/${id}${child}`)
    if (records === null || records.length > 0) return records
  }
  return null
}

async function listed(path: string): Promise<readonly unknown[] | null> {
  const { status, json } = await ask(practice, `${path}?pageSize=1000`)
  return status === 200 && Array.isArray(json) ? json : null
}

describe.skipIf(!existsSync(file))(`payloads recorded from ConnectWise (${file})`, () => {
  it('have the names, types and formats that the practice PSA serves', async () => {
    const wrong: string[] = []
    let compared = 0
    for (const [path, records] of Object.entries(recorded)) {
      const own = Array.isArray(records) ? await served(path) : null
      if (own === null) continue
      const here = own.reduce<Shapes>((shapes, record) => collect(record, '', shapes), new Map())
      for (const [field, shapes] of collect(records, '', new Map()).entries()) {
        const name = field.replace(/^\[\]\/?/, '')
        const mine = here.get(name)
        if (!mine || isFree(name)) continue
        compared += 1
        const isSame = [...shapes].some((shape) => mine.has(shape))
        if (!isSame)
          wrong.push(`${path} ${name}: ${[...mine].join()} here, ${[...shapes].join()} there`)
      }
      wrong.push(...otherLinks(path, records, here))
    }
    expect(wrong).toEqual([])
    // So that the test can never pass by comparing nothing.
    expect(compared).toBeGreaterThan(250)
  })

  it('has company info of the same shape', async () => {
    const { json } = await ask(practice, '/login/companyinfo/practice')
    const theirs = collect(recorded['/login/companyinfo/{company}'], '', new Map())
    const mine = collect(json, '', new Map())
    for (const [name, shapes] of theirs) expect([name, mine.get(name)]).toEqual([name, shapes])
  })
})

/** A custom field's value has the type that somebody gave the field. */
function isFree(name: string): boolean {
  return name === 'customFields[]/value'
}

/** References that are linked by another key than ConnectWise's. */
function otherLinks(path: string, records: unknown, here: Shapes): string[] {
  const linksIn = (shapes: Shapes, owner: string) =>
    [...shapes.keys()].filter(
      (name) => name.startsWith(`${owner}/_info/`) && name.endsWith('_href'),
    )
  const theirs = collect(records, '', new Map())
  // Some recordings hold the whole record in place of a reference; its links are its own.
  const isWhole = (owner: string) => theirs.has(`[]/${owner}/_info/lastUpdated`)
  const owners = new Set(
    [...theirs.keys()].flatMap(
      (name) => /^\[\]\/(\w+)\/_info\/\w+_href$/.exec(name)?.slice(1) ?? [],
    ),
  )
  return [...owners]
    .filter((owner) => !isWhole(owner))
    .flatMap((owner) => {
      const wanted = linksIn(theirs, `[]/${owner}`).map((name) => name.slice(3))
      return linksIn(here, owner)
        .filter((name) => !wanted.includes(name))
        .map((name) => `${path} ${name}: ConnectWise has ${wanted.join()}`)
    })
}
