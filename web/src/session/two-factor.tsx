import { Button, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, type ReactNode, useState } from 'react'
import { api } from '../api.ts'
import { FormFault } from './session-frame.tsx'
import { QrCode } from './qr-code.tsx'
import styles from './session.module.css'

interface TwoFactorStart {
  readonly uri: string
  readonly recoveryCodes: readonly string[]
}

/** Turns the second factor on, in two steps, or off. */
export function TwoFactor({ isOn }: { readonly isOn: boolean }): ReactNode {
  const queryClient = useQueryClient()
  const [code, setCode] = useState('')
  const refresh = (): void => {
    setCode('')
    void queryClient.invalidateQueries({ queryKey: ['session'] })
  }
  const body = { code: code.replaceAll(' ', '') }
  const begin = useMutation({
    mutationFn: () => api<TwoFactorStart>('/account/two-factor', { method: 'POST' }),
  })
  const confirm = useMutation({
    mutationFn: () => api('/account/two-factor/confirm', { method: 'POST', body }),
    onSuccess: () => {
      begin.reset()
      refresh()
    },
  })
  const end = useMutation({
    mutationFn: () => api('/account/two-factor', { method: 'DELETE', body }),
    onSuccess: refresh,
  })

  if (isOn) {
    return (
      <>
        <p className={styles['soft']}>✓ On: a code is asked for besides the password.</p>
        <CodeForm
          code={code}
          onCode={setCode}
          onSubmit={() => end.mutate()}
          busy={end.isPending}
          error={end.error}
          label="Turn it off"
        />
      </>
    )
  }
  if (begin.data === undefined) {
    return (
      <>
        <p className={styles['soft']}>
          Off. An authenticator app on your phone would show a code that nobody can guess.
        </p>
        <FormFault error={begin.error} />
        <Button variant="default" onClick={() => begin.mutate()} loading={begin.isPending}>
          Turn it on
        </Button>
      </>
    )
  }
  const secret = new URL(begin.data.uri).searchParams.get('secret') ?? ''
  return (
    <>
      <p>Scan this with your authenticator app, or type the secret into it.</p>
      <QrCode text={begin.data.uri} className={styles['square'] ?? ''} />
      <p className={styles['secret']}>{secret.match(/.{1,4}/g)?.join(' ')}</p>
      <p className={styles['soft']}>
        On this phone? <a href={begin.data.uri}>Open the app</a>
      </p>
      <p>
        Keep these recovery codes where you keep papers. Each replaces one code, once; they are not
        shown again.
      </p>
      <ol className={styles['codes']}>
        {begin.data.recoveryCodes.map((each) => (
          <li key={each}>{each}</li>
        ))}
      </ol>
      <CodeForm
        code={code}
        onCode={setCode}
        onSubmit={() => confirm.mutate()}
        busy={confirm.isPending}
        error={confirm.error}
        label="Turn it on"
      />
    </>
  )
}

interface CodeFormProps {
  readonly code: string
  readonly onCode: (code: string) => void
  readonly onSubmit: () => void
  readonly busy: boolean
  readonly error: Error | null
  readonly label: string
}

function CodeForm({ code, onCode, onSubmit, busy, error, label }: CodeFormProps): ReactNode {
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (!busy && code.trim() !== '') onSubmit()
  }
  return (
    <form className={`${styles['form']} ${styles['narrow']}`} onSubmit={submit}>
      <TextInput
        label="Code of the app"
        value={code}
        autoComplete="one-time-code"
        maxLength={40}
        onChange={(event) => onCode(event.currentTarget.value)}
      />
      <FormFault error={error} />
      <Button type="submit" variant="default" loading={busy} disabled={code.trim() === ''}>
        {label}
      </Button>
    </form>
  )
}
