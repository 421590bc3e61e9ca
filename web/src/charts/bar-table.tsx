import type { ReactNode } from 'react'
import { type BarRow, barRows } from '../../../src/delivery/charts.ts'
import type { ChartData } from '../../../src/delivery/charts/chart-data.ts'

/** One bar per named thing with its figure, and the goal as a thin mark. */
export function BarTable({ data }: { readonly data: ChartData }): ReactNode {
  const hasGoals = data.goals !== null
  const labels = data.series.map((series) => series.label)
  return (
    <>
      {labels.length > 1 && <p className="leading">From pale to strong: {labels.join(', ')}</p>}
      <table className="bars">
        <caption className="unseen">{data.summary}</caption>
        <thead className="unseen">
          <tr>
            <th scope="col">{data.categoryLabel}</th>
            <td />
            <th scope="col">{labels.length === 1 ? labels[0] : 'Together'}</th>
            {hasGoals && <th scope="col">Goal</th>}
          </tr>
        </thead>
        <tbody>
          {barRows(data).map((row) => (
            <tr key={row.name}>
              <th scope="row">{row.name}</th>
              <td className="bar">
                <Bar row={row} />
              </td>
              <td className="figure">{row.text}</td>
              {hasGoals && (
                <td className="goal">{row.goalText === null ? '' : `of ${row.goalText}`}</td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

const HEIGHT = 16
const THICKNESS = 8
const TOP = (HEIGHT - THICKNESS) / 2

function Bar({ row }: { readonly row: BarRow }): ReactNode {
  const tone = row.tone === 'neutral' ? 'accent' : row.tone
  const starts = row.parts.map((_, index) => row.parts.slice(0, index).reduce((a, b) => a + b, 0))
  const isWhole = row.parts.length === 1
  return (
    <svg width="100%" height={HEIGHT} aria-hidden="true">
      <rect className="ground" y={TOP} width="100%" height={THICKNESS} rx={THICKNESS / 2} />
      {row.parts.map((part, index) => (
        <rect
          key={index}
          className={tone}
          x={percent(starts[index] ?? 0)}
          y={TOP}
          width={percent(part)}
          height={THICKNESS}
          rx={isWhole ? THICKNESS / 2 : 0}
          fillOpacity={isWhole ? 1 : 0.25 + (0.75 * (index + 1)) / row.parts.length}
        />
      ))}
      {row.goal !== null && (
        <rect className="mark" x={percent(row.goal)} y={0} width={2} height={HEIGHT} />
      )}
    </svg>
  )
}

function percent(share: number): string {
  return `${Math.round(Math.min(1, Math.max(0, share)) * 1000) / 10}%`
}
