import { openSpotlight } from '@mantine/spotlight'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { placeQuery, sessionQuery } from '../api.ts'
import { Icon } from './icon.tsx'
import { PAGES } from './pages.ts'
import { SchemeSwitch } from './scheme-switch.tsx'

/** A column on a desk; on a phone a line on top and the pages along the bottom edge. */
export function Navigation(): ReactNode {
  return (
    <header className="side">
      <Link to="/" className="brand">
        Cloud Briefing
      </Link>
      <button type="button" className="find" onClick={() => openSpotlight()}>
        <Icon name="search" />
        <span>Find</span>
        <kbd>{isApple() ? '⌘K' : 'Ctrl K'}</kbd>
      </button>
      <nav aria-label="Pages">
        <ul>
          {PAGES.map(({ to, label, icon }) => (
            <li key={to}>
              <Link to={to} activeOptions={{ exact: to === '/' }}>
                <Icon name={icon} />
                {label}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <Foot />
    </header>
  )
}

/** Light or dark, who is here, and whose figures these are: below the column, on a phone below the page. */
export function Foot(): ReactNode {
  const { data: place } = useQuery(placeQuery)
  const { data: session } = useQuery(sessionQuery)
  const person = session?.person ?? null
  return (
    <div className="side-foot">
      <SchemeSwitch />
      {person !== null && (
        <Link to="/account" className="label">
          {person.name}
        </Link>
      )}
      {place !== undefined && (
        <p className="label">
          {place.name} · {place.zone.split('/').at(-1)?.replaceAll('_', ' ')} time
        </p>
      )}
    </div>
  )
}

function isApple(): boolean {
  return /Mac|iPhone|iPad/.test(navigator.userAgent)
}
