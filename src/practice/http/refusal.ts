/**
 * An answer of ConnectWise that is not 2xx, thrown by whatever finds the reason and written by the
 * server. Bodies are the recorded ones, pretty-printed with CRLF as ConnectWise does.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly status: number
  readonly contentType: string
  readonly body: string
  readonly headers: Readonly<Record<string, string>>
  /** The reason phrase behind the status, where ConnectWise has its own. */
  readonly reason: string | undefined

  constructor(status: number, body: object | string, manner: Manner = {}) {
    super(`ConnectWise would answer ${status}`)
    this.status = status
    this.contentType = manner.contentType ?? (typeof body === 'string' ? TEXT_TYPE : JSON_TYPE)
    this.body = typeof body === 'string' ? body : pretty(body)
    this.headers = manner.headers ?? {}
    this.reason = manner.reason
  }
}

interface Manner {
  readonly headers?: Readonly<Record<string, string>>
  readonly contentType?: string
  readonly reason?: string
}

export const JSON_TYPE = 'application/json; charset=utf-8'
export const HTML_TYPE = 'text/html; charset=utf-8'
const TEXT_TYPE = 'text/plain; charset=utf-8'

/** 400 of the cloud's router, before the API is reached: plain text, not JSON. */
export function cannotRoute(): Refusal {
  return new Refusal(400, 'Cannot route. Codebase/company is invalid')
}

/**
 * ConnectWise publishes neither status nor body for a missing or unknown client ID; installations
 * were seen to answer 401, 403 and 400, the last "with clientId in the error".
 */
export function badClientId(status: number): Refusal {
  return new Refusal(status, {
    code: 'ConnectWiseApi',
    message: 'The clientId header is missing or is not a registered client ID.',
  })
}

export function notAuthenticated(): Refusal {
  return new Refusal(401, { code: 'ConnectWiseApi', message: 'UserNotAuthenticated' })
}

export function wrongKeys(): Refusal {
  return new Refusal(401, { code: 'Unauthorized', message: 'Incorrect public/private key' })
}

export function noPermission(): Refusal {
  return new Refusal(403, {
    code: 'Security',
    message: 'You do not have security permission to perform this action.',
  })
}

export function noEndpoint(): Refusal {
  return new Refusal(404, { code: 'ConnectWiseApi', message: 'The endpoint does not exist.' })
}

/** `title` in ConnectWise's singular: `Ticket 12 not found`. */
export function noRecord(title: string, id: number | string): Refusal {
  return new Refusal(404, { code: 'NotFound', message: `${title} ${id} not found` })
}

/** The body of a 405 is not published; this is the wording of the framework below ConnectWise. */
export function wrongVerb(verb: string, allowed: string): Refusal {
  return new Refusal(
    405,
    {
      code: 'ConnectWiseApi',
      message: `The requested resource does not support http method '${verb}'.`,
    },
    { headers: { Allow: allowed } },
  )
}

/** The key is `error`, not `code`: recorded. Some gateways leave `Retry-After` out. */
export function tooManyRequests(seconds: number, withHeader = true): Refusal {
  return new Refusal(
    429,
    {
      error: 'ConnectWiseAPI',
      message: `Too many requests. Please try again in ${seconds} seconds.`,
    },
    withHeader ? { headers: { 'Retry-After': String(seconds) } } : {},
  )
}

/** A condition that ConnectWise does not understand. */
export function badCondition(message: string): Refusal {
  return new Refusal(400, { code: 'ApiFindCondition', message })
}

function pretty(body: object): string {
  return JSON.stringify(body, null, 2).replaceAll('\n', '\r\n')
}
