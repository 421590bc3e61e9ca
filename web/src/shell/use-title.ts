import { useEffect } from 'react'

/** Names the browser's tab: `Recurring revenue · Cloud Briefing`. */
export function useTitle(title: string | undefined): void {
  useEffect(() => {
    document.title = title === undefined ? 'Cloud Briefing' : `${title} · Cloud Briefing`
  }, [title])
}
