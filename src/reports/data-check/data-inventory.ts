import { formatCount, joinWords, plural } from '../../kernel/words.ts'
import { defineReport, str, sum } from '../../reporting/define-report.ts'
import type { Row } from '../../reporting/define-report.ts'

/** `data-inventory`: what the copy of ConnectWise holds. */
export const dataInventory = defineReport({
  id: 'data-inventory',
  title: 'Database Size and Number of Records',
  area: 'Data Check',
  question: 'Is all data here, and how big is it?',
  // It speaks of every stream and needs none: a missing one is an answer here, not an obstacle.
  reads: [],
  params: {
    stream: { type: 'text', label: 'Stream', default: '' },
    only_troubled: { type: 'boolean', label: 'Only what needs a look', default: false },
  },
  sql: `
    select stream, title, live_rows, tombstones, quarantined, estimated_bytes,
           synced_at, last_run_at, last_outcome, fetched, inserted, updated, buried
      from stream_inventory
     where ($stream::text = '' or strpos(stream, lower($stream::text)) > 0
                               or strpos(lower(title), lower($stream::text)) > 0)
       and (not $only_troubled::boolean
            or synced_at is null or last_outcome <> 'done' or quarantined > 0)
     order by live_rows desc, stream
  `,
  columns: {
    stream: { label: 'Stream', format: 'text', hidden: true },
    title: { label: 'Records', format: 'text' },
    live_rows: { label: 'Rows', format: 'count' },
    tombstones: {
      label: 'Deleted',
      format: 'count',
      note: 'Kept here, marked as deleted in ConnectWise.',
    },
    quarantined: {
      label: 'In quarantine',
      format: 'count',
      note: 'Set aside because they could not be read.',
      better: 'lower',
    },
    estimated_bytes: {
      label: 'Size',
      format: 'bytes',
      note: 'Estimated from the average length of some records as fetched.',
    },
    synced_at: { label: 'Last synced', format: 'instant' },
    last_run_at: { label: 'Last attempt', format: 'instant', hidden: true },
    last_outcome: { label: 'Last sync', format: 'text' },
    fetched: {
      label: 'Fetched',
      format: 'count',
      note: 'By the last sync, as are the next three.',
    },
    inserted: { label: 'Added', format: 'count' },
    updated: { label: 'Changed', format: 'count' },
    buried: { label: 'Found deleted', format: 'count' },
  },
  totals: (rows) => ({
    stream: null,
    title: 'Total',
    live_rows: sum(rows, 'live_rows'),
    tombstones: sum(rows, 'tombstones'),
    quarantined: sum(rows, 'quarantined'),
    estimated_bytes: sum(rows, 'estimated_bytes'),
    synced_at: earliest(rows),
    last_run_at: null,
    last_outcome: null,
    fetched: sum(rows, 'fetched'),
    inserted: sum(rows, 'inserted'),
    updated: sum(rows, 'updated'),
    buried: sum(rows, 'buried'),
  }),
  kpis: (rows) => [
    { id: 'rows', label: 'Rows', value: sum(rows, 'live_rows'), format: 'count' },
    { id: 'bytes', label: 'Size', value: sum(rows, 'estimated_bytes'), format: 'bytes' },
    {
      id: 'quarantined',
      label: 'In quarantine',
      value: sum(rows, 'quarantined'),
      format: 'count',
      better: 'lower',
    },
  ],
  chart: { kind: 'bar', x: 'title', y: ['live_rows'] },
  headline: (rows) => {
    const denied = rows.filter((row) => row['last_outcome'] === 'denied')
    const missing = rows.filter((row) => row['synced_at'] === null && !denied.includes(row))
    if (rows.length > 0 && missing.length === rows.length) return 'Nothing has been synced yet.'
    const failed = rows.filter(
      (row) => row['synced_at'] !== null && row['last_outcome'] !== 'done' && !denied.includes(row),
    )
    const quarantined = sum(rows, 'quarantined')
    const troubles = [
      denied.length > 0 ? `your API member may not read ${named(denied)}` : '',
      missing.length > 0 ? `${named(missing)} have never been synced` : '',
      failed.length > 0 ? `the last sync of ${named(failed)} did not finish` : '',
      quarantined > 0 ? `${plural(quarantined, 'record')} could not be read` : '',
    ].filter((trouble) => trouble !== '')
    if (troubles.length === 0) return null
    return `${formatCount(sum(rows, 'live_rows'))} rows are here, but ${joinWords(troubles)}.`
  },
  definition: `
One row per stream that is kept, also where nothing has been synced yet. The report reads the copy, not ConnectWise.

- **Rows** counts the records of the stream's table that are not marked as deleted, **Deleted** those that are: records that vanished from ConnectWise and were found gone by a sweep.
- **In quarantine** counts the records that could not be read and were set aside; they are in none of the other numbers.
- **Size** is an estimate: the average number of characters of up to 500 of the stream's records as fetched (JSON), times rows and deleted together. The data file is smaller, because it is compressed.
- **Last synced** is when the last sync that finished began, **Last sync** how the last one that had something to ask ended, finished or not; **Fetched**, **Added**, **Changed** and **Found deleted** are that one's. All four are empty before the first sync.
- "Only what needs a look" keeps the streams never synced to the end, those whose last sync did not finish, and those with records in quarantine.
- The total adds the rows; its date is the earliest, so that everything is at least that fresh, and empty when a stream has never been synced.
- The text filter keeps the streams whose name or title contains the text, upper and lower case alike.
`.trim(),
})

function earliest(rows: readonly Row[]): string | null {
  const syncedAt = rows.map((row) => str(row, 'synced_at')).toSorted()
  return syncedAt[0] || null
}

/** Up to two by name, then their number. */
function named(rows: readonly Row[]): string {
  if (rows.length > 2) return plural(rows.length, 'stream')
  return joinWords(rows.map((row) => str(row, 'title')))
}
