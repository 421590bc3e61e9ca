import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { api, ApiProblem } from '../api.ts'
import { Fault } from './fault.tsx'
import type { PreviewedChange, Settings } from './mapping-words.ts'
import styles from './admin.module.css'

interface MappingSaveProps {
  readonly settings: Settings
  /** The version that the changes were made on. */
  readonly version: number
  readonly isChanged: boolean
  readonly onDone: () => void
}

/** What the changes would do to the figures, then saving or dropping them. */
export function MappingSave({ settings, version, isChanged, onDone }: MappingSaveProps): ReactNode {
  const queryClient = useQueryClient()
  const preview = useMutation({
    mutationFn: () =>
      api<{ readonly changes: readonly PreviewedChange[] }>('/settings/preview', {
        method: 'POST',
        body: { settings },
      }),
  })
  const save = useMutation({
    mutationFn: () =>
      api('/settings', {
        method: 'PUT',
        body: settings,
        headers: { 'if-match': `"${version}"` },
      }),
    onSuccess: async () => {
      preview.reset()
      await queryClient.invalidateQueries()
      onDone()
    },
  })
  const isOvertaken = save.error instanceof ApiProblem && save.error.code === 'settings-changed'
  return (
    <section className={styles['section']} aria-label="Changes">
      {preview.isError ? (
        <Fault fault={preview.error} what="The preview could not be made" />
      ) : null}
      {preview.isSuccess ? <Preview changes={preview.data.changes} /> : null}
      {save.isError ? (
        <Fault
          fault={save.error}
          what="The settings could not be saved"
          {...(isOvertaken && {
            onRetry: () => {
              // First theirs, with its version, then the next try on top of it.
              void queryClient
                .invalidateQueries({ queryKey: ['mappings'] })
                .then(() => save.reset())
            },
          })}
        />
      ) : null}
      <div className={styles['actions']}>
        <Button
          variant="default"
          disabled={!isChanged || save.isPending}
          loading={preview.isPending}
          onClick={() => preview.mutate()}
        >
          See what changes
        </Button>
        <Button disabled={!isChanged} loading={save.isPending} onClick={() => save.mutate()}>
          Save
        </Button>
        {isChanged ? (
          <Button
            variant="subtle"
            onClick={() => {
              preview.reset()
              save.reset()
              onDone()
            }}
          >
            Drop the changes
          </Button>
        ) : null}
        {save.isSuccess && !isChanged ? (
          <span className={styles['good']} role="status">
            ✓ Saved; every figure follows.
          </span>
        ) : null}
      </div>
    </section>
  )
}

function Preview({ changes }: { readonly changes: readonly PreviewedChange[] }): ReactNode {
  if (changes.length === 0) {
    return <p role="status">No headline and no key figure would change.</p>
  }
  return (
    <table className={`${styles['table']} ${styles['fixed']}`} aria-label="What would change">
      <thead>
        <tr>
          <th scope="col">Figure</th>
          <th scope="col">Today</th>
          <th scope="col">With the changes</th>
        </tr>
      </thead>
      <tbody>
        {changes.map(({ report, title, before, after }) => (
          <tr key={`${report} ${title}`}>
            <th scope="row">
              <Link to="/reports/$id" params={{ id: report }}>
                {title}
              </Link>
            </th>
            <td>{before ?? 'nothing'}</td>
            <td>{after ?? 'nothing'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
