import { HTTPException } from 'hono/http-exception'
import { AppError, type Remedy } from '../kernel/app-error.ts'

/** RFC 9457 problem details, with our code and remedy. */
export interface Problem {
  readonly type: string
  readonly title: string
  readonly status: ProblemStatus
  readonly detail: string | null
  readonly instance: string
  readonly code: string
  readonly remedy: Remedy
}

type ProblemStatus = 400 | 401 | 403 | 404 | 409 | 412 | 415 | 422 | 429 | 500 | 503 | 504

const STATUS: Readonly<Record<string, ProblemStatus>> = {
  'route-not-found': 404,
  'report-not-found': 404,
  'run-not-found': 404,
  'not-local': 403,
  'host-unknown': 403,
  'foreign-origin': 403,
  'not-allowed': 403,
  'json-only': 415,
  'sign-in-required': 401,
  'sign-in-refused': 401,
  'token-refused': 401,
  'too-many-tries': 429,
  'person-not-found': 404,
  'intake-link-spent': 404,
  'intake-link-not-found': 404,
  'session-not-found': 404,
  'token-not-found': 404,
  'person-exists': 409,
  'owner-exists': 409,
  'last-owner': 409,
  'two-factor-on': 409,
  'two-factor-off': 409,
  'mail-not-set-up': 409,
  'data-in-use': 409,
  'report-unavailable': 409,
  'no-connection': 409,
  'sync-running': 409,
  'connection-missing': 404,
  'keys-missing': 409,
  'other-company': 409,
  'connection-changed': 412,
  'settings-changed': 412,
  'keys-needed': 422,
  'connection-test-failed': 422,
  'query-timeout': 504,
  'disk-full': 503,
}

/** An error as a problem document. What is not ours becomes a 500 that tells nothing of its inside. */
export function problemOf(error: unknown, instance: string): Problem {
  if (error instanceof HTTPException && error.status < 500) {
    return problemOf(refusedRequest(error), instance)
  }
  if (!(error instanceof AppError)) {
    return {
      type: 'about:blank',
      title: 'Something in Cloud Briefing broke.',
      status: 500,
      detail: 'Try again; if it stays, report it with the time and the server’s log.',
      instance,
      code: 'internal',
      remedy: 'report-bug',
    }
  }
  return {
    type: 'about:blank',
    title: error.message,
    status: STATUS[error.code] ?? (error.remedy === 'correct-input' ? 400 : 503),
    detail: error.hint ?? null,
    instance,
    code: error.code,
    remedy: error.remedy,
  }
}

/** What the HTTP library itself refuses: a body that is no JSON. */
function refusedRequest(error: HTTPException): AppError {
  return new AppError('The request cannot be read.', {
    code: 'invalid-request',
    remedy: 'correct-input',
    hint: 'Send one JSON document; the shape of every request is at /api/openapi.json.',
    cause: error,
  })
}
