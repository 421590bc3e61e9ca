import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { api } from '../api.ts'
import { Fault, Waiting } from '../shell/states.tsx'
import { FormFault } from './session-frame.tsx'
import styles from './session.module.css'

interface OneSession {
  readonly id: string
  readonly lastUsedAt: string
  readonly address: string | null
  readonly userAgent: string | null
  readonly current: boolean
}

/** Every browser that is signed in, each to be ended. */
export function SessionList(): ReactNode {
  const queryClient = useQueryClient()
  const query = useQuery({
    queryKey: ['account', 'sessions'],
    queryFn: async ({ signal }) =>
      (await api<{ readonly sessions: readonly OneSession[] }>('/account/sessions', { signal }))
        .sessions,
  })
  const end = useMutation({
    mutationFn: (id: string) => api(`/account/sessions/${id}`, { method: 'DELETE' }),
    onSettled: () => void queryClient.invalidateQueries({ queryKey: ['account', 'sessions'] }),
  })
  if (query.isPending) return <Waiting what="The list of sessions" lines={3} />
  if (query.isError) return <Fault error={query.error} onRetry={() => void query.refetch()} />
  return (
    <>
      <FormFault error={end.error} />
      {query.data.map(({ id, lastUsedAt, address, userAgent, current }) => (
        <div key={id} className={styles['session']}>
          <p>
            {browserOf(userAgent)}
            {current ? ', this one' : ''}
            <small>
              {address === null ? '' : `${address} · `}last used{' '}
              {new Date(lastUsedAt).toLocaleString('en-US', {
                dateStyle: 'medium',
                timeStyle: 'short',
              })}
            </small>
          </p>
          {current ? null : (
            <Button
              variant="default"
              size="xs"
              onClick={() => end.mutate(id)}
              loading={end.isPending && end.variables === id}
              aria-label={`End the session of ${browserOf(userAgent)}`}
            >
              End
            </Button>
          )}
        </div>
      ))}
    </>
  )
}

/** `Firefox on Windows`, as far as the browser says so. */
function browserOf(userAgent: string | null): string {
  const text = userAgent ?? ''
  const browser = /Edg|Firefox|OPR|Chrome|Safari/.exec(text)?.[0] ?? 'A browser'
  const names: Readonly<Record<string, string>> = { Edg: 'Edge', OPR: 'Opera' }
  const system = /Windows|iPhone|iPad|Android|Mac OS|Linux/.exec(text)?.[0]
  return `${names[browser] ?? browser}${system === undefined ? '' : ` on ${system}`}`
}
