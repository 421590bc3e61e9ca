import type { ReactNode } from 'react'
import { useTitle } from '../shell/use-title.ts'

/** Home. */
export function HomePage(): ReactNode {
  useTitle('Home')
  return <h1>Home</h1>
}
