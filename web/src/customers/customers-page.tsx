import '../reports/reports.css'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { addMonths, dayOf, startOfMonth } from '../../../src/kernel/calendar.ts'
import { reportHref } from '../../../src/delivery/report-link.ts'
import type { Answer } from '../../../src/reporting/answer.ts'
import { type Row, str } from '../../../src/reporting/define-report.ts'
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
      {data !== undefined && data.rows.length > 0 && (
        <RowsTable answer={asCustomers(data)} hrefOf={(row) => hrefOf(row, period)} />
      )}
    </>
  )
}

const COLUMNS: readonly string[] = [
  'grouped_by',
  'agreements',
  'revenue',
  'addition_cost',
  'labor_cost',
  'hours',
  'margin',
  'margin_share',
  'effective_hourly_rate',
]

/** The report by client, without what only says something of agreement types. */
function asCustomers(answer: Answer): Answer {
  const columns = answer.columns.filter((column) => COLUMNS.includes(column.name))
  const [first, ...rest] = columns
  return first === undefined
    ? answer
    : { ...answer, columns: [{ ...first, label: 'Customer' }, ...rest] }
}

/** A customer's agreements over the same months. */
function hrefOf(row: Row, { from, to }: { readonly from: string; readonly to: string }): string {
  const company = str(row, 'grouped_by')
  return reportHref('agreement-profitability', { from, to, group_by: 'agreement', company })
}
