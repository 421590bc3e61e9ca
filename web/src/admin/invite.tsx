import { Button, Select, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent, type ReactNode } from 'react'
import { api, type Role } from '../api.ts'
import { Fault } from './fault.tsx'
import { ROLES } from './roles.ts'
import { useDraft } from './use-draft.ts'
import styles from './admin.module.css'

/** What the server tells of an invitation: mailed, or a link to pass on where no mail is set up. */
interface Invitation {
  readonly link: string | null
  readonly mailed: boolean
}

/** Invites one person by address. */
export function Invite({ mayMakeOwner }: { readonly mayMakeOwner: boolean }): ReactNode {
  const queryClient = useQueryClient()
  const [draft, setDraft, forget] = useDraft('invitation', { email: '' })
  const [role, setRole] = useState<Role>('reader')
  const [invited, setInvited] = useState('')
  const invite = useMutation({
    mutationFn: () =>
      api<Invitation>('/people/invitations', {
        method: 'POST',
        body: { email: draft.email.trim(), role },
      }),
    onSuccess: () => {
      setInvited(draft.email.trim())
      forget()
      void queryClient.invalidateQueries({ queryKey: ['people'] })
    },
  })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (!invite.isPending) invite.mutate()
  }
  const link = invite.data?.link ?? null
  return (
    <form className={styles['filters']} onSubmit={submit}>
      <TextInput
        label="Invite by e-mail"
        type="email"
        value={draft.email}
        maxLength={254}
        autoComplete="off"
        onChange={(event) => setDraft({ email: event.currentTarget.value })}
      />
      <Select
        label="May"
        data={mayMakeOwner ? ROLES : ROLES.filter(({ value }) => value !== 'owner')}
        value={role}
        allowDeselect={false}
        onChange={(next) => setRole(next ?? 'reader')}
      />
      <Button type="submit" loading={invite.isPending} disabled={!draft.email.includes('@')}>
        Invite
      </Button>
      <div className={styles['whole']} aria-live="polite">
        {invite.isError ? (
          <Fault fault={invite.error} what="The invitation could not be made" />
        ) : null}
        {invite.isSuccess ? (
          <p>
            {invite.data.mailed
              ? `✓ ${invited} has mail.`
              : `Mail is not set up here. Pass this link on to ${invited}; it works once, for a week.`}
          </p>
        ) : null}
        {link === null ? null : <p className={styles['secret']}>{link}</p>}
      </div>
    </form>
  )
}
