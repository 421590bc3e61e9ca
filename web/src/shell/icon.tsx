import type { ReactNode } from 'react'
import type { PageIcon } from './pages.ts'

const PATHS: Readonly<Record<PageIcon | 'search', string>> = {
  home: 'M3 9.5 10 3.5l7 6V17h-4.6v-4.6H7.6V17H3z',
  reports: 'M3.5 16.5h13M5.5 13.5v-4M10 13.5v-9M14.5 13.5V8',
  briefings: 'M4 3.5h12v13H4zM7 7.5h6M7 10.5h6M7 13.5h3.5',
  customers: 'M10 9.8a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM4 16.8c.5-3.2 2.9-4.6 6-4.600s5.5 1.4 6 4.6',
  admin: 'M3.5 6.500h6M13.5 6.500h3M3.5 13.500h3M10.5 13.500h6M11.5 4.500v4M8.5 11.500v4',
  search: 'M9 14.500a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11zM13.2 13.200l3.6 3.6',
}

/** A drawn sign beside a word; never alone, so that nobody has to guess it. */
export function Icon({ name }: { readonly name: keyof typeof PATHS }): ReactNode {
  return (
    <svg className="icon" viewBox="0 0 20 20" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  )
}
