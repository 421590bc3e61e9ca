import type { Clock } from '../kernel/clock.ts'
import { type AuditRow, CHAIN_START, follows, hashOf } from './audit-chain.ts'
import type { ControlDatabase } from './control-database.ts'

/** Short facts beside the subject: a code, a count, a name. Never a secret, never a record's body. */
export type AuditDetail = Readonly<Record<string, string | number | boolean | null>>

/** Something that happened, to be remembered. */
export interface AuditEvent {
  /** Left out for what concerns the whole installation. */
  readonly workspaceId?: string | null
  /** A person's e-mail address, `token:` with its name, or `system`. */
  readonly actor: string
  /** Dotted words, stable: `connection.saved`, `session.refused`. */
  readonly action: string
  /** What it happened to, by a name that people know. */
  readonly subject?: string | null
  readonly detail?: AuditDetail | null
  /** Where the request came from. */
  readonly address?: string | null
}

/** An event as it is remembered. */
export interface AuditEntry {
  /** 1, 2, 3 … without a gap. */
  readonly id: number
  /** ISO, UTC. */
  readonly at: string
  readonly workspaceId: string | null
  readonly actor: string
  readonly action: string
  readonly subject: string | null
  readonly detail: AuditDetail | null
  readonly address: string | null
}

export interface AuditFilter {
  /** This workspace's entries and the installation's; everybody's when left out. */
  readonly workspaceId?: string | undefined
  /** Entries older than this id. */
  readonly before?: number | undefined
  /** A whole action, or a family of them: `connection` finds `connection.saved`. */
  readonly action?: string | undefined
  readonly actor?: string | undefined
  /** At most this many. */
  readonly limit: number
}

/** Whether the log is as it was written, and the first entry that is not. */
export interface AuditCheck {
  readonly ok: boolean
  readonly rows: number
  readonly brokenAt: number | null
}

/** The append-only log of who did what. */
export interface AuditLog {
  record(event: AuditEvent): Promise<void>
  /** Newest first. */
  list(filter: AuditFilter): Promise<readonly AuditEntry[]>
  /** Reads the whole log. It cannot tell that entries were cut off at the end. */
  verify(): Promise<AuditCheck>
}

/** A name or a code is shorter; what a stranger types into a sign-in form need not be. */
const MOST_CHARACTERS = 200

/** Rows of the log in memory at once while it is verified. */
const PAGE = 1000

/** The log of this store; over a transaction, what it records comes and goes with that. */
export function auditLog(db: ControlDatabase, clock: Clock): AuditLog {
  return {
    async record(event) {
      if (db.isTransaction) await append(db, event, clock)
      else await db.transaction().execute((tx) => append(tx, event, clock))
    },
    async list(filter) {
      const rows = await selected(db, filter)
      return rows.map(toEntry)
    },
    verify: () => verify(db),
  }
}

async function append(db: ControlDatabase, event: AuditEvent, clock: Clock): Promise<void> {
  const last = await db
    .selectFrom('audit_log')
    .select(['id', 'hash'])
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  const row = {
    id: (last?.id ?? 0) + 1,
    at: clock.now().toISOString(),
    workspace_id: event.workspaceId ?? null,
    actor: cut(event.actor),
    action: event.action,
    subject: cutOrNull(event.subject),
    detail: event.detail ? JSON.stringify(event.detail, (_, value) => cutText(value)) : null,
    address: cutOrNull(event.address),
    previous_hash: last?.hash ?? CHAIN_START,
  }
  await db
    .insertInto('audit_log')
    .values({ ...row, hash: hashOf(row) })
    .execute()
}

function selected(db: ControlDatabase, filter: AuditFilter): Promise<AuditRow[]> {
  const { workspaceId, before, action, actor, limit } = filter
  let rows = db.selectFrom('audit_log').selectAll().orderBy('id', 'desc').limit(limit)
  if (workspaceId !== undefined) {
    rows = rows.where((row) =>
      row.or([row('workspace_id', '=', workspaceId), row('workspace_id', 'is', null)]),
    )
  }
  if (action !== undefined) {
    rows = rows.where((row) =>
      row.or([
        row('action', '=', action),
        // What begins with the word and a dot: the character after the dot is the slash.
        row.and([row('action', '>', `${action}.`), row('action', '<', `${action}/`)]),
      ]),
    )
  }
  if (before !== undefined) rows = rows.where('id', '<', before)
  if (actor !== undefined) rows = rows.where('actor', '=', actor)
  return rows.execute()
}

async function verify(db: ControlDatabase): Promise<AuditCheck> {
  let before: Pick<AuditRow, 'id' | 'hash'> = { id: 0, hash: CHAIN_START }
  let rows = 0
  for (;;) {
    const page = await db
      .selectFrom('audit_log')
      .selectAll()
      .where('id', '>', before.id)
      .orderBy('id')
      .limit(PAGE)
      .execute()
    for (const row of page) {
      rows += 1
      if (!follows(row, before)) return { ok: false, rows, brokenAt: row.id }
      before = row
    }
    if (page.length < PAGE) return { ok: true, rows, brokenAt: null }
  }
}

function toEntry(row: AuditRow): AuditEntry {
  const { id, at, workspace_id, actor, action, subject, detail, address } = row
  return {
    id,
    at,
    workspaceId: workspace_id,
    actor,
    action,
    subject,
    detail: detail === null ? null : (JSON.parse(detail) as AuditDetail),
    address,
  }
}

function cutText(value: unknown): unknown {
  return typeof value === 'string' ? cut(value) : value
}

function cutOrNull(text: string | null | undefined): string | null {
  return text === null || text === undefined ? null : cut(text)
}

function cut(text: string): string {
  return text.length <= MOST_CHARACTERS ? text : `${text.slice(0, MOST_CHARACTERS - 1)}…`
}
