import type { ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import { AppError } from '../../kernel/app-error.ts'
import type { EditRequest, Entity } from '../entity.ts'
import { parseFaultPlan } from './fault-plan.ts'
import type { PsaRequest } from './psa-api.ts'
import { readBody } from './read-body.ts'
import type { Site } from './site.ts'

/**
 * Everything under `/_practice/`, which no ConnectWise has: what is true, what was asked, and levers
 * for time, business and faults. Faults never reach it.
 */
export async function answerDoor(
  site: Site,
  request: PsaRequest,
  response: ServerResponse,
): Promise<void> {
  const [, lever = '', name = '', ...rest] = request.segments
  try {
    if (lever === 'truth' && request.method === 'GET' && rest.length === 0) {
      return await truth(site, request, name, response)
    }
    const answer = name === '' ? LEVERS[`${request.method} ${lever}`] : undefined
    if (!answer) throw refused(`there is no ${request.method} ${lever}; ${KNOWN}`, 'not-found')
    writeJson(response, 200, answer(site, await bodyOf(request)))
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    const status = error.code === 'practice-not-found' ? 404 : 400
    writeJson(response, status, { code: error.code, message: error.message })
  }
}

type Lever = (site: Site, body: unknown) => unknown

const LEVERS: Readonly<Record<string, Lever>> = {
  'POST edit': (site, body) => {
    const at = Math.floor(site.nowMs() / 1000)
    const result = site.world.edit(editRequestOf(body), at)
    site.finder.forget()
    return { at, ...result }
  },
  'POST faults': (site, body) => {
    site.setFaults(parseFaultPlan(body, streamsOf(site)))
    return site.faults.plan
  },
  'GET faults': (site) => site.faults.plan,
  'GET requests': (site) => site.journal.summary(),
  'POST clock': (site, body) => {
    const { advanceSeconds } = numbersIn(body, { advanceSeconds: [0, 10 * 366 * 86_400] })
    site.advance(advanceSeconds ?? 0)
    return { now: new Date(site.nowMs()).toISOString() }
  },
  'GET defects': (site) => site.world.defects,
}

const KNOWN = 'known: GET truth/{stream}, ' + Object.keys(LEVERS).join(', ')

/** The streams that truth and fault plans name. */
export function streamsOf(site: Site): string[] {
  return site.routesFor(null).streams()
}

/** Current truth of a stream: every live record in full, one a line, in id order. */
async function truth(
  site: Site,
  { origin }: PsaRequest,
  stream: string,
  response: ServerResponse,
): Promise<void> {
  const endpoint = site.routesFor(null).ofStream(stream)
  if (!endpoint) {
    throw refused(
      `${stream} is not a stream here; known: ${streamsOf(site).join(', ')}`,
      'not-found',
    )
  }
  const { entity } = endpoint
  const write = endpoint.serializer('')
  const base = `${origin}/${site.codebase}/apis/3.0`
  response.writeHead(200, { 'Content-Type': 'application/x-ndjson; charset=utf-8' })
  // A reader that leaves half-way is no failure.
  await pipeline(
    linesOf(entity, (row) => write(row, base)),
    response,
  ).catch(() => response.destroy())
}

function* linesOf(entity: Entity, write: (row: number) => string): Generator<Buffer> {
  let lines: Buffer[] = []
  let bytes = 0
  for (let row = 0; row < entity.size(); row += 1) {
    if (!entity.isLive(row)) continue
    const line = Buffer.from(`${write(row)}\n`)
    lines.push(line)
    bytes += line.length
    if (bytes < CHUNK_BYTES) continue
    yield Buffer.concat(lines)
    lines = []
    bytes = 0
  }
  yield Buffer.concat(lines)
}

/** Large enough to be quick, small enough that other requests get their turn. */
const CHUNK_BYTES = 250_000

async function bodyOf(request: PsaRequest): Promise<unknown> {
  if (request.method === 'GET') return undefined
  try {
    const body: unknown = JSON.parse(await readBody(request.message))
    return body
  } catch {
    throw refused('the body is not JSON', 'body')
  }
}

function editRequestOf(body: unknown): EditRequest {
  const most = 1_000_000
  const { seed, inserts, updates, deletes } = numbersIn(body, {
    seed: [0, 2 ** 31],
    inserts: [0, most],
    updates: [0, most],
    deletes: [0, most],
  })
  return { seed: seed ?? 1, inserts: inserts ?? 0, updates: updates ?? 0, deletes: deletes ?? 0 }
}

/** Whole numbers out of a body; says which member is wrong, and how. */
function numbersIn<Name extends string>(
  body: unknown,
  ranges: Readonly<Record<Name, readonly [number, number]>>,
): Partial<Record<Name, number>> {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw refused(`the body must be an object with ${Object.keys(ranges).join(', ')}`, 'body')
  }
  const known: Readonly<Record<string, readonly [number, number]>> = ranges
  for (const [name, value] of Object.entries(body)) {
    const range = known[name]
    if (!range)
      throw refused(`${name} is not known; known: ${Object.keys(ranges).join(', ')}`, 'body')
    const [low, high] = range
    if (!Number.isInteger(value) || value < low || value > high) {
      throw refused(`${name} must be a whole number from ${low} to ${high}`, 'body')
    }
  }
  return body
}

function refused(message: string, code: 'body' | 'not-found'): AppError {
  return new AppError(message, { code: `practice-${code}`, remedy: 'correct-input' })
}

function writeJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8' })
  response.end(JSON.stringify(body))
}
