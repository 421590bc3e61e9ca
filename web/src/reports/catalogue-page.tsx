import type { ReactNode } from 'react'
import { useTitle } from '../shell/use-title.ts'

/** Reports. */
export function CataloguePage(): ReactNode {
  useTitle('Reports')
  return <h1>Reports</h1>
}
