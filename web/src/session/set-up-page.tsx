import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { sessionQuery } from '../api.ts'
import { NewAccountForm } from './new-account-form.tsx'
import { SessionFrame } from './session-frame.tsx'
import { useLinkToken } from './use-link-token.ts'
import styles from './session.module.css'

/** The first minutes: whoever has the server's one-time link becomes the owner. */
export function SetUpPage(): ReactNode {
  const token = useLinkToken()
  const { data: session } = useQuery(sessionQuery)
  if (session?.state === 'signed-out' || session?.state === 'signed-in') {
    return (
      <SessionFrame title="This is set up already">
        <p className={styles['soft']}>
          It has an owner. <Link to="/">Go on to the briefing</Link>, or ask the owner for an
          invitation.
        </p>
      </SessionFrame>
    )
  }
  if (token === null) {
    return (
      <SessionFrame title="Open the link that the server printed">
        <p className={styles['soft']}>
          When it starts, the server prints an address with a one-time key in it: it looks like this
          page’s, with /set-up# and a long word at the end. It is good for 30 minutes and for one
          person. Too late? Start the server again and it prints a new one.
        </p>
        {session?.state === 'open' ? (
          <p className={styles['below']}>
            <Link to="/">Look around first</Link>
          </p>
        ) : null}
      </SessionFrame>
    )
  }
  return (
    <SessionFrame
      title="Welcome"
      lead="You will be the owner: you connect ConnectWise and decide who sees what."
    >
      <NewAccountForm
        path="/set-up"
        token={token}
        asksEmail
        label="Become the owner"
        after="/admin/integrations/connectwise"
      />
    </SessionFrame>
  )
}
