import './charts.css'
import { type ReactNode, useEffect, useState } from 'react'
import type { ChartData } from '../../../src/delivery/charts/chart-data.ts'
import { isTyping } from '../shell/keys.tsx'
import { BarTable } from './bar-table.tsx'
import { Drawing } from './drawing.tsx'
import { Twin } from './twin.tsx'

/**
 * A chart, and a button that shows the same as a table. With `takesKey`, on pages with one chart, the
 * key t does it too. Bars of named things are a table with bars in it from the start.
 */
export function ChartFigure({
  data,
  takesKey = false,
  height = 216,
}: {
  readonly data: ChartData
  readonly takesKey?: boolean
  readonly height?: number
}): ReactNode {
  const [asTable, setAsTable] = useState(false)
  useEffect(() => {
    if (!takesKey) return undefined
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 't' && !isTyping(event)) setAsTable((shown) => !shown)
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [takesKey])
  return (
    <figure className="chart">
      {asTable ? (
        <Twin data={data} />
      ) : data.kind === 'rows' ? (
        <BarTable data={data} />
      ) : (
        <Drawing data={data} height={height} />
      )}
      <button
        type="button"
        className="quiet"
        aria-pressed={asTable}
        onClick={() => setAsTable(!asTable)}
      >
        {asTable ? 'As a chart' : 'As a table'}
        {takesKey && <kbd>t</kbd>}
      </button>
    </figure>
  )
}
