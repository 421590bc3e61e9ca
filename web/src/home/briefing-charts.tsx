import type { ReactNode } from 'react'
import type { BriefingChart } from '../../../src/delivery/briefing.ts'
import { ChartFigure } from '../charts/chart-figure.tsx'
import { AppLink } from '../shell/app-link.tsx'

/** The briefing's charts, two abreast on a desk. */
export function BriefingCharts({
  charts,
}: {
  readonly charts: readonly BriefingChart[]
}): ReactNode {
  if (charts.length === 0) return null
  return (
    <div className="charts">
      {charts.map((chart) => (
        <section key={chart.id} aria-labelledby={`chart-${chart.id}`}>
          <h2 id={`chart-${chart.id}`}>
            <AppLink href={chart.report.href}>{chart.title}</AppLink>
          </h2>
          <p className="leading">{chart.subtitle}</p>
          <ChartFigure data={chart.data} />
        </section>
      ))}
    </div>
  )
}
