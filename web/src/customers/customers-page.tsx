import type { ReactNode } from 'react'
import { useTitle } from '../shell/use-title.ts'

/** Customers. */
export function CustomersPage(): ReactNode {
  useTitle('Customers')
  return <h1>Customers</h1>
}
