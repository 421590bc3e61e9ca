import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
} from '@tanstack/react-router'
import { NotFound } from './shell/not-found.tsx'
import { RouteFault } from './shell/route-fault.tsx'
import { Shell } from './shell/shell.tsx'

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound })

/** A page of its own, loaded when it is opened. */
const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  component: lazyRouteComponent(() => import('./home/home-page.tsx'), 'HomePage'),
})
const reports = createRoute({
  getParentRoute: () => root,
  path: '/reports',
  component: lazyRouteComponent(() => import('./reports/catalogue-page.tsx'), 'CataloguePage'),
})
/** A report's parameters, and how its table is looked at, are the page's search: a link says it all. */
const report = createRoute({
  getParentRoute: () => root,
  path: '/reports/$id',
  validateSearch: (search: Record<string, unknown>): Record<string, string> =>
    Object.fromEntries(Object.entries(search).map(([name, value]) => [name, String(value)])),
  component: lazyRouteComponent(() => import('./reports/report-page.tsx'), 'ReportPage'),
})
const briefings = createRoute({
  getParentRoute: () => root,
  path: '/briefings',
  component: lazyRouteComponent(() => import('./briefings/briefings-page.tsx'), 'BriefingsPage'),
})
const customers = createRoute({
  getParentRoute: () => root,
  path: '/customers',
  component: lazyRouteComponent(() => import('./customers/customers-page.tsx'), 'CustomersPage'),
})
const admin = createRoute({
  getParentRoute: () => root,
  path: '/admin',
  component: lazyRouteComponent(() => import('./admin/admin-routes.tsx'), 'AdminRoutes'),
})
/** `/admin/people`: the first word after `/admin` names the section. */
const adminSection = createRoute({
  getParentRoute: () => root,
  path: '/admin/$',
  component: lazyRouteComponent(() => import('./admin/admin-routes.tsx'), 'AdminRoutes'),
})
const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  component: lazyRouteComponent(() => import('./session/sign-in-page.tsx'), 'SignInPage'),
})
const setUp = createRoute({
  getParentRoute: () => root,
  path: '/set-up',
  component: lazyRouteComponent(() => import('./session/set-up-page.tsx'), 'SetUpPage'),
})
const account = createRoute({
  getParentRoute: () => root,
  path: '/account',
  component: lazyRouteComponent(() => import('./session/account-page.tsx'), 'AccountPage'),
})
const invitation = createRoute({
  getParentRoute: () => root,
  path: '/invitation',
  component: lazyRouteComponent(() => import('./session/invitation-page.tsx'), 'InvitationPage'),
})
const intake = createRoute({
  getParentRoute: () => root,
  path: '/intake',
  component: lazyRouteComponent(() => import('./intake/intake-page.tsx'), 'IntakePage'),
})
const password = createRoute({
  getParentRoute: () => root,
  path: '/password',
  component: lazyRouteComponent(() => import('./session/password-page.tsx'), 'PasswordPage'),
})
const passwordReset = createRoute({
  getParentRoute: () => root,
  path: '/password/$',
  component: lazyRouteComponent(() => import('./session/password-page.tsx'), 'PasswordPage'),
})

/** Every page of the app. `src/http/web-routes.ts` lists the same paths for the server. */
export const router = createRouter({
  routeTree: root.addChildren([
    home,
    reports,
    report,
    briefings,
    customers,
    admin,
    adminSection,
    signIn,
    setUp,
    account,
    invitation,
    intake,
    password,
    passwordReset,
  ]),
  defaultPreload: 'intent',
  defaultErrorComponent: RouteFault,
  scrollRestoration: true,
  // Parameters are read as they are written: `?company=42` is the text 42.
  parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch: (search) => {
    const text = new URLSearchParams(
      Object.entries(search).map(([name, value]) => [name, String(value)]),
    ).toString()
    return text === '' ? '' : `?${text}`
  },
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
