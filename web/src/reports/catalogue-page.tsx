import './reports.css'
import { TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useId, useState } from 'react'
import { type ReportEntry, reportsQuery } from '../api.ts'
import { Icon } from '../shell/icon.tsx'
import { Fault, Nothing, Waiting } from '../shell/states.tsx'
import { useTitle } from '../shell/use-title.ts'
import { CatalogueEntry } from './catalogue-entry.tsx'

/** The order an owner asks in: money first, the state of the data last. */
const AREAS: readonly string[] = [
  'Finance Management',
  'Agreements',
  'Time and Utilization',
  'Service Management',
  'Projects',
  'Sales Management',
  'Procurement',
  'Marketing',
  'Planning',
  'Data Check',
]

/** Every report as the question it answers, by area, with today's answer beside it. */
export function CataloguePage(): ReactNode {
  const { data: reports, error, refetch } = useQuery(reportsQuery)
  const [words, setWords] = useState('')
  useTitle('Reports')
  return (
    <>
      <header>
        <p className="dateline">
          {reports === undefined ? 'Reports' : `${reports.length} reports`}
        </p>
        <h1>What would you like to know?</h1>
      </header>
      {error !== null && <Fault error={error} onRetry={() => void refetch()} />}
      {error === null && reports === undefined && <Waiting what="The catalogue" lines={12} />}
      {reports !== undefined && (
        <>
          <TextInput
            className="narrow-down"
            aria-label="Narrow the list down"
            placeholder="Narrow the list down"
            leftSection={<Icon name="search" />}
            value={words}
            onChange={(event) => setWords(event.currentTarget.value)}
          />
          <Areas reports={matching(reports, words)} words={words} />
        </>
      )}
    </>
  )
}

function Areas({
  reports,
  words,
}: {
  readonly reports: readonly ReportEntry[]
  readonly words: string
}): ReactNode {
  const id = useId()
  if (reports.length === 0) {
    return <Nothing title={`No report speaks of “${words}”.`}>Fewer letters find more.</Nothing>
  }
  const areas = [...Map.groupBy(reports, (report) => report.area)].toSorted(
    ([a], [b]) => AREAS.indexOf(a) - AREAS.indexOf(b),
  )
  return areas.map(([area, own]) => (
    <section key={area} className="area" aria-labelledby={`${id}-${area}`}>
      <h2 id={`${id}-${area}`}>{area}</h2>
      <ul className="catalogue">
        {own.map((report) => (
          <CatalogueEntry key={report.id} report={report} />
        ))}
      </ul>
    </section>
  ))
}

function matching(reports: readonly ReportEntry[], words: string): readonly ReportEntry[] {
  const wanted = words.toLowerCase().split(/\s+/)
  return reports.filter(({ title, question, area, id }) => {
    const text = `${title} ${question} ${area} ${id}`.toLowerCase()
    return wanted.every((word) => text.includes(word))
  })
}
