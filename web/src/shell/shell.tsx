import { useQuery } from '@tanstack/react-query'
import { Navigate, Outlet, useLocation } from '@tanstack/react-router'
import { type ReactNode, useEffect, useRef } from 'react'
import { sessionQuery } from '../api.ts'
import { Keys } from './keys.tsx'
import { Foot, Navigation } from './navigation.tsx'
import { Palette } from './palette.tsx'

/** Pages for people who are not in yet: no navigation around them. */
const OUTSIDE = /^\/(sign-in|set-up|invitation|intake|password)(\/|$)/

/** The frame of every page: skip link, navigation, the page itself, the palette and the keys. */
export function Shell(): ReactNode {
  const { pathname } = useLocation()
  const session = useQuery(sessionQuery)
  const main = useRef<HTMLElement>(null)
  useFocusOnNewPage(main, pathname)

  const outside = OUTSIDE.test(pathname)
  const state = session.data?.state
  if (!outside && state === 'signed-out') {
    return <Navigate to="/sign-in" search={pathname === '/' ? {} : { next: pathname }} replace />
  }
  if (!outside && state === 'set-up-needed') return <Navigate to="/set-up" replace />
  return (
    <>
      <a className="skip" href="#main">
        Skip to the page
      </a>
      <div className={outside ? 'frame outside' : 'frame'}>
        {!outside && <Navigation />}
        <main id="main" ref={main} tabIndex={-1}>
          <Outlet />
          {!outside && (
            <div className="phone-foot">
              <Foot />
            </div>
          )}
        </main>
      </div>
      {!outside && <Palette />}
      {!outside && <Keys />}
    </>
  )
}

/** A new page is read from its beginning, also by those who hear it. The first one is left alone. */
function useFocusOnNewPage(main: { readonly current: HTMLElement | null }, path: string): void {
  const last = useRef(path)
  useEffect(() => {
    if (last.current === path) return
    last.current = path
    main.current?.focus({ preventScroll: true })
  }, [main, path])
}
