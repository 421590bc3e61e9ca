import type { ReactNode } from 'react'
import { useTitle } from '../shell/use-title.ts'

/** Your account. */
export function AccountPage(): ReactNode {
  useTitle('Your account')
  return <h1>Your account</h1>
}
