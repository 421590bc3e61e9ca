import { Button, PasswordInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, type ReactNode, useState } from 'react'
import { api, sessionQuery } from '../api.ts'
import { Nothing, Waiting } from '../shell/states.tsx'
import { useTitle } from '../shell/use-title.ts'
import { isGoodPassword, PasswordField } from './password-field.tsx'
import { FormFault } from './session-frame.tsx'
import { SessionList } from './session-list.tsx'
import { TwoFactor } from './two-factor.tsx'
import styles from './session.module.css'

/** What is yours: password, second factor, the browsers you are signed in with. */
export function AccountPage(): ReactNode {
  useTitle('Your account')
  const { data: session, isPending } = useQuery(sessionQuery)
  const person = session?.person ?? null
  if (isPending) return <Waiting what="Your account" />
  if (person === null) {
    return (
      <Nothing title="Nobody is signed in here.">
        Accounts begin with the link that the server prints when it starts.
      </Nothing>
    )
  }
  return (
    <div className={styles['account']}>
      <h1>{person.name}</h1>
      <p className={styles['soft']}>
        {person.email} · {person.role}
      </p>
      <SignOut />
      <section aria-labelledby="two-factor">
        <h2 id="two-factor">Second factor</h2>
        <TwoFactor isOn={person.twoFactor} />
      </section>
      <section aria-labelledby="password">
        <h2 id="password">Password</h2>
        <ChangePassword personal={[person.name, person.email]} />
      </section>
      <section aria-labelledby="sessions">
        <h2 id="sessions">Where you are signed in</h2>
        <SessionList />
      </section>
    </div>
  )
}

function SignOut(): ReactNode {
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const signOut = useMutation({
    mutationFn: () => api('/sign-out', { method: 'POST' }),
    onSuccess: async () => {
      queryClient.clear()
      await navigate({ to: '/sign-in' })
    },
  })
  return (
    <section>
      <FormFault error={signOut.error} />
      <Button variant="default" onClick={() => signOut.mutate()} loading={signOut.isPending}>
        Sign out
      </Button>
    </section>
  )
}

function ChangePassword({ personal }: { readonly personal: readonly string[] }): ReactNode {
  const [current, setCurrent] = useState('')
  const [next, setNext] = useState('')
  const change = useMutation({
    mutationFn: () => api('/account/password', { method: 'POST', body: { current, next } }),
    onSuccess: () => {
      setCurrent('')
      setNext('')
    },
  })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (!change.isPending) change.mutate()
  }
  return (
    <form className={`${styles['form']} ${styles['narrow']}`} onSubmit={submit}>
      <PasswordInput
        label="Current password"
        value={current}
        autoComplete="current-password"
        maxLength={256}
        onChange={(event) => setCurrent(event.currentTarget.value)}
      />
      <PasswordField label="New password" value={next} onChange={setNext} personal={personal} />
      <FormFault error={change.error} />
      {change.isSuccess && next === '' ? (
        <p className={styles['done']} role="status">
          The password is changed; your other sessions were ended.
        </p>
      ) : null}
      <Button
        type="submit"
        variant="default"
        loading={change.isPending}
        disabled={current === '' || !isGoodPassword(next, personal)}
      >
        Change the password
      </Button>
    </form>
  )
}
