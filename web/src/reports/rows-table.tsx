import { Button, TextInput } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import {
  type ColumnDef,
  createPaginatedRowModel,
  createSortedRowModel,
  rowPaginationFeature,
  rowSortingFeature,
  type SortFn,
  tableFeatures,
  useTable,
} from '@tanstack/react-table'
import { type ReactNode, useDeferredValue, useMemo, useState } from 'react'
import { formatCount, plural } from '../../../src/kernel/words.ts'
import type { Answer } from '../../../src/reporting/answer.ts'
import type { Row } from '../../../src/reporting/define-report.ts'
import { AppLink } from '../shell/app-link.tsx'
import { Icon } from '../shell/icon.tsx'
import { Nothing } from '../shell/states.tsx'
import { usePlace } from '../shell/use-place.ts'
import { HeadCell, isNumber } from './head-cell.tsx'

/** Rows of one page: as many as a reader scrolls through before narrowing down. */
const PAGE_ROWS = 50

const features = tableFeatures({
  rowSortingFeature,
  rowPaginationFeature,
  sortedRowModel: createSortedRowModel(),
  paginatedRowModel: createPaginatedRowModel(),
})

/** Words by the alphabet with numbers in them by size, numbers and days by their order. */
const inOrder: SortFn<typeof features, Row> = (a, b, id) => {
  const left = a.original[id] ?? null
  const right = b.original[id] ?? null
  if (typeof left === 'number' && typeof right === 'number') return left - right
  return String(left).localeCompare(String(right), 'en', { numeric: true })
}

/** The rows of an answer: sorted by a click on a heading, searched, in pages, with the totals of all. */
export function RowsTable({
  answer,
  hrefOf,
}: {
  readonly answer: Answer
  /** Where a row leads; its first cell becomes the link. */
  readonly hrefOf?: (row: Row) => string
}): ReactNode {
  const [isBrief, setBrief] = useState(true)
  const { write } = usePlace()
  const navigate = useNavigate()
  const search: Readonly<Record<string, string>> = useSearch({ strict: false })
  const [words, setWords] = useState('')
  const wanted = useDeferredValue(words.trim().toLowerCase())
  const visible = useMemo(
    () => answer.columns.filter((column) => column.hidden !== true),
    [answer.columns],
  )
  const data = useMemo(() => {
    if (wanted === '') return answer.rows
    const textOf = (row: Row) =>
      visible.map(({ name, format }) => write(row[name], format)).join(' ')
    return answer.rows.filter((row) => textOf(row).toLowerCase().includes(wanted))
  }, [answer.rows, visible, wanted, write])
  const columns = useMemo(
    () =>
      visible.map((column): ColumnDef<typeof features, Row> => ({
        id: column.name,
        accessorFn: (row) => row[column.name] ?? undefined,
        sortFn: inOrder,
        sortUndefined: 'last',
        sortDescFirst: isNumber(column),
      })),
    [visible],
  )
  const sorting = useMemo(() => sortingOf(search['_sort']), [search])
  const table = useTable({
    features,
    data,
    columns,
    state: { sorting },
    initialState: { pagination: { pageIndex: 0, pageSize: PAGE_ROWS } },
    onSortingChange: (change) => {
      const [first] = typeof change === 'function' ? change(sorting) : change
      const { _sort, ...rest } = search
      const next = first && { _sort: `${first.id}.${first.desc ? 'desc' : 'asc'}` }
      void navigate({ to: '.', search: { ...rest, ...next }, replace: true, resetScroll: false })
    },
  })
  const main = useMemo(() => mainColumns(answer), [answer])
  const classOf = (column: Column, index: number) => {
    const minor = main.has(column.name) ? '' : ' minor'
    const side = !isNumber(column) ? '' : index === 0 ? 'nowrap' : 'number'
    return `${side}${minor}`.trim() || undefined
  }
  const { pageIndex } = table.state.pagination
  const pages = table.getPageCount()
  const { totals } = answer
  return (
    <>
      <div className="tools">
        <TextInput
          size="xs"
          aria-label="Search the rows"
          placeholder="Search the rows"
          leftSection={<Icon name="search" />}
          value={words}
          onChange={(event) => {
            setWords(event.currentTarget.value)
            table.setPageIndex(0)
          }}
        />
        <span aria-live="polite">{howMany(data.length, answer)}</span>
        <button
          type="button"
          className="sort all-columns"
          aria-pressed={!isBrief}
          onClick={() => setBrief(!isBrief)}
        >
          {isBrief ? 'All columns' : 'Fewer columns'}
        </button>
        <a className="export" href={exportHref(answer)} download>
          All of them as CSV
        </a>
      </div>
      {data.length === 0 ? (
        <Nothing title={`No row holds “${words.trim()}”.`}>Fewer letters find more.</Nothing>
      ) : (
        <div className="scroll" role="region" aria-label={answer.report.title} tabIndex={0}>
          <table className={isBrief ? 'table brief' : 'table'}>
            <caption className="unseen">{answer.report.title}</caption>
            <thead>
              <tr>
                {visible.map((column, index) => (
                  <HeadCell
                    key={column.name}
                    column={column}
                    className={classOf(column, index)}
                    sorted={table.getColumn(column.name)?.getIsSorted() ?? false}
                    onSort={() => table.getColumn(column.name)?.toggleSorting()}
                  />
                ))}
              </tr>
            </thead>
            <tbody>
              {table.getRowModel().rows.map((row) => (
                <tr key={row.id}>
                  {visible.map((column, index) => {
                    const text = write(row.original[column.name], column.format)
                    if (index === 0)
                      return (
                        <th key={column.name} scope="row" className={classOf(column, index)}>
                          {hrefOf === undefined ? (
                            text
                          ) : (
                            <AppLink href={hrefOf(row.original)}>{text}</AppLink>
                          )}
                        </th>
                      )
                    return (
                      <td key={column.name} className={classOf(column, index)}>
                        {text}
                      </td>
                    )
                  })}
                </tr>
              ))}
            </tbody>
            {totals !== null && wanted === '' && (
              <tfoot>
                <tr>
                  {visible.map((column, index) => {
                    const value = totals[column.name] ?? null
                    const text = value === null ? '' : write(value, column.format)
                    if (index === 0)
                      return (
                        <th key={column.name} scope="row" className={classOf(column, index)}>
                          {text === '' ? 'Total' : text}
                        </th>
                      )
                    return (
                      <td key={column.name} className={classOf(column, index)}>
                        {text}
                      </td>
                    )
                  })}
                </tr>
              </tfoot>
            )}
          </table>
        </div>
      )}
      {pages > 1 && (
        <nav className="pager" aria-label="Pages of rows">
          <Button
            variant="default"
            size="xs"
            disabled={!table.getCanPreviousPage()}
            onClick={() => table.previousPage()}
          >
            Earlier
          </Button>
          <span>
            Page {pageIndex + 1} of {pages}
          </span>
          <Button
            variant="default"
            size="xs"
            disabled={!table.getCanNextPage()}
            onClick={() => table.nextPage()}
          >
            Next
          </Button>
        </nav>
      )}
    </>
  )
}

type Column = Answer['columns'][number]

/** What a phone shows of each row: what it is about, and the figure the chart draws. */
function mainColumns({ columns, report }: Answer): ReadonlySet<string> {
  const visible = columns.filter((column) => column.hidden !== true)
  const texts = visible.filter((column) => column.format === 'text').slice(0, 2)
  const numbers = visible.filter((column) => isNumber(column))
  const drawn = numbers.find((column) => report.chart.y.includes(column.name)) ?? numbers.at(-1)
  return new Set([visible[0]?.name, drawn?.name, ...texts.map(({ name }) => name)].map(String))
}

function sortingOf(text: string | undefined): { id: string; desc: boolean }[] {
  const [id, direction] = text?.split('.') ?? []
  return id === undefined ? [] : [{ id, desc: direction === 'desc' }]
}

function howMany(found: number, answer: Answer): string {
  const cut = answer.truncated ? `the first ${formatCount(answer.rows.length)} of ` : ''
  const all = `${cut}${plural(answer.rowCount, 'row')}`
  return found === answer.rows.length ? all : `${formatCount(found)} of ${all}`
}

function exportHref({ report, params }: Answer): string {
  const query = new URLSearchParams(
    Object.entries(params).map(([name, value]) => [name, String(value)]),
  )
  query.set('format', 'csv')
  return `/api/v1/reports/${report.id}/export?${query.toString()}`
}
