import { useMutation, useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { ConnectionForm } from '../admin/connection-form.tsx'
import type { ConnectionTest, FiveValues } from '../admin/connection-words.ts'
import { Fault } from '../admin/fault.tsx'
import { GuideSteps } from '../admin/guide-page.tsx'
import { TestResult } from '../admin/test-result.tsx'
import { tidyValue } from '../admin/tidy-values.ts'
import { useDraft } from '../admin/use-draft.ts'
import { moment } from '../admin/words.ts'
import { api } from '../api.ts'
import { useLinkToken } from '../session/use-link-token.ts'
import { Waiting } from '../shell/states.tsx'
import { useTitle } from '../shell/use-title.ts'
import styles from '../admin/admin.module.css'

/** What a link is for, in the words of whoever made it. */
interface Intake {
  readonly askedBy: string
  readonly purpose: string
  readonly expiresAt: string
}

/** What a client sees who was sent a link: who asks, for what, how to get the values, and their test. */
export function IntakePage(): ReactNode {
  useTitle('Connect ConnectWise')
  const token = useLinkToken()
  const intake = useQuery({
    queryKey: ['intake'],
    queryFn: ({ signal }) =>
      api<Intake>('/intake/open', { method: 'POST', body: { token: token ?? '' }, signal }),
    staleTime: Infinity,
    retry: false,
  })
  return (
    <div className={styles['page']}>
      <header className={styles['head']}>
        <h1>Connect your ConnectWise PSA</h1>
        {intake.data === undefined ? null : (
          <p className={styles['lead']}>
            {intake.data.askedBy} asks for access: {intake.data.purpose} This link works once, until{' '}
            {moment(intake.data.expiresAt)}.
          </p>
        )}
      </header>
      {intake.isPending ? <Waiting what="This link" /> : null}
      {intake.isError ? <Fault fault={intake.error} what="This link does not open" /> : null}
      {intake.data === undefined ? null : <HandOver token={token ?? ''} />}
    </div>
  )
}

interface HandedOver {
  readonly test: ConnectionTest
  /** What whoever asked is told: by mail, or by the client's own hand where mail is not set up. */
  readonly letter: { readonly mailed: boolean; readonly subject: string; readonly text: string }
}

const NO_KEYS = { publicKey: '', privateKey: '' }

function HandOver({ token }: { readonly token: string }): ReactNode {
  const [draft, setDraft, forget] = useDraft('intake', { siteUrl: '', companyId: '', clientId: '' })
  // Keys live in this page alone: what a browser stores, others can read.
  const [keys, setKeys] = useState(NO_KEYS)
  const values: FiveValues = { ...draft, ...keys }
  const submit = useMutation({
    mutationFn: () =>
      api<HandedOver>('/intake/submit', {
        method: 'POST',
        body: { token, ...tidied(values) },
      }),
    onSuccess: ({ test }) => {
      if (!test.ok) return
      setKeys(NO_KEYS)
      forget()
    },
  })
  const test = submit.data?.test ?? null
  const change = ({ publicKey, privateKey, ...rest }: Partial<FiveValues>): void => {
    if (publicKey !== undefined) setKeys((now) => ({ ...now, publicKey }))
    if (privateKey !== undefined) setKeys((now) => ({ ...now, privateKey }))
    setDraft(rest)
  }
  const state = {
    running: false,
    stages: test?.stages ?? [],
    result: test,
    fault: submit.error,
  }
  if (test?.ok === true) {
    return (
      <section className={styles['card']} aria-live="polite">
        <p>
          Thank you, that is all. The keys are sealed and nobody is shown them again; this link is
          used up, and this page can be closed.
        </p>
        {submit.data?.letter.mailed === false ? (
          <>
            <p>Mail is not set up here. Let whoever asked you know; you can copy this:</p>
            <pre className={styles['secret']}>{submit.data.letter.text}</pre>
          </>
        ) : null}
        <TestResult state={state} />
      </section>
    )
  }
  return (
    <>
      <div className={styles['columns']}>
        <section className={styles['card']} aria-label="Five values">
          <h2 className={styles['cardTitle']}>Five values</h2>
          <ConnectionForm
            values={values}
            onChange={change}
            onTest={() => submit.mutate()}
            onSave={() => submit.mutate()}
            testing={submit.isPending}
            saving={false}
            hasSavedKeys={false}
            readOnlyBecause="When the test goes well the keys are sealed and this link is used up. When it does not, nothing is kept: correct the values and test again."
            saveLabel="Hand over"
          />
        </section>
        <section className={styles['card']} aria-label="What the test found">
          {test === null && submit.error === null ? (
            <>
              <h2 className={styles['cardTitle']}>What happens with them</h2>
              <p className={styles['soft']}>
                They are tested against your ConnectWise at once, and you see what the test found.
                They can read and never write. You can end the access in ConnectWise at any time.
              </p>
            </>
          ) : (
            <TestResult state={state} />
          )}
        </section>
      </div>
      <details>
        <summary>How to get the five values, step by step</summary>
        <GuideSteps />
      </details>
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
