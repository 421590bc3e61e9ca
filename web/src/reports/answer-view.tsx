import type { ReactNode } from 'react'
import { useMemo } from 'react'
import { answerChart } from '../../../src/delivery/answer-chart.ts'
import { summariseFreshness } from '../../../src/delivery/freshness-summary.ts'
import { asOfWords } from '../../../src/delivery/wording.ts'
import type { Answer } from '../../../src/reporting/answer.ts'
import { ChartFigure } from '../charts/chart-figure.tsx'
import { Nothing } from '../shell/states.tsx'
import { usePlace } from '../shell/use-place.ts'
import { Definition } from './definition.tsx'
import { RowsTable } from './rows-table.tsx'

/** An answer from top to bottom; while the next one is computed it stays, paler. */
export function AnswerView({
  answer,
  form,
  isWaiting,
}: {
  readonly answer: Answer
  readonly form: ReactNode
  readonly isWaiting: boolean
}): ReactNode {
  const { place, write } = usePlace()
  const { report } = answer
  const chart = useMemo(() => answerChart(answer, write), [answer, write])
  const freshness = summariseFreshness(answer.freshness, new Date(), place.zone)
  const isFresh = freshness.state === 'fresh'
  return (
    <article aria-busy={isWaiting} className={isWaiting ? 'answer waiting-for-next' : 'answer'}>
      <header>
        <p className="dateline">
          <span>{report.title}</span>
          <span>
            <span className={`state ${isFresh ? 'good' : 'soon'}`} />
            {asOfWords(new Date(answer.asOf), new Date(), place.zone)}
          </span>
        </p>
        <h1>{report.question}</h1>
        {answer.headline !== null && <p className="lead">{answer.headline}</p>}
        {!isFresh && (
          <div className="notice">
            <p>{freshness.sentence}</p>
            {freshness.notes.map((note) => (
              <p key={note} className="soft">
                {note}
              </p>
            ))}
          </div>
        )}
      </header>
      {form}
      {answer.kpis.length > 0 && (
        <div className="numbers kpis">
          <h2 className="unseen">Key numbers</h2>
          <ul>
            {answer.kpis.map((kpi) => (
              <li key={kpi.id}>
                <span className="label">{kpi.label}</span>
                <span className="value">{write(kpi.value, kpi.format)}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
      {chart !== null && (
        <section aria-label="Chart">
          <p className="leading">{chart.series.length === 1 ? chart.series[0]?.label : null}</p>
          <ChartFigure data={chart} takesKey height={260} />
        </section>
      )}
      <section aria-labelledby="rows">
        <h2 id="rows">Rows</h2>
        {answer.rows.length === 0 ? (
          <Nothing title="No row matches.">A wider period or fewer filters may help.</Nothing>
        ) : (
          <RowsTable answer={answer} />
        )}
      </section>
      <section aria-labelledby="how">
        <h2 id="how">How it is computed</h2>
        <Definition text={report.definition} />
      </section>
      <footer className="foot">
        <p>{freshness.sentence}</p>
        <p>
          <a href={`/print${answer.links.self}`}>To print</a>
        </p>
      </footer>
    </article>
  )
}
