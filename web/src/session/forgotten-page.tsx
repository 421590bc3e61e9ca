import { Button, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type FormEvent, type ReactNode, useState } from 'react'
import { api } from '../api.ts'
import { FormFault, SessionFrame } from './session-frame.tsx'
import styles from './session.module.css'

/** Asks for a link by mail; says the same whether or not the address is known. */
export function ForgottenPage(): ReactNode {
  const [email, setEmail] = useState('')
  const ask = useMutation({
    mutationFn: () => api('/password/forgotten', { method: 'POST', body: { email: email.trim() } }),
  })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (!ask.isPending) ask.mutate()
  }
  return (
    <SessionFrame title="A new password" lead="We send you a link to choose one.">
      {ask.isSuccess ? (
        <p className={styles['done']} role="status">
          If {email} is known here, a link is on its way. It may take a minute; look among the
          unwanted mail, too.
        </p>
      ) : (
        <form className={styles['form']} onSubmit={submit}>
          <TextInput
            label="E-mail"
            type="email"
            value={email}
            autoComplete="username"
            maxLength={254}
            autoFocus
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
          <FormFault error={ask.error} />
          <Button type="submit" loading={ask.isPending} disabled={!email.includes('@')}>
            Send the link
          </Button>
        </form>
      )}
      <p className={styles['below']}>
        <Link to="/sign-in">Back to signing in</Link>
      </p>
    </SessionFrame>
  )
}
