import './home.css'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { briefingQuery } from '../api.ts'
import { Fault } from '../shell/states.tsx'
import { useTitle } from '../shell/use-title.ts'
import { Actions } from './actions.tsx'
import { BriefingCharts } from './briefing-charts.tsx'
import { HomeSkeleton } from './home-skeleton.tsx'
import { KeyNumbers } from './key-numbers.tsx'
import { Masthead } from './masthead.tsx'
import { Stories } from './stories.tsx'

/** The executive briefing as of now: headline, key numbers, what changed, charts, what to do today. */
export function HomePage(): ReactNode {
  const { data: briefing, error, refetch } = useQuery(briefingQuery)
  useTitle(briefing?.headline)
  if (briefing === undefined) {
    if (error === null) return <HomeSkeleton />
    return (
      <>
        <h1>The briefing cannot be shown.</h1>
        <Fault error={error} onRetry={() => void refetch()} />
      </>
    )
  }
  return (
    <>
      <Masthead briefing={briefing} />
      <KeyNumbers title="Key numbers" numbers={briefing.numbers} />
      <KeyNumbers title="More numbers" numbers={briefing.further} />
      {briefing.leftOut.map((sentence) => (
        <p key={sentence} className="left-out">
          {sentence}
        </p>
      ))}
      <Stories stories={briefing.stories} />
      <BriefingCharts charts={briefing.charts} />
      <Actions actions={briefing.actions} />
      <footer className="foot">
        <p>
          {briefing.freshness.sentence} {briefing.footnote}
        </p>
        <p>
          {briefing.workspace.name}. <a href="/briefing.pdf">To print (PDF)</a>
        </p>
      </footer>
    </>
  )
}
