import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState, type ReactNode } from 'react'
import { api, ApiProblem } from '../api.ts'
import type { Connection, StreamProgress, StreamRun } from './connection-words.ts'
import { connectionsQuery } from './admin-api.ts'
import { Fault } from './fault.tsx'
import type { LiveSync } from './use-sync.ts'
import { count, duration } from './words.ts'
import styles from './admin.module.css'

interface SyncPanelProps {
  readonly connection: Connection
  readonly live: LiveSync
  readonly mayChange: boolean
}

/** Sync now, what is arriving, and how it ended. */
export function SyncPanel({ connection, live, mayChange }: SyncPanelProps): ReactNode {
  const queryClient = useQueryClient()
  const [isAsked, setAsked] = useState(false)
  const start = useMutation({
    mutationFn: () => api(`/connections/${connection.id}/sync`, { method: 'POST' }),
    onMutate: () => setAsked(true),
    onSettled: () => {
      setAsked(false)
      void queryClient.invalidateQueries({ queryKey: connectionsQuery.queryKey })
    },
  })
  const cancel = useMutation({
    mutationFn: () => api(`/connections/${connection.id}/sync/cancel`, { method: 'POST' }),
  })
  const isRunning = live.state === 'running' || isAsked || start.isPending
  // A second window got there first: what is wanted is under way.
  const isElsewhere = start.error instanceof ApiProblem && start.error.code === 'sync-running'

  return (
    <section className={styles['card']} aria-labelledby="sync-title">
      <h2 id="sync-title" className={styles['cardTitle']}>
        {isRunning ? 'Copying from ConnectWise' : 'Sync'}
      </h2>
      <div aria-live="polite">
        <Outcome live={live} isRunning={isRunning} />
      </div>
      {start.isError && !isElsewhere ? (
        <Fault fault={start.error} what="The sync could not be started" />
      ) : null}
      {cancel.isError ? <Fault fault={cancel.error} what="The sync could not be ended" /> : null}
      {mayChange ? (
        <div className={styles['actions']}>
          <Button onClick={() => start.mutate()} loading={isRunning} disabled={!connection.hasKeys}>
            Sync now
          </Button>
          {isRunning ? (
            <Button variant="default" onClick={() => cancel.mutate()} loading={cancel.isPending}>
              Cancel
            </Button>
          ) : null}
        </div>
      ) : null}
      {live.streams.length > 0 ? (
        <details className={styles['lists']} open={isRunning || live.runs.some(isShort)}>
          <summary>{count(live.streams.length, 'list')}</summary>
          <StreamList streams={live.streams} runs={live.runs} />
        </details>
      ) : null}
    </section>
  )
}

function Outcome({ live, isRunning }: { live: LiveSync; isRunning: boolean }): ReactNode {
  if (isRunning) {
    const rows = live.streams.reduce((sum, { rows }) => sum + rows, 0)
    const ended = live.streams.filter(({ state }) => !isUnderWay(state)).length
    return (
      <p className={styles['soft']}>
        {rows === 0
          ? 'Asking ConnectWise what is new.'
          : `${count(rows, 'row')} so far, newest first; ${ended} of ${live.streams.length} lists are here.`}
      </p>
    )
  }
  if (live.state === 'failed') {
    return (
      <div className={styles['notice']}>
        <strong>{live.fault?.message}</strong>
        <p>{live.fault?.hint ?? 'Test the connection; it names the cause.'}</p>
      </div>
    )
  }
  if (live.state !== 'done') {
    return (
      <p className={styles['soft']}>
        Runs by itself from now on. Ask for one when you changed something in ConnectWise and want
        to see it here.
      </p>
    )
  }
  const fetched = live.runs.reduce((sum, { fetched }) => sum + fetched, 0)
  const short = live.runs.filter(isShort)
  const cancelled = short.some(({ outcome }) => outcome === 'cancelled')
  if (cancelled) {
    return <p>Ended before its time. What had arrived is kept; the next sync goes on from there.</p>
  }
  return (
    <>
      <p className={short.length === 0 ? styles['good'] : ''}>
        {short.length === 0
          ? `✓ Everything is here: ${count(fetched, 'row')} were read.`
          : `${count(fetched, 'row')} were read. ${count(short.length, 'list')} did not come whole; the reason stands beside each.`}
      </p>
      <p>
        <Link to="/">Read the briefing</Link>
      </p>
    </>
  )
}

/** True for a list that did not come whole. */
function isShort({ outcome }: StreamRun): boolean {
  return outcome !== 'done' && outcome !== 'skipped'
}

function isUnderWay(state: string): boolean {
  return ['waiting', 'fetching', 'checking deletions'].includes(state)
}

interface StreamListProps {
  readonly streams: readonly StreamProgress[]
  readonly runs: readonly StreamRun[]
}

/** What arrives now, then what went wrong, then the rest, each as ConnectWise was asked. */
function byInterest(a: StreamProgress, b: StreamProgress): number {
  const order = ['fetching', 'checking deletions', 'failed', 'denied', 'partial', 'cancelled']
  const rank = ({ state }: StreamProgress): number => {
    const at = order.indexOf(state)
    return at < 0 ? order.length : at
  }
  return rank(a) - rank(b)
}

const OUTCOMES: Readonly<Record<string, string>> = {
  waiting: 'Waiting',
  fetching: 'Arriving',
  'checking deletions': 'Looking for deletions',
  done: '✓ Here',
  failed: '✕ Failed',
  denied: '✕ Not readable',
  partial: '! In part',
  cancelled: 'Cancelled',
  skipped: '– Nothing to ask',
}

function StreamList({ streams, runs }: StreamListProps): ReactNode {
  return (
    <table className={styles['table']}>
      <thead>
        <tr>
          <th scope="col">List</th>
          <th scope="col">State</th>
          <th scope="col" className={styles['end']}>
            Rows
          </th>
        </tr>
      </thead>
      <tbody>
        {streams
          .toSorted(byInterest)
          .map(({ stream, title, state, rows, expected, remainingSeconds }) => {
            const error = runs.find((run) => run.stream === stream)?.error
            return (
              <tr key={stream}>
                <th scope="row">{title}</th>
                <td>
                  {OUTCOMES[state] ?? state}
                  {error ? <small>{error.message}</small> : null}
                  {state === 'fetching' && expected ? (
                    <progress value={Math.min(rows, expected)} max={expected} aria-label={title} />
                  ) : null}
                  {state === 'fetching' && remainingSeconds !== null && remainingSeconds > 1 ? (
                    <small>about {duration(remainingSeconds * 1000)} more</small>
                  ) : null}
                </td>
                <td className={styles['end']}>{rows.toLocaleString('en-US')}</td>
              </tr>
            )
          })}
      </tbody>
    </table>
  )
}
