import type { ReactNode } from 'react'
import { NewAccountForm } from './new-account-form.tsx'
import { SessionFrame } from './session-frame.tsx'
import { useLinkToken } from './use-link-token.ts'
import styles from './session.module.css'

/** Somebody invited you: a name and a password, and you are in. */
export function InvitationPage(): ReactNode {
  const token = useLinkToken()
  if (token === null) {
    return (
      <SessionFrame title="This link is not whole">
        <p className={styles['soft']}>
          Open it from the mail itself, or copy it to its last character. If it still does not work,
          ask for a new invitation.
        </p>
      </SessionFrame>
    )
  }
  return (
    <SessionFrame title="You are invited" lead="Choose a password, and you are in.">
      <NewAccountForm
        path="/invitations/accept"
        token={token}
        asksEmail={false}
        label="Join"
        after="/"
      />
    </SessionFrame>
  )
}
