import type { ReactNode } from 'react'
import { useTitle } from '../shell/use-title.ts'

/** Sign in. */
export function SignInPage(): ReactNode {
  useTitle('Sign in')
  return <h1>Sign in</h1>
}
