import { Button, Select, TextInput } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useDeferredValue, useState, type ReactNode } from 'react'
import { api } from '../api.ts'
import { Nothing, Waiting } from '../shell/states.tsx'
import { AdminFrame } from './admin-frame.tsx'
import { Fault } from './fault.tsx'
import { moment } from './words.ts'
import styles from './admin.module.css'

interface AuditRow {
  readonly id: number
  readonly at: string
  readonly actor: string
  readonly action: string
  readonly subject: string | null
  readonly detail: Readonly<Record<string, unknown>> | null
  readonly address: string | null
}

interface AuditPageDocument {
  readonly rows: readonly AuditRow[]
  readonly next: number | null
}

/** Families of actions, as people look for them. */
const FAMILIES = [
  { value: '', label: 'Everything' },
  { value: 'session', label: 'Sign-ins' },
  { value: 'connection', label: 'Connection' },
  { value: 'keys', label: 'Use of the keys' },
  { value: 'report', label: 'Exports' },
  { value: 'settings', label: 'Settings' },
  { value: 'person', label: 'People' },
  { value: 'token', label: 'API tokens' },
  { value: 'access', label: 'Refused access' },
]

/** Who did what, newest first; nothing in it can be changed or taken out. */
export function AuditPage(): ReactNode {
  const [action, setAction] = useState('')
  const [typed, setTyped] = useState('')
  const actor = useDeferredValue(typed.trim())
  const filter = new URLSearchParams({
    ...(action === '' ? {} : { action }),
    ...(actor === '' ? {} : { actor }),
  })
  const query = useInfiniteQuery({
    queryKey: ['audit', filter.toString()],
    queryFn: ({ pageParam, signal }) =>
      api<AuditPageDocument>(
        `/audit?${filter}&limit=50${pageParam === null ? '' : `&before=${pageParam}`}`,
        { signal },
      ),
    initialPageParam: null as number | null,
    getNextPageParam: ({ next }) => next,
    staleTime: 0,
  })
  const rows = query.data?.pages.flatMap((page) => page.rows) ?? []
  return (
    <AdminFrame
      title="Audit log"
      lead="Who did what, newest first. Each entry covers the one before it: none can be changed or taken out unseen."
    >
      <div className={styles['filters']}>
        <Select
          label="What"
          data={FAMILIES}
          value={action}
          allowDeselect={false}
          onChange={(next) => setAction(next ?? '')}
        />
        <TextInput
          label="By whom"
          placeholder="E-mail, as written below"
          value={typed}
          maxLength={254}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Button
          component="a"
          variant="default"
          href={`/api/v1/audit?${filter}&format=csv`}
          download="audit.csv"
        >
          Export as CSV
        </Button>
      </div>
      {query.isError ? (
        <Fault
          fault={query.error}
          what="The log could not be loaded"
          onRetry={() => void query.refetch()}
        />
      ) : null}
      {query.isPending ? <Waiting what="The log" /> : null}
      {query.isSuccess && rows.length === 0 ? (
        <Nothing title="Nothing of this kind has happened." />
      ) : null}
      {rows.length > 0 ? <AuditTable rows={rows} /> : null}
      {query.hasNextPage ? (
        <div className={styles['actions']}>
          <Button
            variant="default"
            onClick={() => void query.fetchNextPage()}
            loading={query.isFetchingNextPage}
          >
            Older entries
          </Button>
        </div>
      ) : null}
    </AdminFrame>
  )
}

function AuditTable({ rows }: { readonly rows: readonly AuditRow[] }): ReactNode {
  return (
    <table className={`${styles['table']} ${styles['audit']}`}>
      <thead>
        <tr>
          <th scope="col">When</th>
          <th scope="col">Who</th>
          <th scope="col">What</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ id, at, actor, action, subject, detail, address }) => (
          <tr key={id}>
            <td>
              <time dateTime={at}>{moment(at)}</time>
            </td>
            <td>
              {actor}
              {address === null ? null : <small>{address}</small>}
            </td>
            <td>
              {WORDS[action] ?? action}
              {subject === null ? '' : `: ${subject}`}
              {detail === null ? null : <small>{detailWords(detail)}</small>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Actions in words; one that is not here shows its own name. */
const WORDS: Readonly<Record<string, string>> = {
  'session.signed-in': 'Signed in',
  'session.signed-out': 'Signed out',
  'session.refused': 'Was refused at sign-in',
  'connection.tested': 'Tested the connection',
  'connection.saved': 'Saved the connection',
  'connection.keys-replaced': 'Replaced the keys',
  'connection.disconnected': 'Disconnected',
  'keys.used': 'Used the keys',
  'report.exported': 'Exported a report',
  'settings.changed': 'Changed settings',
  'session.ended': 'Ended a session',
  'person.set-up': 'Became the owner',
  'person.joined': 'Accepted the invitation',
  'person.password-changed': 'Changed the password',
  'person.password-reset': 'Chose a new password by mail',
  'person.two-factor-on': 'Turned the second factor on',
  'person.two-factor-off': 'Turned the second factor off',
  'mail.failed': 'Mail could not be sent',
  'person.invited': 'Invited',
  'person.changed': 'Changed an account',
  'token.made': 'Made an API token',
  'token.ended': 'Ended an API token',
  'access.denied': 'Was not allowed',
  'key.rotated': 'Rotated the sealing key',
}

function detailWords(detail: Readonly<Record<string, unknown>>): string {
  return Object.entries(detail)
    .map(([name, value]) => `${name} ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(' · ')
}
