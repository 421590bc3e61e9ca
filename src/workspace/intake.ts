import type { IntakeLink, IntakeLinks, IntakeMaker, IntakeRequest } from '../accounts/intake.ts'
import type { Mailer } from '../delivery/mailer.ts'
import type { ConnectionInput, ConnectionTestResult } from '../psa/connection-test.ts'
import type { Asker } from './asker.ts'
import { type IntakeWords, intakeWords } from './intake-letter.ts'
import { keepTested } from './save-connection.ts'
import type { SyncParts } from './sync-workspace.ts'
import { keysReplaced, tellAdministrators } from './tell-administrators.ts'
import { testValues } from './test-values.ts'

export type { IntakeLink, IntakeMaker, IntakeRequest }

/** What a client sees of a link. */
export interface IntakeInvitation {
  readonly askedBy: string
  readonly purpose: string
  /** ISO, UTC. */
  readonly expiresAt: string
}

export interface IntakeResult {
  readonly test: ConnectionTestResult
  /** `mailed` is false where somebody could not be mailed: then this is to be copied. */
  readonly letter: IntakeWords & { readonly mailed: boolean }
}

/** One-time links with which a client hands over its keys. */
export interface Intake {
  list(): Promise<readonly IntakeLink[]>
  /** Throws `invalid-name`, `invalid-email`, `note-too-long`. */
  make(
    request: IntakeRequest,
    maker: IntakeMaker,
    asker: Asker,
  ): Promise<{ readonly link: IntakeLink; readonly token: string }>
  /** Throws `intake-link-not-found`. */
  revoke(id: string, asker: Asker): Promise<void>
  /** Throws `intake-link-spent`. */
  open(token: string): Promise<IntakeInvitation>
  /**
   * Tests the values; when all is well seals them, uses the link up, and tells both sides. Throws
   * `intake-link-spent`, `too-many-tries`, `other-company`.
   */
  submit(
    token: string,
    input: ConnectionInput,
    mailer: Mailer | null,
    address?: string,
  ): Promise<IntakeResult>
}

/** What a link is for when its maker did not say. */
const PURPOSE = 'Cloud Briefing reads your ConnectWise and never writes to it.'

/** The intake of one workspace; `renew` follows a connection that was saved. */
export function intakeOf(parts: SyncParts, renew: () => Promise<void>): Intake {
  const links = parts.accounts.intake(parts.record)
  const { audit } = parts.accounts
  const workspaceId = parts.record.id
  return {
    list: () => links.list(),
    async make(request, maker, asker) {
      const made = await links.make(request, maker)
      const subject = made.link.clientName
      await audit.record({ ...asker, workspaceId, action: 'intake.link-made', subject })
      return made
    },
    async revoke(id, asker) {
      const { clientName: subject } = await links.revoke(id)
      await audit.record({ ...asker, workspaceId, action: 'intake.link-revoked', subject })
    },
    async open(token) {
      const { askedBy, note, expiresAt } = await links.open(token)
      return { askedBy, purpose: note ?? PURPOSE, expiresAt }
    },
    async submit(token, input, mailer, address) {
      const link = await links.open(token)
      await links.countTry(link)
      const test = await testValues(parts, input)
      await links.noteTest(link, test.code)
      const about = {
        workspaceId,
        actor: `intake:${link.clientName}`,
        ...(address !== undefined && { address }),
      }
      const { code } = test
      const subject = test.normalised.siteUrl ?? null
      await audit.record({ ...about, action: 'connection.tested', subject, detail: { code } })
      if (test.ok) {
        const before = await parts.accounts.connectionOf(parts.record)
        const connection = await save(parts, links, link, input, test)
        const { name, fingerprint } = connection
        const detail = { fingerprint }
        await audit.record({ ...about, action: 'connection.saved', subject: name, detail })
        if (before) await tellAdministrators(parts, keysReplaced(connection, about.actor))
        await renew()
      }
      const words = intakeWords(link, test)
      // Somebody who tries again and again gets no letter each time.
      const isNews = test.ok || link.lastTestCode !== test.code
      const mailed = isNews && (await mailBoth(mailer, link, words))
      return { test, letter: { ...words, mailed } }
    },
  }
}

/** First the link, then the keys: of two that hand in at once, one is let through. */
async function save(
  parts: SyncParts,
  links: IntakeLinks,
  link: IntakeLink,
  input: ConnectionInput,
  test: ConnectionTestResult,
) {
  await links.use(link)
  try {
    return await keepTested(parts, input, test, { hasNewKeys: true })
  } catch (error) {
    await links.release(link)
    throw error
  }
}

/** True when everybody who has an address was mailed, and somebody has one. */
async function mailBoth(
  mailer: Mailer | null,
  { email, askedByEmail }: IntakeLink,
  words: IntakeWords,
): Promise<boolean> {
  const recipients = [...new Set([email, askedByEmail])].filter((to) => to !== null)
  if (mailer === null || recipients.length === 0) return false
  const sent = await Promise.allSettled(recipients.map((to) => mailer.send({ to, ...words })))
  return sent.every(({ status }) => status === 'fulfilled')
}
