import type { ReactNode } from 'react'
import { useTitle } from '../shell/use-title.ts'

/** The sections of administration. */
export function AdminRoutes(): ReactNode {
  useTitle('Admin')
  return <h1>Admin</h1>
}
