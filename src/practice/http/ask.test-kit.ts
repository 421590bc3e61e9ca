import type { Practice } from '../start-practice.ts'

export interface Answer {
  readonly status: number
  readonly text: string
  readonly json: unknown
  readonly headers: Headers
}

export interface AskOptions {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  /** Identifier whose key pair signs; null signs nothing. */
  readonly as?: string | null
}

/** Headers of a well-formed request by an API member. */
export function signed(identifier = 'practice'): Record<string, string> {
  const pair = `practice+${identifier}Public:${identifier}Private`
  return {
    authorization: `Basic ${Buffer.from(pair).toString('base64')}`,
    clientId: '00000000-0000-4000-8000-000000000001',
  }
}

/** Asks a path below `/apis/3.0`, or any path that starts with a codebase or a door. */
export async function ask(
  practice: Practice,
  path: string,
  { method = 'GET', headers = {}, body, as = 'practice' }: AskOptions = {},
): Promise<Answer> {
  const whole = /^\/(v\d|login|_practice)/i.test(path) ? path : `/v2026_4/apis/3.0${path}`
  const response = await fetch(practice.url + whole, {
    method,
    headers: { ...(as === null ? {} : signed(as)), ...headers },
    ...(body === undefined ? {} : { body }),
  })
  const text = await response.text()
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    json = undefined
  }
  return { status: response.status, text, json, headers: response.headers }
}

/** The ids of a list's records. */
export function idsOf({ json }: Answer): number[] {
  return Array.isArray(json) ? json.map((record: { id: number }) => record.id) : []
}

/** A query out of plain values. */
export function query(values: Readonly<Record<string, string | number>>): string {
  const pairs = Object.entries(values).map(([name, value]): [string, string] => [name, `${value}`])
  return `?${new URLSearchParams(pairs).toString()}`
}
