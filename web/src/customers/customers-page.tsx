import '../reports/reports.css'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { addMonths, dayOf, startOfMonth } from '../../../src/kernel/calendar.ts'
import { answerQuery, placeQuery } from '../api.ts'
import { Fault, Nothing, Waiting } from '../shell/states.tsx'
import { useTitle } from '../shell/use-title.ts'
import { RowsTable } from '../reports/rows-table.tsx'

/** What each customer with an agreement paid, cost and left over the last twelve whole months. */
export function CustomersPage(): ReactNode {
  useTitle('Customers')
  const { data: place } = useQuery(placeQuery)
  const until = startOfMonth(dayOf(new Date(), place?.zone ?? 'UTC'))
  const period = { from: addMonths(until, -12), to: addMonths(until, -1), group_by: 'client' }
  const { data, error, refetch } = useQuery({
    ...answerQuery('agreement-profitability', period),
    enabled: place !== undefined,
  })
  return (
    <>
      <header>
        <p className="dateline">Agreements, the last twelve whole months</p>
        <h1>What each customer pays, costs and leaves</h1>
        {data?.headline !== undefined && data.headline !== null && (
          <p className="lead">{data.headline}</p>
        )}
      </header>
      {error !== null && <Fault error={error} onRetry={() => void refetch()} />}
      {error === null && data === undefined && <Waiting what="The list of customers" lines={12} />}
      {data?.rows.length === 0 && (
        <Nothing title="No customer has an agreement yet.">
          They appear here once ConnectWise has an agreement and it has been copied.
        </Nothing>
      )}
      {data !== undefined && data.rows.length > 0 && <RowsTable answer={data} />}
    </>
  )
}
