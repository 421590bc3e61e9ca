import type { ReactNode } from 'react'
import type { Answer } from '../../../src/reporting/answer.ts'

type Column = Answer['columns'][number]

/** A heading that sorts: figures from the largest, words from A; a third click restores the order. */
export function HeadCell({
  column,
  className,
  sorted,
  onSort,
}: {
  readonly column: Column
  readonly className: string | undefined
  readonly sorted: false | 'asc' | 'desc'
  readonly onSort: () => void
}): ReactNode {
  const order = sorted === 'asc' ? 'ascending' : sorted === 'desc' ? 'descending' : 'none'
  return (
    <th scope="col" className={className} aria-sort={order} title={column.note}>
      <button type="button" className="sort" onClick={onSort}>
        {column.label}
        <svg viewBox="0 0 9 8" aria-hidden="true" data-order={order}>
          <polygon points={sorted === 'asc' ? '4.5,0 9,8 0,8' : '0,0 9,0 4.5,8'} />
        </svg>
      </button>
    </th>
  )
}

/** Figures and days stand at the right edge of their column. */
export function isNumber(column: Column): boolean {
  return column.format !== 'text' && column.format !== 'flag'
}
