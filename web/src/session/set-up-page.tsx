import type { ReactNode } from 'react'
import { useTitle } from '../shell/use-title.ts'

/** Set up. */
export function SetUpPage(): ReactNode {
  useTitle('Set up')
  return <h1>Set up</h1>
}
