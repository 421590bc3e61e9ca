import { useComputedColorScheme } from '@mantine/core'
import { type ReactNode, useEffect, useRef } from 'react'
import type { ChartData } from '../../../src/delivery/charts/chart-data.ts'

/** A chart over time, drawn by ECharts, which is loaded with the first one. */
export function Drawing({
  data,
  height,
}: {
  readonly data: ChartData
  readonly height: number
}): ReactNode {
  const place = useRef<HTMLDivElement>(null)
  const scheme = useComputedColorScheme('light')
  useEffect(() => {
    let isGone = false
    let erase = () => {}
    void import('./draw.ts').then(({ draw }) => {
      if (!isGone && place.current !== null) erase = draw(place.current, data)
    })
    return () => {
      isGone = true
      erase()
    }
    // The scheme is read from the page's variables when it is drawn.
  }, [data, scheme])
  return (
    <>
      <div
        ref={place}
        className="drawing"
        style={{ height }}
        role="img"
        aria-label={data.summary}
      />
      {data.series.length > 1 && (
        <p className="series">
          {data.series.map((series, index) => (
            <span
              key={series.label}
              className={index === data.series.length - 1 ? 'main' : 'other'}
            >
              {series.label}
            </span>
          ))}
        </p>
      )}
    </>
  )
}
