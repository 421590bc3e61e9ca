import type { ReactNode } from 'react'
import { useTitle } from '../shell/use-title.ts'

/** Report. */
export function ReportPage(): ReactNode {
  useTitle('Report')
  return <h1>Report</h1>
}
