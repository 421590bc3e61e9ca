import { Button } from '@mantine/core'
import { Link, useLocation } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { ApiProblem } from '../api.ts'
import styles from './admin.module.css'

interface FaultProps {
  readonly fault: unknown
  /** `The people could not be loaded`, without a full stop. */
  readonly what: string
  readonly onRetry?: () => void
}

/** Something did not work: what it was, and the next step. */
export function Fault({ fault, what, onRetry }: FaultProps): ReactNode {
  const { pathname } = useLocation()
  const problem = fault instanceof ApiProblem ? fault : null
  if (problem?.status === 401) {
    return (
      <div className={styles['notice']} role="alert">
        <h2 className={styles['cardTitle']}>Your session has ended</h2>
        <p>
          Nothing you typed is lost, except keys.{' '}
          <Link to="/sign-in" search={{ next: pathname }}>
            Sign in again
          </Link>{' '}
          and come back to this page.
        </p>
      </div>
    )
  }
  if (problem?.status === 403) {
    return (
      <div className={styles['notice']} role="alert">
        <h2 className={styles['cardTitle']}>This is not open to you</h2>
        <p>{problem.detail ?? 'Ask an owner or administrator of this workspace.'}</p>
      </div>
    )
  }
  return (
    <div className={styles['notice']} role="alert">
      <strong>{problem?.message ?? `${what}.`}</strong>
      <p>{problem?.detail ?? 'Try again; if it stays, look into the server’s log.'}</p>
      {onRetry === undefined ? null : (
        <Button variant="default" size="xs" onClick={onRetry}>
          Try again
        </Button>
      )}
    </div>
  )
}
