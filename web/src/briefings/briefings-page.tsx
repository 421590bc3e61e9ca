import type { ReactNode } from 'react'
import { useTitle } from '../shell/use-title.ts'

/** Briefings. */
export function BriefingsPage(): ReactNode {
  useTitle('Briefings')
  return <h1>Briefings</h1>
}
