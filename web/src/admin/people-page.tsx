import { Button, Select } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { api, sessionQuery, type Role } from '../api.ts'
import { AdminFrame, Loaded } from './admin-frame.tsx'
import { Fault } from './fault.tsx'
import { Invite } from './invite.tsx'
import { ROLES } from './roles.ts'
import styles from './admin.module.css'

interface Person {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly role: Role
  readonly twoFactor: boolean
  readonly disabled: boolean
}

/** Who may sign in, what they may do, and inviting the next. */
export function PeoplePage(): ReactNode {
  const people = useQuery({
    queryKey: ['people'],
    queryFn: async ({ signal }) =>
      (await api<{ readonly people: readonly Person[] }>('/people', { signal })).people,
  })
  const { data: session } = useQuery(sessionQuery)
  const own = session?.person ?? null
  const mayChange = own?.role === 'owner' || own?.role === 'administrator'
  return (
    <AdminFrame title="People" lead="Who may sign in, and what they may do here.">
      <Loaded query={people} fault="The people could not be loaded" what="The list of people">
        {(list) => (
          <>
            {mayChange ? <Invite mayMakeOwner={own.role === 'owner'} /> : null}
            {list.length === 0 ? (
              <p className={styles['soft']}>Nobody has an account yet.</p>
            ) : (
              <PeopleTable people={list} ownId={own?.id ?? ''} mayChange={mayChange} />
            )}
          </>
        )}
      </Loaded>
    </AdminFrame>
  )
}

interface PeopleTableProps {
  readonly people: readonly Person[]
  readonly ownId: string
  readonly mayChange: boolean
}

function PeopleTable({ people, ownId, mayChange }: PeopleTableProps): ReactNode {
  return (
    <table className={`${styles['table']} ${styles['people']}`}>
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">May</th>
          <th scope="col" className={styles['end']}>
            State
          </th>
        </tr>
      </thead>
      <tbody>
        {people.map((person) => (
          <PersonRow
            key={person.id}
            person={person}
            isFixed={!mayChange || person.id === ownId}
            isOwn={person.id === ownId}
          />
        ))}
      </tbody>
    </table>
  )
}

interface PersonRowProps {
  readonly person: Person
  /** Nobody takes their own rights away, nor those they may not give. */
  readonly isFixed: boolean
  readonly isOwn: boolean
}

function PersonRow({ person, isFixed, isOwn }: PersonRowProps): ReactNode {
  const queryClient = useQueryClient()
  const [asked, setAsked] = useState(false)
  const change = useMutation({
    mutationFn: (body: { role?: Role; disabled?: boolean }) =>
      api(`/people/${person.id}`, { method: 'PATCH', body }),
    onSettled: () => {
      setAsked(false)
      void queryClient.invalidateQueries({ queryKey: ['people'] })
    },
  })
  const { name, email, role, twoFactor, disabled } = person
  return (
    <tr>
      <th scope="row">
        {name}
        {isOwn ? ' (you)' : ''}
        <small>
          {email}
          {twoFactor ? ' · second factor on' : ''}
        </small>
        {change.isError ? <Fault fault={change.error} what="That could not be changed" /> : null}
      </th>
      <td>
        {isFixed ? (
          <span>{ROLES.find(({ value }) => value === role)?.label ?? role}</span>
        ) : (
          <Select
            aria-label={`What ${name} may do`}
            data={ROLES}
            value={role}
            allowDeselect={false}
            disabled={change.isPending}
            onChange={(next) => {
              if (next !== null && next !== role) change.mutate({ role: next })
            }}
          />
        )}
      </td>
      <td className={styles['end']}>
        {disabled ? <span className={styles['soon']}>Disabled</span> : 'Active'}
        {isFixed ? null : (
          <Button
            variant={asked ? 'filled' : 'default'}
            size="xs"
            ml="sm"
            loading={change.isPending}
            onClick={() => {
              if (disabled || asked) change.mutate({ disabled: !disabled })
              else setAsked(true)
            }}
            onBlur={() => setAsked(false)}
          >
            {disabled ? 'Let in again' : asked ? 'Really disable?' : 'Disable'}
          </Button>
        )}
      </td>
    </tr>
  )
}
