import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTitle } from './use-title.ts'

/** An address that leads nowhere. */
export function NotFound(): ReactNode {
  useTitle('Not found')
  return (
    <>
      <h1>There is no page at this address.</h1>
      <p className="lead soft">
        It may have been mistyped. <Link to="/reports">All reports</Link> and{' '}
        <Link to="/">the briefing</Link> are a click away.
      </p>
    </>
  )
}
