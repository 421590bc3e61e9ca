import type { ErrorComponentProps } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Fault } from './states.tsx'

/** A page that broke while it was drawn or loaded: the frame stays, the page says so. */
export function RouteFault({ error, reset }: ErrorComponentProps): ReactNode {
  return <Fault error={error instanceof Error ? error : new Error(String(error))} onRetry={reset} />
}
