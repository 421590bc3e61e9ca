import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type FormEvent, type ReactNode, useState } from 'react'
import { api } from '../api.ts'
import { isGoodPassword, PasswordField } from './password-field.tsx'
import { FormFault, SessionFrame } from './session-frame.tsx'
import { useLinkToken } from './use-link-token.ts'
import styles from './session.module.css'

/** The page behind the link of a forgotten password. */
export function ResetPage(): ReactNode {
  const token = useLinkToken()
  const [password, setPassword] = useState('')
  const reset = useMutation({
    mutationFn: () => api('/password/reset', { method: 'POST', body: { token, password } }),
  })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (!reset.isPending && isGoodPassword(password, [])) reset.mutate()
  }
  if (token === null) {
    return (
      <SessionFrame title="This link is not whole">
        <p className={styles['soft']}>
          Open it from the mail itself, or <Link to="/password">ask for a new one</Link>.
        </p>
      </SessionFrame>
    )
  }
  return (
    <SessionFrame title="Choose a new password">
      {reset.isSuccess ? (
        <p className={styles['done']} role="status">
          The password is changed, and every session was ended. <Link to="/sign-in">Sign in</Link>
        </p>
      ) : (
        <form className={styles['form']} onSubmit={submit}>
          <PasswordField
            label="New password"
            value={password}
            onChange={setPassword}
            personal={[]}
          />
          <FormFault error={reset.error} />
          <Button type="submit" loading={reset.isPending} disabled={!isGoodPassword(password, [])}>
            Change the password
          </Button>
        </form>
      )}
    </SessionFrame>
  )
}
