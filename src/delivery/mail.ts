import { createTransport } from 'nodemailer'
import { AppError, type Remedy } from '../kernel/app-error.ts'
import type { Mailer } from './mailer.ts'

/** How mail is set up: `Config.mail`. */
export interface MailSetup {
  /** `smtps://user:password@mail.example.com:465`; undefined where mail is not set up. */
  readonly smtpUrl: string | undefined
  /** `Cloud Briefing <briefing@example.com>` */
  readonly from: string | undefined
}

/** A mail server answers at once or not at all; somebody waits for a page meanwhile. */
const CONNECT_MS = 10_000
const SILENCE_MS = 20_000

/** Sends over SMTP, one connection per letter; null where mail is not set up. */
export function mailerOf({ smtpUrl, from }: MailSetup): Mailer | null {
  if (smtpUrl === undefined || from === undefined) return null
  const transport = createTransport({ ...serverOf(new URL(smtpUrl)), ...LIMITS }, { from })
  return {
    /** Throws `mail-unreachable`, `mail-refused`, `recipient-refused`; none repeats the password. */
    async send({ to, subject, text }) {
      try {
        await transport.sendMail({
          // As an object, so that no comma in it makes two recipients of one.
          to: { name: '', address: to },
          subject,
          text,
          // RFC 3834: no machine answers a letter that a machine wrote.
          headers: { 'Auto-Submitted': 'auto-generated' },
        })
      } catch (error) {
        throw mailError(error)
      }
    },
  }
}

/** Letters are made of the text given here and of nothing that a path or an address names. */
const LIMITS = {
  disableFileAccess: true,
  disableUrlAccess: true,
  connectionTimeout: CONNECT_MS,
  greetingTimeout: CONNECT_MS,
  socketTimeout: SILENCE_MS,
}

function serverOf(url: URL) {
  const secure = url.protocol === 'smtps:'
  const user = decodeURIComponent(url.username)
  const pass = decodeURIComponent(url.password)
  const isLoopback = /^(127(\.\d+){3}|localhost|\[::1\])$/.test(url.hostname)
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? (secure ? 465 : 587) : Number(url.port),
    secure,
    // A password is not sent in the clear to another machine.
    requireTLS: !secure && !isLoopback && user !== '',
    ...(user !== '' && { auth: { user, pass } }),
  }
}

interface Diagnosis {
  readonly code: string
  readonly remedy: Remedy
  readonly says: string
  readonly hint: string
}

const UNREACHABLE: Diagnosis = {
  code: 'mail-unreachable',
  remedy: 'retry',
  says: 'The mail server cannot be reached.',
  hint: 'Try again; if it stays, check BRIEFING_SMTP_URL.',
}

const REFUSED: Diagnosis = {
  code: 'mail-refused',
  remedy: 'reconfigure',
  says: 'The mail server refused the letter.',
  hint: 'Check user and password in BRIEFING_SMTP_URL, and BRIEFING_MAIL_FROM.',
}

const NO_RECIPIENT: Diagnosis = {
  code: 'recipient-refused',
  remedy: 'correct-input',
  says: 'The mail server does not take letters for this address.',
  hint: 'Check how the address is spelled.',
}

/** What nodemailer's errors mean; whatever else it says is the server's refusal. */
const BY_CODE: Readonly<Record<string, Diagnosis>> = {
  ECONNECTION: UNREACHABLE,
  ETIMEDOUT: UNREACHABLE,
  ESOCKET: UNREACHABLE,
  EDNS: UNREACHABLE,
  ECONNREFUSED: UNREACHABLE,
  ECONNRESET: UNREACHABLE,
}

/** Without the cause: it holds the dialogue with the server. */
function mailError(error: unknown): AppError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const { says, ...rest } = isAboutRecipient(error) ? NO_RECIPIENT : (BY_CODE[code] ?? REFUSED)
  return new AppError(says, rest)
}

function isAboutRecipient(error: unknown): boolean {
  return error instanceof Error && 'command' in error && error.command === 'RCPT TO'
}
