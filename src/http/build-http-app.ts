import { OpenAPIHono } from '@hono/zod-openapi'
import { AppError } from '../kernel/app-error.ts'
import type { Clock } from '../kernel/clock.ts'
import type { Config } from '../config/load-config.ts'
import type { Workspace } from '../workspace/workspace.ts'
import type { Mailer } from '../delivery/mailer.ts'
import { accountRoutes } from './account-routes.ts'
import { admit } from './admit.ts'
import { auditRoutes } from './audit-routes.ts'
import { briefingRoutes } from './briefing-routes.ts'
import { connectionRoutes, FailedTest } from './connection-routes.ts'
import { documentRoutes } from './document-routes.ts'
import { healthRoutes } from './health-routes.ts'
import { intakeRoutes } from './intake-routes.ts'
import { pageRoutes } from './page-routes.ts'
import { passwordRoutes } from './password-routes.ts'
import { peopleRoutes } from './people-routes.ts'
import { problemOf } from './problem.ts'
import { reportRoutes } from './report-routes.ts'
import { secureHeaders } from './secure-headers.ts'
import { sessionRoutes } from './session-routes.ts'
import { settingsRoutes } from './settings-routes.ts'
import { streamRoutes } from './stream-routes.ts'
import { syncEventsRoutes } from './sync-events-routes.ts'
import { syncRoutes } from './sync-routes.ts'
import { tokenRoutes } from './token-routes.ts'
import { WEB_PATHS, webRoutes } from './web-routes.ts'
import { workspaceRoutes } from './workspace-routes.ts'

/** What the routes stand on. */
export interface HttpParts {
  readonly workspace: Workspace
  readonly config: Config
  readonly clock: Clock
  /** The folder of the built web app. Without it the pages to print are at `/` instead of `/print`. */
  readonly web?: string | null
  /** Sends invitations and links for forgotten passwords; null where mail is not set up. */
  readonly mailer?: Mailer | null
}

/** The whole HTTP surface, without a socket: tests call `app.request('/healthz')`. */
export function buildHttpApp(parts: HttpParts): OpenAPIHono {
  const app = new OpenAPIHono({
    defaultHook: (result) => {
      if (!result.success) throw invalidRequest(result.error.issues)
    },
  })
  const web = parts.web ?? null
  app.use(secureHeaders, admit(parts, web === null ? [] : WEB_PATHS))
  app.onError((error, c) => {
    const problem = problemOf(error, c.req.path)
    const document = error instanceof FailedTest ? { ...problem, test: error.test } : problem
    return c.json(document, problem.status, { 'content-type': 'application/problem+json' })
  })
  app.notFound((c) => {
    const error = new AppError(`There is nothing at ${c.req.path}.`, {
      code: 'route-not-found',
      remedy: 'correct-input',
      hint: 'The routes are listed at /api/openapi.json.',
    })
    const problem = problemOf(error, c.req.path)
    return c.json(problem, problem.status, { 'content-type': 'application/problem+json' })
  })

  app.route('/', healthRoutes(parts))
  app.route('/', documentRoutes(parts))
  app.route(web === null ? '/' : '/print', pageRoutes(parts))
  if (web !== null) app.route('/', webRoutes(web))
  const api = '/api/v1'
  app.route(api, workspaceRoutes(parts))
  app.route(api, connectionRoutes(parts))
  app.route(api, streamRoutes(parts))
  app.route(api, syncRoutes(parts))
  app.route(api, syncEventsRoutes(parts))
  app.route(api, settingsRoutes(parts))
  app.route(api, reportRoutes(parts))
  app.route(api, briefingRoutes(parts))
  app.route(api, auditRoutes(parts))
  app.route(api, intakeRoutes(parts))
  app.route(api, sessionRoutes(parts))
  app.route(api, accountRoutes(parts))
  app.route(api, passwordRoutes(parts))
  app.route(api, peopleRoutes(parts))
  app.route(api, tokenRoutes(parts))
  app.doc31('/api/openapi.json', {
    openapi: '3.1.0',
    info: { title: 'Cloud Briefing', version: '1', description: 'One MSP, read only.' },
  })
  return app
}

interface Issue {
  readonly path: readonly PropertyKey[]
  readonly message: string
}

function invalidRequest(issues: readonly Issue[]): AppError {
  const [first] = issues
  const field = first?.path.map(String).join('.') ?? 'request'
  return new AppError(`${field}: ${first?.message ?? 'not understood'}`, {
    code: 'invalid-request',
    remedy: 'correct-input',
    hint: 'The shape of every request is at /api/openapi.json.',
  })
}
