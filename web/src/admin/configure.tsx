import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useRef, useState, type ReactNode } from 'react'
import { api, ApiProblem } from '../api.ts'
import { ConnectionForm } from './connection-form.tsx'
import { connectionsQuery, lastTestKey } from './admin-api.ts'
import type { Connection, ConnectionTest, FiveValues, SavedConnection } from './connection-words.ts'
import { Fault } from './fault.tsx'
import { TestResult } from './test-result.tsx'
import { tidyValue } from './tidy-values.ts'
import { useConnectionTest } from './use-connection-test.ts'
import { useDraft } from './use-draft.ts'
import styles from './admin.module.css'

interface ConfigureProps {
  readonly readOnlyBecause: string | null
  /** The connection whose keys or values are replaced; absent for the first one. */
  readonly replaces?: Connection
  readonly onSaved?: () => void
  readonly children?: ReactNode
}

const NO_KEYS = { publicKey: '', privateKey: '' }

/** Five values on one side, what ConnectWise makes of them on the other. */
export function Configure({
  readOnlyBecause,
  replaces,
  onSaved,
  children,
}: ConfigureProps): ReactNode {
  const queryClient = useQueryClient()
  const [draft, setDraft, forget] = useDraft(`connection.${replaces?.id ?? 'new'}`, {
    siteUrl: replaces?.siteUrl ?? '',
    companyId: replaces?.companyId ?? '',
    clientId: replaces?.clientId ?? '',
  })
  // Keys live in this page alone: what a browser stores, others can read.
  const [keys, setKeys] = useState(NO_KEYS)
  const test = useConnectionTest()
  const isSaving = useRef(false)

  const values: FiveValues = { ...draft, ...keys }
  const change = ({ publicKey, privateKey, ...rest }: Partial<FiveValues>): void => {
    if (publicKey !== undefined) setKeys((now) => ({ ...now, publicKey }))
    if (privateKey !== undefined) setKeys((now) => ({ ...now, privateKey }))
    setDraft(rest)
  }
  const save = useMutation({
    mutationFn: (body: FiveValues) =>
      replaces === undefined
        ? api<SavedConnection>('/connections', { method: 'POST', body })
        : api<SavedConnection>(`/connections/${replaces.id}`, {
            method: 'PATCH',
            body,
            headers: { 'if-match': `"${replaces.version}"` },
          }),
    onSuccess: ({ connection, test }) => {
      setKeys(NO_KEYS)
      forget()
      queryClient.setQueryData(connectionsQuery.queryKey, { connections: [connection] })
      queryClient.setQueryData(lastTestKey(connection.id), test)
      onSaved?.()
      void queryClient.invalidateQueries({ queryKey: ['connections'] })
    },
    onError: (error) => test.show(testIn(error)),
    onSettled: () => {
      isSaving.current = false
    },
  })
  const saveOnce = (): void => {
    if (isSaving.current) return
    isSaving.current = true
    save.mutate(tidied(values))
  }
  const isSaveFault = save.isError && testIn(save.error) === null

  return (
    <div className={styles['columns']}>
      <section className={styles['card']} aria-labelledby="values-title">
        <h2 id="values-title" className={styles['cardTitle']}>
          {replaces === undefined ? 'Five values' : 'Replace keys or values'}
        </h2>
        <p className={styles['soft']}>
          Paste them as you have them; we tidy them up.{' '}
          <Link to="/admin/$" params={{ _splat: 'guide' }}>
            How to get them
          </Link>
        </p>
        <ConnectionForm
          values={values}
          onChange={change}
          onTest={() => test.run(tidied(values))}
          onSave={saveOnce}
          testing={test.state.running}
          saving={save.isPending}
          hasSavedKeys={replaces?.hasKeys ?? false}
          readOnlyBecause={readOnlyBecause}
          saveLabel={replaces === undefined ? 'Save' : 'Save the change'}
        >
          {isSaveFault ? (
            <Fault fault={save.error} what="The connection could not be saved" />
          ) : null}
        </ConnectionForm>
        {children}
      </section>
      <section className={styles['card']} aria-label="What the test found">
        {test.state.running || test.state.result !== null || test.state.fault !== null ? (
          <TestResult state={test.state} />
        ) : (
          <BeforeTest saving={save.isPending} />
        )}
      </section>
    </div>
  )
}

function BeforeTest({ saving }: { readonly saving: boolean }): ReactNode {
  if (saving) {
    return (
      <>
        <h2 className={styles['cardTitle']}>Testing, then saving</h2>
        <p className={styles['soft']}>This takes a few seconds.</p>
      </>
    )
  }
  return (
    <>
      <h2 className={styles['cardTitle']}>What the test tells you</h2>
      <p className={styles['soft']}>
        Whether the address, the company, the keys and the client ID are right, one after the other,
        and what to do about the first that is not.
      </p>
      <p className={styles['soft']}>
        Which lists the API member may read, where to open the others in ConnectWise, and which
        reports go without.
      </p>
      <p className={styles['soft']}>
        What would falsify numbers without a word: a member that sees one location only, hidden
        boards, hidden costs. Nothing is ever written to ConnectWise.
      </p>
    </>
  )
}

function tidied(values: FiveValues): FiveValues {
  const tidy = (name: keyof FiveValues): string => tidyValue(name, values[name]).value
  return {
    siteUrl: tidy('siteUrl'),
    companyId: tidy('companyId'),
    publicKey: tidy('publicKey'),
    privateKey: tidy('privateKey'),
    clientId: tidy('clientId'),
  }
}

/** The failed test that came with a refusal to save. */
function testIn(error: unknown): ConnectionTest | null {
  const test = error instanceof ApiProblem ? error.document['test'] : undefined
  return typeof test === 'object' && test !== null ? (test as ConnectionTest) : null
}
