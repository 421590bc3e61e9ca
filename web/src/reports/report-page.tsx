import './reports.css'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link, useParams, useSearch } from '@tanstack/react-router'
import { type ReactNode, useMemo } from 'react'
import { ApiProblem, answerQuery, reportsQuery } from '../api.ts'
import { Fault, Waiting } from '../shell/states.tsx'
import { useTitle } from '../shell/use-title.ts'
import { AnswerView } from './answer-view.tsx'
import { ParamForm } from './param-form.tsx'

/** One report: its question, the answer in a sentence, key numbers, chart, rows, and how it is computed. */
export function ReportPage(): ReactNode {
  const { id } = useParams({ from: '/reports/$id' })
  const search = useSearch({ from: '/reports/$id' })
  const asked = useMemo(() => paramsOf(search), [search])
  const { data: reports } = useQuery(reportsQuery)
  const entry = reports?.find((report) => report.id === id)
  const { data, error, refetch, isPlaceholderData } = useQuery({
    ...answerQuery(id, asked),
    placeholderData: keepPreviousData,
  })
  // The former report's answer must not stand under this one's name.
  const answer = data?.report.id === id ? data : undefined
  useTitle(entry?.question ?? 'Report')
  const isMistaken = error instanceof ApiProblem && error.status >= 400 && error.status < 500
  const form = entry !== undefined && (
    <ParamForm key={id} params={entry.params} asked={asked} answered={answer?.params ?? {}} />
  )
  if (error !== null) {
    return (
      <>
        <h1>{entry?.question ?? 'This report cannot be shown.'}</h1>
        <Fault error={error} {...(!isMistaken && { onRetry: () => void refetch() })} />
        {isMistaken && Object.keys(asked).length > 0 && (
          <p className="lead">
            <Link to="/reports/$id" params={{ id }} search={{}}>
              Ask with the usual values
            </Link>
          </p>
        )}
        <p className="lead">
          <Link to="/reports">All reports</Link>
        </p>
      </>
    )
  }
  if (answer === undefined) {
    return (
      <>
        <p className="dateline">{entry?.title ?? 'Report'}</p>
        <h1>{entry?.question ?? '…'}</h1>
        <Waiting what="The answer" lines={10} />
      </>
    )
  }
  return <AnswerView answer={answer} form={form} isWaiting={isPlaceholderData} />
}

/** What the page keeps about its table begins with an underscore; all else is the report's. */
function paramsOf(search: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(search).filter(([name]) => !name.startsWith('_')))
}
