import type { ReactNode } from 'react'
import { ApiProblem } from '../api.ts'
import { useTitle } from '../shell/use-title.ts'
import styles from './session.module.css'

interface SessionFrameProps {
  readonly title: string
  readonly lead?: ReactNode
  readonly children: ReactNode
}

/** A page for people who are not in yet: the name of the product, a title, one form. */
export function SessionFrame({ title, lead, children }: SessionFrameProps): ReactNode {
  useTitle(title)
  return (
    <div className={styles['frame']}>
      <div className={styles['brand']}>Cloud Briefing</div>
      <h1>{title}</h1>
      {lead === undefined ? null : <p className={styles['soft']}>{lead}</p>}
      {children}
    </div>
  )
}

/** Why a form was not taken, and the next step; nothing while there is no reason. */
export function FormFault({ error }: { readonly error: Error | null }): ReactNode {
  if (error === null) return null
  const problem = error instanceof ApiProblem ? error : null
  return (
    <p className={styles['fault']} role="alert">
      {problem?.message ?? 'That did not work.'}
      <span>{problem?.detail ?? 'Try again in a moment.'}</span>
    </p>
  )
}
