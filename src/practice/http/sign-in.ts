import type { IncomingHttpHeaders } from 'node:http'
import { CLIENT_ID, COMPANY } from './api-members.ts'
import type { ApiMember } from './api-members.ts'
import { badClientId, cannotRoute, notAuthenticated, wrongKeys } from './refusal.ts'

/**
 * Who asks. Checked in ConnectWise's order: the company routes the request, then the client ID, then
 * the keys; so wrong keys are never blamed while the client ID is wrong.
 */
export function signIn(
  headers: IncomingHttpHeaders,
  members: readonly ApiMember[],
  clientIdStatus: number,
): ApiMember {
  const credentials = credentialsIn(headers.authorization)
  if (credentials && credentials.company !== COMPANY) throw cannotRoute()
  const clientId = headers['clientid']
  if (typeof clientId !== 'string' || clientId.trim().toLowerCase() !== CLIENT_ID) {
    throw badClientId(clientIdStatus)
  }
  if (!credentials) throw notAuthenticated()
  const member = members.find(({ publicKey }) => publicKey === credentials.publicKey)
  if (member?.privateKey !== credentials.privateKey) throw wrongKeys()
  return member
}

interface Credentials {
  readonly company: string
  readonly publicKey: string
  readonly privateKey: string
}

/** `Basic base64("company+publicKey:privateKey")`; null when it is not of this form. */
function credentialsIn(authorization: string | undefined): Credentials | null {
  const [, encoded = ''] = /^Basic\s+(\S+)$/i.exec(authorization ?? '') ?? []
  const text = Buffer.from(encoded, 'base64').toString()
  const [, company, publicKey, privateKey] = /^([^+]*)\+([^:]*):([\s\S]*)$/.exec(text) ?? []
  if (company === undefined || publicKey === undefined || privateKey === undefined) return null
  return { company, publicKey, privateKey }
}
