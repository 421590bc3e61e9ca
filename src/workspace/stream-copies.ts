import type { StreamCopy } from '../reporting/viewer.ts'
import type { Store } from '../store/store.ts'
import type { Stream } from '../streams/define-stream.ts'
import { readState } from '../sync/sync-state.ts'

/** How far each stream's copy reaches: from its checkpoint, its last run and its rows. */
export async function streamCopies(
  store: Store,
  streams: readonly Stream[],
): Promise<StreamCopy[]> {
  const [states, outcomes, rows] = await Promise.all([
    savedStates(store),
    lastOutcomes(store),
    liveRows(store, streams),
  ])
  return streams.map(({ name }) => {
    const state = readableState(name, states.get(name) ?? null)
    return {
      stream: name,
      coveredUntil: state?.covered_until ?? null,
      rows: rows.get(name) ?? 0,
      state: copyState(outcomes.get(name), state),
    }
  })
}

/** All checkpoints in one query: every page of every viewer asks for them. */
async function savedStates(store: Store): Promise<Map<string, string>> {
  const rows = await store.query(
    `select stream, state from
       (select stream, state, row_number() over (partition by stream order by version desc) as newest
          from sync_checkpoints) as states
      where newest = 1`,
  )
  return new Map(rows.map((row) => [String(row['stream']), String(row['state'])]))
}

type State = ReturnType<typeof readState>

/** A checkpoint that cannot be read covers nothing; the sync and the doctor say so, pages still open. */
function readableState(stream: string, text: string | null): State | null {
  try {
    return readState(stream, text)
  } catch {
    return null
  }
}

function copyState(outcome: string | undefined, state: State | null): StreamCopy['state'] {
  if (outcome === 'denied') return 'denied'
  if (state !== null && state.covered_until !== null) return 'synced'
  return state?.walk ? 'syncing' : 'not-synced'
}

async function lastOutcomes(store: Store): Promise<Map<string, string>> {
  const rows = await store.query(
    `select stream, outcome from
       (select stream, outcome,
               row_number() over (partition by stream order by started_at desc) as newest
          from sync_runs) as runs
      where newest = 1`,
  )
  return new Map(rows.map((row) => [String(row['stream']), String(row['outcome'])]))
}

async function liveRows(store: Store, streams: readonly Stream[]): Promise<Map<string, number>> {
  const counts = streams.map(
    ({ name }) =>
      `select '${name}' as stream, count(*)::integer as live from ${name} where deleted_at is null`,
  )
  const rows = await store.query(counts.join(' union all '))
  return new Map(rows.map((row) => [String(row['stream']), Number(row['live'])]))
}
