import { Skeleton } from '@mantine/core'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type ReactNode, type RefObject, useEffect, useRef, useState } from 'react'
import { createPermits } from '../../../src/kernel/permits.ts'
import { ApiProblem, answerQuery, queryClient, type ReportEntry } from '../api.ts'

/** Answers asked for at once: the server computes them on few cores, and the reader reads from the top. */
const permits = createPermits(3)

const headlineQuery = (id: string) =>
  queryOptions({
    queryKey: ['headline', id],
    queryFn: () =>
      permits.use(async () => (await queryClient.ensureQueryData(answerQuery(id))).headline),
  })

/** One report: its question, its name, and its answer of today once it comes into view. */
export function CatalogueEntry({ report }: { readonly report: ReportEntry }): ReactNode {
  const place = useRef<HTMLLIElement>(null)
  const isSeen = useSeen(place)
  const { data, error } = useQuery({ ...headlineQuery(report.id), enabled: isSeen })
  return (
    <li ref={place}>
      <div>
        <Link to="/reports/$id" params={{ id: report.id }}>
          {report.question}
        </Link>
        <p className="label">{report.title}</p>
      </div>
      <p className="soft">
        {error !== null ? (
          inWords(error)
        ) : data === undefined ? (
          <Skeleton component="span" display="block" height={12} width="72%" mt={6} />
        ) : (
          (data ?? 'Nothing to report.')
        )}
      </p>
    </li>
  )
}

function inWords(error: Error): string {
  return error instanceof ApiProblem ? error.message : 'The answer cannot be shown.'
}

/** True from the moment an element first comes near the window. */
function useSeen(place: RefObject<HTMLElement | null>): boolean {
  const [isSeen, setSeen] = useState(false)
  useEffect(() => {
    if (place.current === null) return undefined
    const watch = new IntersectionObserver(
      (entries) => {
        if (!entries.some((entry) => entry.isIntersecting)) return
        setSeen(true)
        watch.disconnect()
      },
      { rootMargin: '200px' },
    )
    watch.observe(place.current)
    return () => watch.disconnect()
  }, [place])
  return isSeen
}
