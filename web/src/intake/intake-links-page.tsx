import { Button, Textarea, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, type ReactNode } from 'react'
import { AdminFrame, Loaded } from '../admin/admin-frame.tsx'
import { Fault } from '../admin/fault.tsx'
import { useDraft } from '../admin/use-draft.ts'
import { moment } from '../admin/words.ts'
import { api } from '../api.ts'
import styles from '../admin/admin.module.css'

interface IntakeLink {
  readonly id: string
  readonly clientName: string
  readonly email: string | null
  readonly state: 'open' | 'used' | 'expired' | 'revoked'
  readonly createdAt: string
  readonly expiresAt: string
}

const linksKey = ['intake-links']

/** One-time links with which clients hand over their own keys. */
export function IntakeLinksPage(): ReactNode {
  const links = useQuery({
    queryKey: linksKey,
    queryFn: async ({ signal }) =>
      (await api<{ readonly links: readonly IntakeLink[] }>('/intake', { signal })).links,
  })
  return (
    <AdminFrame
      title="Intake links"
      lead="A client enters the five values without an account, and no key travels by mail. A link works once."
    >
      <Loaded query={links} fault="The links could not be loaded" what="The list of links">
        {(list) => (
          <>
            <NewLink />
            {list.length === 0 ? (
              <p className={styles['soft']}>No link was made yet.</p>
            ) : (
              <LinkTable links={list} />
            )}
          </>
        )}
      </Loaded>
    </AdminFrame>
  )
}

/** Mailed to the client when an address was given and mail is set up; the link is shown in any case. */
interface MadeLink {
  readonly link: string
  readonly mailed: boolean
}

function NewLink(): ReactNode {
  const queryClient = useQueryClient()
  const [draft, setDraft, forget] = useDraft('intake-link', { clientName: '', email: '', note: '' })
  const make = useMutation({
    mutationFn: () => {
      const { clientName, email, note } = draft
      return api<MadeLink>('/intake', {
        method: 'POST',
        body: {
          clientName: clientName.trim(),
          ...(email.trim() === '' ? {} : { email: email.trim() }),
          ...(note.trim() === '' ? {} : { note: note.trim() }),
        },
      })
    },
    onSuccess: () => {
      forget()
      void queryClient.invalidateQueries({ queryKey: linksKey })
    },
  })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (!make.isPending) make.mutate()
  }
  return (
    <form className={styles['card']} onSubmit={submit}>
      <h2 className={styles['cardTitle']}>A new link</h2>
      <TextInput
        label="Client"
        value={draft.clientName}
        maxLength={100}
        autoComplete="off"
        onChange={(event) => setDraft({ clientName: event.currentTarget.value })}
      />
      <TextInput
        label="E-mail, if the link is to be mailed"
        type="email"
        mt="sm"
        value={draft.email}
        maxLength={254}
        autoComplete="off"
        onChange={(event) => setDraft({ email: event.currentTarget.value })}
      />
      <Textarea
        label="What the access is for, as the client will read it"
        mt="sm"
        value={draft.note}
        maxLength={500}
        onChange={(event) => setDraft({ note: event.currentTarget.value })}
      />
      {make.isError ? <Fault fault={make.error} what="The link could not be made" /> : null}
      <div className={styles['actions']}>
        <Button type="submit" loading={make.isPending} disabled={draft.clientName.trim() === ''}>
          Make the link
        </Button>
      </div>
      <div aria-live="polite">
        {make.data === undefined ? null : (
          <>
            <p>
              {make.data.mailed
                ? '✓ The client has mail. The same link, to pass on yourself:'
                : 'Pass this link on to the client. It is shown this once.'}
            </p>
            <p className={styles['secret']}>{make.data.link}</p>
          </>
        )}
      </div>
    </form>
  )
}

const STATES: Readonly<Record<IntakeLink['state'], string>> = {
  open: 'Not used yet',
  used: 'Used',
  expired: 'Expired',
  revoked: 'Revoked',
}

function LinkTable({ links }: { readonly links: readonly IntakeLink[] }): ReactNode {
  const queryClient = useQueryClient()
  const revoke = useMutation({
    mutationFn: (id: string) => api(`/intake/${id}`, { method: 'DELETE' }),
    onSettled: () => void queryClient.invalidateQueries({ queryKey: linksKey }),
  })
  return (
    <>
      {revoke.isError ? <Fault fault={revoke.error} what="The link could not be revoked" /> : null}
      <table className={styles['table']}>
        <thead>
          <tr>
            <th scope="col">Client</th>
            <th scope="col">State</th>
            <th scope="col" className={styles['end']}>
              <span className="unseen">Revoke</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {links.map(({ id, clientName, email, state, createdAt, expiresAt }) => (
            <tr key={id}>
              <th scope="row">
                {clientName}
                <small>
                  {email === null ? '' : `${email} · `}made {moment(createdAt)} · until{' '}
                  {moment(expiresAt)}
                </small>
              </th>
              <td>{STATES[state]}</td>
              <td className={styles['end']}>
                {state === 'open' ? (
                  <Button
                    variant="default"
                    size="xs"
                    loading={revoke.isPending && revoke.variables === id}
                    onClick={() => revoke.mutate(id)}
                    aria-label={`Revoke the link for ${clientName}`}
                  >
                    Revoke
                  </Button>
                ) : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}
