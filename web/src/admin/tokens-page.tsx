import { Button, Checkbox, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent, type ReactNode } from 'react'
import { api } from '../api.ts'
import { AdminFrame, Loaded } from './admin-frame.tsx'
import { Fault } from './fault.tsx'
import { moment } from './words.ts'
import styles from './admin.module.css'

interface ApiToken {
  readonly id: string
  readonly name: string
  readonly prefix: string
  readonly scopes: readonly string[]
  readonly createdAt: string
  readonly expiresAt: string | null
  readonly lastUsedAt: string | null
}

/** Tokens for programs that ask the API: made, shown once, ended. */
export function TokensPage(): ReactNode {
  const tokens = useQuery({
    queryKey: ['tokens'],
    queryFn: async ({ signal }) =>
      (await api<{ readonly tokens: readonly ApiToken[] }>('/tokens', { signal })).tokens,
  })
  return (
    <AdminFrame
      title="API tokens"
      lead="For programs that read reports or start syncs. A token may never do more than you."
    >
      <Loaded query={tokens} fault="The tokens could not be loaded" what="The list of tokens">
        {(list) => (
          <>
            <NewToken />
            {list.length === 0 ? (
              <p className={styles['soft']}>No program has a token.</p>
            ) : (
              <TokenTable tokens={list} />
            )}
          </>
        )}
      </Loaded>
    </AdminFrame>
  )
}

const SCOPES = [
  { value: 'read', label: 'Read reports and states' },
  { value: 'run', label: 'Start and cancel syncs' },
  { value: 'admin', label: 'Change connection, people, settings' },
] as const

function NewToken(): ReactNode {
  const queryClient = useQueryClient()
  const [name, setName] = useState('')
  const [scopes, setScopes] = useState<string[]>(['read'])
  const make = useMutation({
    mutationFn: () =>
      api<{ readonly token: string }>('/tokens', { method: 'POST', body: { name, scopes } }),
    onSuccess: () => {
      setName('')
      void queryClient.invalidateQueries({ queryKey: ['tokens'] })
    },
  })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (!make.isPending) make.mutate()
  }
  return (
    <form className={styles['card']} onSubmit={submit}>
      <h2 className={styles['cardTitle']}>A new token</h2>
      <TextInput
        label="What it is for"
        placeholder="Power BI"
        value={name}
        maxLength={100}
        autoComplete="off"
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Checkbox.Group value={scopes} onChange={setScopes} label="It may" mt="sm">
        {SCOPES.map(({ value, label }) => (
          <Checkbox key={value} value={value} label={label} mt="xs" />
        ))}
      </Checkbox.Group>
      {make.isError ? <Fault fault={make.error} what="The token could not be made" /> : null}
      <div className={styles['actions']}>
        <Button
          type="submit"
          loading={make.isPending}
          disabled={name.trim() === '' || scopes.length === 0}
        >
          Make it
        </Button>
      </div>
      <div aria-live="polite">
        {make.data === undefined ? null : (
          <>
            <p>Copy it now. It is shown this once; send it as “Authorization: Bearer …”.</p>
            <p className={styles['secret']} role="group" aria-label="The new token">
              {make.data.token}
            </p>
          </>
        )}
      </div>
    </form>
  )
}

function TokenTable({ tokens }: { readonly tokens: readonly ApiToken[] }): ReactNode {
  const queryClient = useQueryClient()
  const end = useMutation({
    mutationFn: (id: string) => api(`/tokens/${id}`, { method: 'DELETE' }),
    onSettled: () => void queryClient.invalidateQueries({ queryKey: ['tokens'] }),
  })
  return (
    <>
      {end.isError ? <Fault fault={end.error} what="The token could not be ended" /> : null}
      <table className={styles['table']}>
        <thead>
          <tr>
            <th scope="col">Token</th>
            <th scope="col">May</th>
            <th scope="col" className={styles['end']}>
              <span className="unseen">End it</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {tokens.map(({ id, name, prefix, scopes, createdAt, expiresAt, lastUsedAt }) => (
            <tr key={id}>
              <th scope="row">
                {name}
                <small>
                  {prefix}… · made {moment(createdAt)}
                  {lastUsedAt === null ? ' · never used' : ` · last used ${moment(lastUsedAt)}`}
                  {expiresAt === null ? '' : ` · until ${moment(expiresAt)}`}
                </small>
              </th>
              <td>{scopes.join(', ')}</td>
              <td className={styles['end']}>
                <Button
                  variant="default"
                  size="xs"
                  loading={end.isPending && end.variables === id}
                  onClick={() => end.mutate(id)}
                  aria-label={`End the token ${name}`}
                >
                  End
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}
