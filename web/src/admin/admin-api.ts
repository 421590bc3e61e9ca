import { queryOptions } from '@tanstack/react-query'
import { api, ApiProblem } from '../api.ts'
import type { Connection, ConnectionTest, FiveValues, Stage, SyncRun } from './connection-words.ts'
import { readEvents } from './read-events.ts'

/** The connections of this workspace: one, or none yet. */
export const connectionsQuery = queryOptions({
  queryKey: ['connections'],
  queryFn: ({ signal }) =>
    api<{ readonly connections: readonly Connection[] }>('/connections', { signal }),
  staleTime: 0,
})

/** Where the latest test of a saved connection is kept while the app is open. */
export const lastTestKey = (id: string) => ['connection-test', id] as const

/** The latest syncs, newest first. */
export const syncRunsQuery = queryOptions({
  queryKey: ['sync-runs'],
  queryFn: ({ signal }) => api<readonly SyncRun[]>('/sync/runs', { signal }),
  staleTime: 0,
})

/**
 * Tests five values and tells of each stage as it ends. Throws `ApiProblem` when the test itself
 * could not be run.
 */
export async function streamTest(
  values: FiveValues,
  onStage: (stage: Stage) => void,
  signal: AbortSignal,
): Promise<ConnectionTest> {
  const response = await fetch('/api/v1/connections/test/stream', {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
    body: JSON.stringify(values),
    signal,
  }).catch((cause: unknown) => {
    if (signal.aborted) throw cause
    throw unreachable()
  })
  if (!response.ok) throw new ApiProblem(response.status, await problemOf(response))
  for await (const { event, data } of readEvents(response)) {
    if (event === 'stage') onStage(JSON.parse(data) as Stage)
    if (event === 'result') return JSON.parse(data) as ConnectionTest
    if (event === 'problem') throw new ApiProblem(500, JSON.parse(data) as Record<string, unknown>)
  }
  throw unreachable()
}

function unreachable(): ApiProblem {
  return new ApiProblem(0, {
    title: 'The line to Cloud Briefing broke.',
    detail: 'See that the server runs and that you are online, then try again.',
    code: 'offline',
  })
}

async function problemOf(response: Response): Promise<Record<string, unknown>> {
  try {
    return (await response.json()) as Record<string, unknown>
  } catch {
    return {}
  }
}
