import { Spotlight, type SpotlightActionData } from '@mantine/spotlight'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { reportsQuery } from '../api.ts'
import { Icon } from './icon.tsx'
import { PAGES } from './pages.ts'

/** Enough to see that there are more. */
const SHOWN = 12

/** Ctrl-K or Cmd-K: every page and every report by its name or by its question. */
export function Palette(): ReactNode {
  const navigate = useNavigate()
  const { data: reports } = useQuery(reportsQuery)
  const pages: SpotlightActionData[] = PAGES.map((page) => ({
    id: page.to,
    label: page.label,
    description: page.says,
    onClick: () => void navigate({ to: page.to }),
  }))
  const answers: SpotlightActionData[] = (reports ?? []).map((report) => ({
    id: report.id,
    label: report.title,
    description: report.question,
    keywords: [report.area, report.id],
    onClick: () => void navigate({ to: '/reports/$id', params: { id: report.id } }),
  }))
  return (
    <Spotlight
      actions={[
        { group: 'Pages', actions: pages },
        { group: 'Reports', actions: answers },
      ]}
      shortcut={['mod + K', '/']}
      limit={SHOWN}
      scrollable
      centered={false}
      maxHeight={460}
      nothingFound="No page and no report goes by that name."
      searchProps={{
        leftSection: <Icon name="search" />,
        placeholder: 'Find a page or a report',
        'aria-label': 'Find a page or a report',
      }}
    />
  )
}
