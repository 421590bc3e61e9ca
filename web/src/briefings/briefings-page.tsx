import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { briefingQuery } from '../api.ts'
import { Fault, Waiting } from '../shell/states.tsx'
import { useTitle } from '../shell/use-title.ts'

/** The latest briefing as a document: to read, to print, to hand on. */
export function BriefingsPage(): ReactNode {
  useTitle('Briefings')
  const { data: briefing, error, refetch } = useQuery(briefingQuery)
  return (
    <>
      <header>
        <p className="dateline">Briefings</p>
        <h1>To read later, to print, to hand on</h1>
      </header>
      {error !== null && <Fault error={error} onRetry={() => void refetch()} />}
      {error === null && briefing === undefined && <Waiting what="The briefing" lines={4} />}
      {briefing !== undefined && (
        <section aria-labelledby="latest">
          <h2 id="latest">{briefing.day}</h2>
          <p className="leading">
            {briefing.asOfWords}. {briefing.freshness.sentence}
          </p>
          <p className="lead">
            <Link to="/">{briefing.headline}</Link>
          </p>
          <div className="buttons">
            <Button component="a" href="/briefing.pdf" target="_blank" rel="noreferrer">
              Open as PDF
            </Button>
            <Button component="a" href="/print" variant="default">
              Page to print
            </Button>
          </div>
        </section>
      )}
    </>
  )
}
