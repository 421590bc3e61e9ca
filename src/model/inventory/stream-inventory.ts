import { streams } from '../../streams/catalogue.ts'
import type { Stream } from '../../streams/define-stream.ts'
import { defineView } from '../define-view.ts'

/** Records weighed for the average size: more would read the widest column of a large table whole. */
const WEIGHED = 500

/** What the copy holds, stream by stream, with how its last sync went. */
export const streamInventory = defineView({
  name: 'stream_inventory',
  doc: 'One row per stream that we keep, also where nothing has been synced yet.',
  sql: `
    with held as (
      ${streams.map(countOf).join('\n      union all\n      ')}
    ), last_runs as (
      select distinct on (stream) stream, started_at, outcome, fetched, inserted, updated, buried
        from sync_runs
       where outcome <> 'skipped'
       order by stream, started_at desc
    ), successes as (
      select stream, max(started_at) as synced_at from sync_runs where outcome = 'done' group by stream
    ), quarantine as (
      select stream, count(*)::integer as quarantined from sync_quarantine group by stream
    )
    select h.stream,
           h.title,
           h.live_rows,
           h.tombstones,
           coalesce(q.quarantined, 0) as quarantined,
           (h.record_bytes * (h.live_rows + h.tombstones))::bigint as estimated_bytes,
           s.synced_at,
           r.started_at as last_run_at,
           r.outcome as last_outcome,
           r.fetched,
           r.inserted,
           r.updated,
           r.buried
      from held h
      left join last_runs r on r.stream = h.stream
      left join successes s on s.stream = h.stream
      left join quarantine q on q.stream = h.stream
  `,
  columns: {
    stream: 'Name of the stream and of its table',
    title: 'What its rows are called',
    live_rows: 'Rows that exist in ConnectWise, as far as we know',
    tombstones: 'Rows kept although ConnectWise deleted them',
    quarantined: 'Records that could not be read and were set aside',
    estimated_bytes:
      'Size of the records as fetched: the average length of some, times rows and tombstones',
    synced_at: 'Start of the last sync that finished, UTC; null before the first',
    last_run_at: 'Start of the last sync that had something to ask, finished or not, UTC',
    last_outcome: 'How that sync ended: done, partial, failed, denied or cancelled',
    fetched: 'Records it received',
    inserted: 'Rows it added',
    updated: 'Rows it changed',
    buried: 'Rows it found deleted',
  },
})

function countOf({ name, title }: Stream): string {
  return `select '${name}' as stream, '${title.replaceAll("'", "''")}' as title,
             (count(*) filter (where deleted_at is null))::integer as live_rows,
             count(deleted_at)::integer as tombstones,
             (select coalesce(avg(length(raw::text)), 0)
                from (select raw from ${name} limit ${WEIGHED}) as weighed) as record_bytes
        from ${name}`
}
