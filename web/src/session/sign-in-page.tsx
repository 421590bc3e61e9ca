import { Button, PasswordInput, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { type FormEvent, type ReactNode, useState } from 'react'
import { api } from '../api.ts'
import { FormFault, SessionFrame } from './session-frame.tsx'
import styles from './session.module.css'

/** E-mail and password, then the second factor where there is one. */
export function SignInPage(): ReactNode {
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const search: { next?: unknown } = useSearch({ strict: false })
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const [wantsCode, setWantsCode] = useState(false)
  const signIn = useMutation({
    mutationFn: () =>
      api<{ readonly state: 'signed-in' | 'second-factor' }>('/sign-in', {
        method: 'POST',
        body: { email, password, ...(code === '' ? {} : { code: code.replaceAll(' ', '') }) },
      }),
    onSuccess: async ({ state }) => {
      if (state === 'second-factor') {
        setWantsCode(true)
        return
      }
      await queryClient.resetQueries()
      await navigate({ href: placeAfter(search.next) })
    },
  })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (!signIn.isPending) signIn.mutate()
  }

  if (wantsCode) {
    return (
      <SessionFrame
        title="One more step"
        lead="Enter the six digits of your authenticator app, or one of your recovery codes."
      >
        <form className={styles['form']} onSubmit={submit}>
          <TextInput
            label="Code"
            value={code}
            autoComplete="one-time-code"
            autoFocus
            maxLength={40}
            onChange={(event) => setCode(event.currentTarget.value)}
          />
          <FormFault error={signIn.error} />
          <Button type="submit" loading={signIn.isPending} disabled={code.trim() === ''}>
            Sign in
          </Button>
        </form>
      </SessionFrame>
    )
  }
  return (
    <SessionFrame title="Sign in">
      <form className={styles['form']} onSubmit={submit}>
        <TextInput
          label="E-mail"
          type="email"
          value={email}
          autoComplete="username"
          autoFocus
          maxLength={254}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <PasswordInput
          label="Password"
          value={password}
          autoComplete="current-password"
          maxLength={256}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <FormFault error={signIn.error} />
        <Button
          type="submit"
          loading={signIn.isPending}
          disabled={email.trim() === '' || password === ''}
        >
          Sign in
        </Button>
      </form>
      <p className={styles['below']}>
        <Link to="/password">Forgotten your password?</Link>
      </p>
    </SessionFrame>
  )
}

/** The page that was asked for; nothing but a page of this app. */
function placeAfter(next: unknown): string {
  return typeof next === 'string' && /^\/(?![/\\])/.test(next) ? next : '/'
}
