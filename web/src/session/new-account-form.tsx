import { Button, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, type ReactNode, useState } from 'react'
import { api } from '../api.ts'
import { isGoodPassword, PasswordField } from './password-field.tsx'
import { FormFault } from './session-frame.tsx'
import styles from './session.module.css'

interface NewAccountFormProps {
  readonly path: '/set-up' | '/invitations/accept'
  readonly token: string
  /** An invitation knows the address already. */
  readonly asksEmail: boolean
  readonly label: string
  /** The page that comes next. */
  readonly after: string
}

/** Name, address and a password: what a person needs to be in. */
export function NewAccountForm(props: NewAccountFormProps): ReactNode {
  const { path, token, asksEmail, label, after } = props
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const [name, setName] = useState('')
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const make = useMutation({
    mutationFn: () =>
      api(path, {
        method: 'POST',
        body: { token, name: name.trim(), password, ...(asksEmail ? { email: email.trim() } : {}) },
      }),
    onSuccess: async () => {
      await queryClient.resetQueries()
      await navigate({ href: after, replace: true })
    },
  })
  const isComplete =
    name.trim() !== '' &&
    (!asksEmail || email.includes('@')) &&
    isGoodPassword(password, [name, email])
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (isComplete && !make.isPending) make.mutate()
  }
  return (
    <form className={styles['form']} onSubmit={submit}>
      <TextInput
        label="Your name"
        value={name}
        autoComplete="name"
        maxLength={100}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      {asksEmail ? (
        <TextInput
          label="E-mail"
          type="email"
          value={email}
          autoComplete="username"
          maxLength={254}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
      ) : null}
      <PasswordField
        label="Password"
        value={password}
        onChange={setPassword}
        personal={[name, email]}
      />
      <FormFault error={make.error} />
      <Button type="submit" loading={make.isPending} disabled={!isComplete}>
        {label}
      </Button>
    </form>
  )
}
