import { Button, Skeleton } from '@mantine/core'
import type { ReactNode } from 'react'
import { ApiProblem } from '../api.ts'

/** What went wrong and what helps, in the voice of the house; `onRetry` where trying again may. */
export function Fault({
  error,
  onRetry,
}: {
  readonly error: Error
  readonly onRetry?: () => void
}): ReactNode {
  const { title, detail } = inWords(error)
  return (
    <div className="notice" role="alert">
      <p>{title}</p>
      {detail !== null && <p className="soft">{detail}</p>}
      {onRetry !== undefined && (
        <Button variant="default" size="xs" mt="sm" onClick={onRetry}>
          Try again
        </Button>
      )}
    </div>
  )
}

function inWords(error: Error): { title: string; detail: string | null } {
  if (error instanceof ApiProblem) return { title: error.message, detail: error.detail }
  return {
    title: 'This page broke.',
    detail: 'Load it again; if it stays, report it with the time and what you did.',
  }
}

/** Nothing to show, which is a fact and not a failure: why, and what would change it. */
export function Nothing({
  title,
  children,
}: {
  readonly title: string
  readonly children?: ReactNode
}): ReactNode {
  return (
    <div className="nothing">
      <p>{title}</p>
      {children !== undefined && <p className="soft">{children}</p>}
    </div>
  )
}

/** Grey lines where text will be; `what` is said to those who do not see them. */
export function Waiting({
  what,
  lines = 6,
}: {
  readonly what: string
  readonly lines?: number
}): ReactNode {
  return (
    <div role="status" className="waiting">
      <span className="unseen">{what} is being loaded.</span>
      {Array.from({ length: lines }, (_, index) => (
        <Skeleton key={index} height={14} width={`${92 - ((index * 17) % 40)}%`} mt={14} />
      ))}
    </div>
  )
}
