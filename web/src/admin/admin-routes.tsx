import { Link, useParams } from '@tanstack/react-router'
import { lazy, Suspense, type ComponentType, type ReactNode } from 'react'
import { Waiting } from '../shell/states.tsx'
import { AdminFrame } from './admin-frame.tsx'
import { ConnectWisePage } from './connectwise-page.tsx'
import { IntegrationsPage } from './integrations-page.tsx'

/** Pages by what follows `/admin/`; the rarer ones are loaded when they are opened. */
const PAGES: Readonly<Record<string, ComponentType>> = {
  '': IntegrationsPage,
  integrations: IntegrationsPage,
  'integrations/connectwise': ConnectWisePage,
  guide: lazy(() => import('./guide-page.tsx').then(({ GuidePage }) => ({ default: GuidePage }))),
  people: lazy(() =>
    import('./people-page.tsx').then(({ PeoplePage }) => ({ default: PeoplePage })),
  ),
  tokens: lazy(() =>
    import('./tokens-page.tsx').then(({ TokensPage }) => ({ default: TokensPage })),
  ),
  intake: lazy(() =>
    import('../intake/intake-links-page.tsx').then(({ IntakeLinksPage }) => ({
      default: IntakeLinksPage,
    })),
  ),
  audit: lazy(() => import('./audit-page.tsx').then(({ AuditPage }) => ({ default: AuditPage }))),
  mapping: lazy(() =>
    import('./mapping-page.tsx').then(({ MappingPage }) => ({ default: MappingPage })),
  ),
}

/** The administration: everything below `/admin`. */
export function AdminRoutes(): ReactNode {
  const { _splat = '' } = useParams({ strict: false })
  const Page = PAGES[_splat.replace(/\/$/, '')]
  if (Page === undefined) {
    return (
      <AdminFrame title="There is no such page">
        <p>
          Go to <Link to="/admin">Integrations</Link>.
        </p>
      </AdminFrame>
    )
  }
  return (
    <Suspense fallback={<Waiting what="This page" />}>
      <Page />
    </Suspense>
  )
}
