import type { ReactNode } from 'react'
import type { ChartData } from '../../../src/delivery/charts/chart-data.ts'

/** What a chart says, as a table: every category, every series, the goals. */
export function Twin({ data }: { readonly data: ChartData }): ReactNode {
  const { goals } = data
  return (
    <div className="scroll" role="region" aria-label={data.summary} tabIndex={0}>
      <table className="table twin">
        <caption className="unseen">{data.summary}</caption>
        <thead>
          <tr>
            <th scope="col">{data.categoryLabel}</th>
            {data.series.map((series) => (
              <th key={series.label} scope="col" className="number">
                {series.label}
              </th>
            ))}
            {goals !== null && (
              <th scope="col" className="number">
                Goal
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {data.categories.map((category, index) => (
            <tr key={category}>
              <th scope="row">{category}</th>
              {data.series.map((series) => (
                <td key={series.label} className="number">
                  {series.points[index]?.text || '–'}
                </td>
              ))}
              {goals !== null && <td className="number">{goals[index]?.text || '–'}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
