import { inspect } from 'node:util'
import { PsaError } from './psa-error.ts'

/** The four values beside the site address, as typed. */
export interface CredentialInput {
  readonly companyId: string
  readonly publicKey: string
  readonly privateKey: string
  readonly clientId: string
}

const AUTHORIZATION_USER_SEPARATOR = '+'

/**
 * An API member's keys, checked and ready to be sent. The private key leaves this object only in
 * `headers()`; printing, logging or serialising it shows `[keys of <company>]`.
 */
export class Credentials {
  readonly companyId: string
  readonly clientId: string
  readonly #publicKey: string
  readonly #privateKey: string

  constructor(values: CredentialInput) {
    this.companyId = values.companyId
    this.clientId = values.clientId
    this.#publicKey = values.publicKey
    this.#privateKey = values.privateKey
  }

  /** `Authorization: Basic base64(company+public:private)` and `clientId` (Developer Guide). */
  headers(): Record<string, string> {
    return { authorization: `Basic ${this.#pairInBase64()}`, clientId: this.clientId }
  }

  /** Everything that must never be shown, for striking it out of what a server echoes. */
  secrets(): readonly string[] {
    const inBase64 = [this.#publicKey, this.#privateKey].map((secret) =>
      Buffer.from(secret).toString('base64').replace(/=+$/, ''),
    )
    return [this.#pairInBase64(), ...inBase64, this.#privateKey, this.#publicKey]
  }

  toJSON(): string {
    return this.toString()
  }

  toString(): string {
    return `[keys of ${this.companyId}]`
  }

  [inspect.custom](): string {
    return this.toString()
  }

  #pairInBase64(): string {
    const user = `${this.companyId}${AUTHORIZATION_USER_SEPARATOR}${this.#publicKey}`
    return Buffer.from(`${user}:${this.#privateKey}`, 'utf8').toString('base64')
  }
}

/**
 * Checks and trims the four values; never changes the case of company or keys, because ConnectWise
 * tells them apart. Throws `PsaError` `CFG-COMPANY`, `CFG-CLIENTID`, `CFG-KEYS`.
 */
export function readCredentials(input: CredentialInput): Credentials {
  const companyId = cleanedValue(input.companyId)
  const clientId = cleanedValue(input.clientId).replace(/^\{|\}$/g, '')
  const publicKey = cleanedValue(input.publicKey)
  const privateKey = cleanedValue(input.privateKey)
  refuse('CFG-COMPANY', companyProblem(companyId))
  refuse('CFG-CLIENTID', clientIdProblem(clientId))
  refuse('CFG-KEYS', keyProblem(publicKey, privateKey))
  return new Credentials({ companyId, clientId, publicKey, privateKey })
}

/** A value without the blanks and invisible characters that copying brings along. */
export function cleanedValue(value: string): string {
  // Zero-width and direction marks come along when copying from web pages.
  return value.replaceAll(/\p{Cf}/gu, '').trim()
}

function companyProblem(company: string): string | null {
  if (company === '') return 'The company ID is empty.'
  if (company.includes('@')) return 'It holds an @ and looks like an e-mail address.'
  if (/[/\\]|^https?:/i.test(company)) return 'It looks like a web address.'
  if (/\s/.test(company)) return 'It holds a space and looks like the company’s full name.'
  if (company.includes('.')) return 'It holds a dot and looks like a web or mail address.'
  // Both characters separate company and keys in the sign-in that ConnectWise expects.
  if (/[+:]/.test(company)) return 'It holds a “+” or “:”; enter the part before it only.'
  if (hasControl(company)) return 'It holds characters that cannot be typed.'
  return null
}

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

function clientIdProblem(clientId: string): string | null {
  if (clientId === '') return 'The client ID is empty.'
  return GUID.test(clientId) ? null : 'The value entered has another form.'
}

function keyProblem(publicKey: string, privateKey: string): string | null {
  if (publicKey === '') return 'The public key is empty.'
  if (privateKey === '') return 'The private key is empty.'
  if (/^basic\s/i.test(publicKey) || /^basic\s/i.test(privateKey)) {
    return 'A whole “Basic …” header was pasted; enter the two keys themselves.'
  }
  if (/\s/.test(publicKey)) return 'The public key holds a space.'
  if (/\s/.test(privateKey)) return 'The private key holds a space.'
  if (/[+:]/.test(publicKey)) {
    return 'The public key holds a “+” or “:”; leave out the company in front of it.'
  }
  if (hasControl(publicKey) || hasControl(privateKey)) {
    return 'A key holds characters that cannot be typed.'
  }
  if (publicKey === privateKey) return 'Both keys are the same value.'
  return null
}

function hasControl(value: string): boolean {
  return /\p{Cc}/u.test(value)
}

function refuse(code: 'CFG-COMPANY' | 'CFG-CLIENTID' | 'CFG-KEYS', reason: string | null): void {
  if (reason !== null) throw new PsaError(code, { values: { reason } })
}
