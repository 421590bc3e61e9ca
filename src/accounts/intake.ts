import { randomUUID } from 'node:crypto'
import type { Selectable } from 'kysely'
import { AppError } from '../kernel/app-error.ts'
import type { Clock } from '../kernel/clock.ts'
import type { ControlDatabase } from './control-database.ts'
import type { IntakeTables } from './intake-tables.ts'
import { cleanEmail, cleanName } from './people/person.ts'
import { hashToken, newToken } from './people/secret-token.ts'
import type { WorkspaceRecord } from './workspaces.ts'

/** A one-time link for a client, as its maker sees it: without its token. */
export interface IntakeLink {
  readonly id: string
  readonly clientName: string
  readonly email: string | null
  readonly note: string | null
  /** Who asks, as the client reads it. */
  readonly askedBy: string
  /** Whom the result is mailed to. */
  readonly askedByEmail: string | null
  /** ISO, UTC, like the other instants. */
  readonly createdAt: string
  readonly expiresAt: string
  readonly state: 'open' | 'used' | 'expired' | 'revoked'
  readonly lastTestCode: string | null
}

/** What a link is made of. */
export interface IntakeRequest {
  readonly clientName: string
  /** Where the link is mailed to, when mail is set up. */
  readonly email?: string | undefined
  /** What the access is for, in the words that the client will read. */
  readonly note?: string | undefined
}

/** Who makes a link. */
export interface IntakeMaker {
  readonly name: string
  readonly email: string | null
}

/** The links of one workspace. */
export interface IntakeLinks {
  /** Newest first. */
  list(): Promise<readonly IntakeLink[]>
  /** The token is given here and never again. Throws `invalid-name`, `invalid-email`, `note-too-long`. */
  make(
    request: IntakeRequest,
    maker: IntakeMaker,
  ): Promise<{ readonly link: IntakeLink; readonly token: string }>
  /** Throws `intake-link-not-found`, also for one that is used, expired or revoked. */
  revoke(id: string): Promise<IntakeLink>
  /** Throws `intake-link-spent`: unknown, used, expired and revoked are one answer. */
  open(token: string): Promise<IntakeLink>
  /** Counts a try. Throws `intake-link-spent`, `too-many-tries`. */
  countTry(link: IntakeLink): Promise<void>
  noteTest(link: IntakeLink, code: string): Promise<void>
  /** Uses the link up: of two at once, one. Throws `intake-link-spent`. */
  use(link: IntakeLink): Promise<void>
  /** Gives the link back: what it was used for did not come about. */
  release(link: IntakeLink): Promise<void>
}

/** A week: long enough for somebody who must ask somebody. */
const LASTS_MS = 7 * 24 * 3_600_000

/** Somebody who copies five values from two windows needs a few; this leaves plenty. */
const MOST_TRIES = 30

const LONGEST_NOTE = 500

type IntakeRow = Selectable<IntakeTables['intake_links']>

/** The intake links of a workspace. */
export function intakeLinks(
  db: ControlDatabase,
  workspace: WorkspaceRecord,
  clock: Clock,
): IntakeLinks {
  const now = (offsetMs = 0): string => new Date(clock.now().getTime() + offsetMs).toISOString()
  const asLink = (row: IntakeRow): IntakeLink => toLink(row, now())
  const ofWorkspace = () =>
    db.selectFrom('intake_links').selectAll().where('workspace_id', '=', workspace.id)
  /** Changes a link that is open at this moment; undefined when it is not. */
  const changeOpen = (id: string, change: Partial<IntakeRow>) =>
    db
      .updateTable('intake_links')
      .set(change)
      .where('id', '=', id)
      .where('workspace_id', '=', workspace.id)
      .where('used_at', 'is', null)
      .where('revoked_at', 'is', null)
      .where('expires_at', '>', now())
      .returningAll()
      .executeTakeFirst()

  return {
    async list() {
      const rows = await ofWorkspace().orderBy('created_at', 'desc').orderBy('id').execute()
      return rows.map(asLink)
    },
    async make(request, maker) {
      const token = newToken()
      const row = await db
        .insertInto('intake_links')
        .values({
          ...cleaned(request),
          id: randomUUID(),
          workspace_id: workspace.id,
          token_hash: hashToken(token),
          asked_by: maker.name,
          asked_by_email: maker.email,
          created_at: now(),
          expires_at: now(LASTS_MS),
          tries: 0,
          used_at: null,
          revoked_at: null,
          last_test_code: null,
        })
        .returningAll()
        .executeTakeFirstOrThrow()
      return { link: asLink(row), token }
    },
    async revoke(id) {
      const row = await changeOpen(id, { revoked_at: now() })
      if (!row) throw notFound()
      return asLink(row)
    },
    async open(token) {
      // One look-up by the hash, with every condition in it: no answer is faster than another.
      const row = await ofWorkspace()
        .where('token_hash', '=', hashToken(token))
        .where('used_at', 'is', null)
        .where('revoked_at', 'is', null)
        .where('expires_at', '>', now())
        .executeTakeFirst()
      if (!row) throw spent()
      return asLink(row)
    },
    async countTry({ id }) {
      await db.transaction().execute(async (tx) => {
        const row = await tx
          .updateTable('intake_links')
          .set((eb) => ({ tries: eb('tries', '+', 1) }))
          .where('id', '=', id)
          .returning('tries')
          .executeTakeFirst()
        if (!row) throw spent()
        if (row.tries > MOST_TRIES) throw tooMany()
      })
    },
    async noteTest({ id }, code) {
      await changeOpen(id, { last_test_code: code })
    },
    async use({ id }) {
      if (!(await changeOpen(id, { used_at: now() }))) throw spent()
    },
    async release({ id }) {
      await db.updateTable('intake_links').set({ used_at: null }).where('id', '=', id).execute()
    },
  }
}

function cleaned({ clientName, email, note }: IntakeRequest) {
  const words = note?.replace(/\p{C}/gu, ' ').replace(/\s+/g, ' ').trim()
  if (words !== undefined && words.length > LONGEST_NOTE) throw noteTooLong()
  return {
    client_name: cleanName(clientName),
    email: email === undefined || email.trim() === '' ? null : cleanEmail(email),
    note: words || null,
  }
}

function toLink(row: IntakeRow, now: string): IntakeLink {
  return {
    id: row.id,
    clientName: row.client_name,
    email: row.email,
    note: row.note,
    askedBy: row.asked_by,
    askedByEmail: row.asked_by_email,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    state: stateOf(row, now),
    lastTestCode: row.last_test_code,
  }
}

function stateOf(row: IntakeRow, now: string): IntakeLink['state'] {
  if (row.used_at !== null) return 'used'
  if (row.revoked_at !== null) return 'revoked'
  return row.expires_at <= now ? 'expired' : 'open'
}

function spent(): AppError {
  return new AppError(
    'This link was used already, is too old, was taken back, or is not complete.',
    {
      code: 'intake-link-spent',
      remedy: 'correct-input',
      hint: 'Ask whoever sent it for a new one.',
    },
  )
}

function tooMany(): AppError {
  return new AppError('Too many values were tried with this link.', {
    code: 'too-many-tries',
    remedy: 'retry',
    hint: 'Ask whoever sent it for a new one.',
  })
}

function notFound(): AppError {
  return new AppError('There is no open link like this.', {
    code: 'intake-link-not-found',
    remedy: 'correct-input',
    hint: 'It may have been used meanwhile: look at the list again.',
  })
}

function noteTooLong(): AppError {
  return new AppError('What the access is for is too long.', {
    code: 'note-too-long',
    remedy: 'correct-input',
    hint: `Say it in at most ${LONGEST_NOTE} characters.`,
  })
}
