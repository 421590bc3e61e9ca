import { useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { Loaded } from './admin-frame.tsx'
import { syncRunsQuery } from './admin-api.ts'
import type { StreamRun, SyncRun } from './connection-words.ts'
import { count, duration, moment } from './words.ts'
import styles from './admin.module.css'

/** As many as fit without scrolling far; the rest a click away. */
const SHOWN_AT_FIRST = 8

/** The syncs that ran: when, what came, what went wrong. */
export function SyncHistory(): ReactNode {
  const query = useQuery(syncRunsQuery)
  const [isWhole, setWhole] = useState(false)
  return (
    <section className={styles['section']}>
      <h2>Sync history</h2>
      <Loaded query={query} fault="The syncs could not be loaded">
        {(runs) =>
          runs.length === 0 ? (
            <p className={styles['soft']}>Nothing was copied yet.</p>
          ) : (
            <>
              {(isWhole ? runs : runs.slice(0, SHOWN_AT_FIRST)).map((run) => (
                <Run key={run.id} run={run} />
              ))}
              {runs.length > SHOWN_AT_FIRST && !isWhole ? (
                <button type="button" className={styles['link']} onClick={() => setWhole(true)}>
                  Show all {runs.length}
                </button>
              ) : null}
            </>
          )
        }
      </Loaded>
    </section>
  )
}

function Run({ run }: { readonly run: SyncRun }): ReactNode {
  const total = (field: 'fetched' | 'inserted' | 'updated' | 'buried' | 'quarantined'): number =>
    run.runs.reduce((sum, each) => sum + each[field], 0)
  const short = run.runs.filter(({ outcome }) => !['done', 'skipped'].includes(outcome))
  const longest = Math.max(0, ...run.runs.map(({ durationMs }) => durationMs))
  return (
    <details className={styles['run']}>
      <summary>
        <span>{moment(run.startedAt)}</span>
        <span className={styles['soft']}>
          {count(total('fetched'), 'row')} read, {total('inserted').toLocaleString('en-US')} new,{' '}
          {total('updated').toLocaleString('en-US')} changed,{' '}
          {total('buried').toLocaleString('en-US')} gone
          {total('quarantined') > 0 ? `, ${total('quarantined')} set aside` : ''}
        </span>
        <span className={short.length > 0 ? styles['soon'] : styles['good']}>
          {short.length > 0 ? `! ${count(short.length, 'list')} not whole` : '✓ Whole'}
        </span>
      </summary>
      <div className={styles['scroll']} tabIndex={0} role="group" aria-label="Lists of this sync">
        <table className={styles['table']}>
          <thead>
            <tr>
              <th scope="col">List</th>
              <th scope="col">Outcome</th>
              {['Read', 'New', 'Changed', 'Gone', 'Set aside', 'Requests'].map((title) => (
                <th scope="col" key={title} className={styles['end']}>
                  {title}
                </th>
              ))}
              <th scope="col" className={styles['end']}>
                Took
              </th>
            </tr>
          </thead>
          <tbody>
            {run.runs.map((each) => (
              <RunLine key={each.stream} run={each} />
            ))}
          </tbody>
        </table>
        <p className={styles['hint']}>The longest list took {duration(longest)}.</p>
      </div>
    </details>
  )
}

function RunLine({ run }: { readonly run: StreamRun }): ReactNode {
  const { fetched, inserted, updated, buried, quarantined, requests } = run
  return (
    <tr>
      <th scope="row">{run.stream.replaceAll('_', ' ')}</th>
      <td>
        {run.outcome}
        <small>{run.error?.message ?? run.reason}</small>
      </td>
      {[fetched, inserted, updated, buried, quarantined, requests].map((amount, i) => (
        <td key={i} className={styles['end']}>
          {amount.toLocaleString('en-US')}
        </td>
      ))}
      <td className={styles['end']}>{duration(run.durationMs)}</td>
    </tr>
  )
}
