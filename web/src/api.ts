import { QueryClient, queryOptions } from '@tanstack/react-query'
import type { Briefing } from '../../src/delivery/briefing.ts'
import type { Answer } from '../../src/reporting/answer.ts'
import type { Report } from '../../src/reporting/define-report.ts'

/** What the server says about a request it did not fulfil: what happened, and what helps. */
export class ApiProblem extends Error {
  readonly status: number
  readonly code: string
  /** The next step, in words; null when there is none. */
  readonly detail: string | null
  /** The whole problem document: some routes add members to it. */
  readonly document: Readonly<Record<string, unknown>>

  constructor(status: number, document: Readonly<Record<string, unknown>>) {
    super(textOf(document['title']) ?? `The server answered ${status}.`)
    this.name = 'ApiProblem'
    this.status = status
    this.code = textOf(document['code']) ?? 'unknown'
    this.detail = textOf(document['detail'])
    this.document = document
  }
}

export interface ApiRequest extends Omit<RequestInit, 'body' | 'headers'> {
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

/**
 * Asks `/api/v1` + path and reads its JSON; a `body` is sent as JSON. Throws `ApiProblem`, with the code
 * `offline` when no answer came at all.
 */
export async function api<Document>(
  path: string,
  { body, headers, ...init }: ApiRequest = {},
): Promise<Document> {
  const response = await reach(`/api/v1${path}`, {
    ...init,
    headers: {
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  if (!response.ok) throw new ApiProblem(response.status, await problemIn(response))
  if (response.status === 204) return undefined as Document
  return (await response.json()) as Document
}

async function reach(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init)
  } catch (cause) {
    if (init.signal?.aborted === true) throw cause
    throw new ApiProblem(0, {
      title: 'Cloud Briefing does not answer.',
      detail: 'See that the server runs and that you are online, then try again.',
      code: 'offline',
    })
  }
}

async function problemIn(response: Response): Promise<Record<string, unknown>> {
  const isJson = response.headers.get('content-type')?.includes('json') === true
  return isJson ? ((await response.json()) as Record<string, unknown>) : {}
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}

/** One cache for all pages. What the reader did wrong is not asked again. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 60_000,
      retry: (count, error) =>
        count < 2 && !(error instanceof ApiProblem && error.status >= 400 && error.status < 500),
    },
  },
})

export type Role = 'owner' | 'administrator' | 'analyst' | 'reader'

/** Who is here. `open`: nobody has signed up yet, or it is the demo; then everything can be read. */
export interface Session {
  readonly state: 'set-up-needed' | 'signed-out' | 'signed-in' | 'open'
  readonly person: {
    readonly id: string
    readonly name: string
    readonly email: string
    readonly role: Role
    readonly twoFactor: boolean
  } | null
  readonly workspace: { readonly name: string }
}

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: ({ signal }) => api<Session>('/session', { signal }),
})

export const briefingQuery = queryOptions({
  queryKey: ['briefing'],
  queryFn: ({ signal }) => api<Briefing>('/briefings/latest', { signal }),
})

/** A report's definition as the API tells it. */
export type ReportEntry = Pick<
  Report,
  'id' | 'title' | 'area' | 'question' | 'reads' | 'params' | 'columns' | 'chart' | 'definition'
>

export const reportsQuery = queryOptions({
  queryKey: ['reports'],
  queryFn: ({ signal }) => api<readonly ReportEntry[]>('/reports', { signal }),
  staleTime: Infinity,
})

/** A report's answer; `search` holds its parameters as the URL does. */
export const answerQuery = (id: string, search: Readonly<Record<string, string>> = {}) =>
  queryOptions({
    queryKey: ['answer', id, search],
    queryFn: ({ signal }) =>
      api<Answer>(`/reports/${encodeURIComponent(id)}/rows?${new URLSearchParams(search)}`, {
        signal,
      }),
  })

/** Where the figures live: their currency, and the zone of their days. */
export interface Place {
  readonly name: string
  readonly zone: string
  readonly currency: string
}

export const placeQuery = queryOptions({
  queryKey: ['workspace'],
  queryFn: ({ signal }) => api<Place>('/workspace', { signal }),
  staleTime: Infinity,
})
