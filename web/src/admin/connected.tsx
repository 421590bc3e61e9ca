import { Button } from '@mantine/core'
import { skipToken, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { api } from '../api.ts'
import { lastTestKey } from './admin-api.ts'
import { Configure } from './configure.tsx'
import type { Connection, ConnectionTest } from './connection-words.ts'
import { Disconnect } from './disconnect-card.tsx'
import { Fault } from './fault.tsx'
import { SyncHistory } from './sync-history.tsx'
import { SyncPanel } from './sync-panel.tsx'
import { TestResult } from './test-result.tsx'
import { useLiveSync } from './use-sync.ts'
import { moment } from './words.ts'
import styles from './admin.module.css'

interface ConnectedProps {
  readonly connection: Connection
  readonly mayChange: boolean
}

/** A saved connection: how it is, what it copies, and everything that can be done with it. */
export function Connected({ connection, mayChange }: ConnectedProps): ReactNode {
  const queryClient = useQueryClient()
  const live = useLiveSync()
  const [isReplacing, setReplacing] = useState(connection.state === 'keys-missing')
  const lastTest = useQuery<ConnectionTest>({
    queryKey: lastTestKey(connection.id),
    queryFn: skipToken,
    staleTime: Infinity,
  })
  const test = useMutation({
    mutationFn: () => api<ConnectionTest>(`/connections/${connection.id}/test`, { method: 'POST' }),
    onSuccess: (result) => queryClient.setQueryData(lastTestKey(connection.id), result),
    onSettled: () => void queryClient.invalidateQueries({ queryKey: ['connections'] }),
  })
  const result = lastTest.data ?? null

  if (isReplacing && mayChange) {
    return (
      <>
        {connection.state === 'keys-missing' ? <State connection={connection} /> : null}
        <Configure readOnlyBecause={null} replaces={connection} onSaved={() => setReplacing(false)}>
          <p className={styles['hint']}>
            The old keys work until the new ones have passed their test. A changed site or company
            makes the old keys useless.
          </p>
          <Button variant="subtle" onClick={() => setReplacing(false)}>
            Leave everything as it is
          </Button>
        </Configure>
      </>
    )
  }
  return (
    <>
      <State connection={connection} />
      <div className={styles['columns']}>
        <section className={styles['card']} aria-labelledby="connection-title">
          <h2 id="connection-title" className={styles['cardTitle']}>
            {connection.state === 'ready' ? `Connected to ${connection.name}` : connection.name}
          </h2>
          <Facts connection={connection} />
          {mayChange ? (
            <div className={styles['actions']}>
              <Button
                variant="default"
                onClick={() => test.mutate()}
                loading={test.isPending}
                disabled={!connection.hasKeys}
              >
                Test again
              </Button>
              <Button variant="default" onClick={() => setReplacing(true)}>
                Replace keys
              </Button>
              <Disconnect connection={connection} />
            </div>
          ) : null}
        </section>
        <SyncPanel connection={connection} live={live} mayChange={mayChange} />
      </div>
      {test.isError ? <Fault fault={test.error} what="The test could not be run" /> : null}
      {result === null ? null : (
        <section className={styles['card']} aria-label="What the test found">
          <TestResult
            state={{ running: false, stages: result.stages, result, fault: null }}
            brief
          />
        </section>
      )}
      <SyncHistory />
    </>
  )
}

function State({ connection }: { readonly connection: Connection }): ReactNode {
  if (connection.state === 'ready') return null
  return (
    <div className={styles['notice']} role="alert">
      <strong>
        {connection.state === 'paused' ? 'Syncing is paused' : 'The keys are missing'}
      </strong>
      <p>
        {connection.pausedBecause ??
          'They were dropped because the site or the company changed. Enter them again.'}{' '}
        Reports stay readable and show their age.
      </p>
    </div>
  )
}

function Facts({ connection }: { readonly connection: Connection }): ReactNode {
  const { siteUrl, companyId, clientId, fingerprint, serverVersion, lastTest } = connection
  const facts: readonly (readonly [string, string])[] = [
    ['Site', siteUrl],
    ['Company ID', companyId],
    ['Client ID', clientId],
    ['Keys', fingerprint === null ? 'none' : `sealed, fingerprint ${fingerprint}`],
    ['Version', serverVersion ?? 'not known'],
    [
      'Last test',
      lastTest === null ? 'none' : `${testWords(lastTest.code)}, ${moment(lastTest.at)}`,
    ],
  ]
  return (
    <dl className={styles['facts']}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

function testWords(code: string): string {
  return code === 'OK' ? 'passed' : `did not pass (${code})`
}
