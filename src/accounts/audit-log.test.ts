import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Clock } from '../kernel/clock.ts'
import type { AuditEvent } from './audit-log.ts'
import { type Accounts, openAccounts } from './open-accounts.ts'

const clock: Clock = { now: () => new Date('2026-11-22T06:00:00Z') }

let dataDir: string
let accounts: Accounts
const open = () => openAccounts({ dataDir, keyFile: join(dataDir, 'key'), clock })

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'audit-'))
  accounts = await open()
})
afterEach(async () => {
  await accounts.close()
  rmSync(dataDir, { recursive: true, force: true })
})

describe('the audit log', () => {
  it('tells what happened, newest first, and is unbroken', async () => {
    await record({ action: 'session.signed-in', address: '127.0.0.1' })
    await record({
      action: 'connection.saved',
      subject: 'Acme IT',
      workspaceId: 'w',
      detail: { code: 'OK', streams: 35 },
    })
    expect(await accounts.audit.list({ limit: 10 })).toEqual([
      {
        id: 2,
        at: '2026-11-22T06:00:00.000Z',
        workspaceId: 'w',
        actor: 'ann@example.com',
        action: 'connection.saved',
        subject: 'Acme IT',
        detail: { code: 'OK', streams: 35 },
        address: null,
      },
      expect.objectContaining({ id: 1, subject: null, detail: null, address: '127.0.0.1' }),
    ])
    expect(await accounts.audit.verify()).toEqual({ ok: true, rows: 2, brokenAt: null })
  })

  it('is whole when it is empty', async () => {
    expect(await accounts.audit.verify()).toEqual({ ok: true, rows: 0, brokenAt: null })
  })

  it('finds by action, family of actions, actor and workspace, page by page', async () => {
    for (const action of ['connection.saved', 'connection.tested', 'connections', 'token.made']) {
      await record({ action })
    }
    await record({ action: 'token.made', actor: 'bob@example.com', workspaceId: 'one' })
    await record({ action: 'token.made', workspaceId: 'two' })
    expect(await ids({ action: 'connection' })).toEqual([2, 1])
    expect(await ids({ action: 'connection.saved' })).toEqual([1])
    expect(await ids({ action: 'token.made', actor: 'ann@example.com' })).toEqual([6, 4])
    expect(await ids({ workspaceId: 'one' })).toEqual([5, 4, 3, 2, 1])
    expect(await ids({ limit: 2 })).toEqual([6, 5])
    expect(await ids({ limit: 2, before: 5 })).toEqual([4, 3])
    expect(await ids({ action: "x' or 1=1 --" })).toEqual([])
  })

  it('cuts what a stranger may have made long', async () => {
    const long = 'x'.repeat(100_000)
    await record({ action: 'session.refused', actor: long, subject: long, detail: { said: long } })
    const [entry] = await accounts.audit.list({ limit: 1 })
    expect(entry?.actor).toHaveLength(200)
    expect(entry?.subject).toHaveLength(200)
    expect(String(entry?.detail?.['said'])).toHaveLength(200)
  })

  it('stays one chain when many write at once, and when two processes take turns', async () => {
    const event = { actor: 'system', action: 'keys.used' }
    await Promise.all(Array.from({ length: 20 }, () => accounts.audit.record(event)))
    const other = await open()
    for (let n = 0; n < 20; n += 1) await (n % 2 ? accounts : other).audit.record(event)
    expect(await other.audit.verify()).toEqual({ ok: true, rows: 40, brokenAt: null })
    await other.close()
  })

  it.each([
    ['an entry changed', `update audit_log set actor = 'nobody'`],
    ['an entry taken out', 'delete from audit_log where id = 2'],
    [
      'an entry replaced',
      `insert or replace into audit_log
       select id, at, workspace_id, 'nobody', action, subject, detail, address, previous_hash, hash
       from audit_log where id = 2`,
    ],
    [
      'an entry put where none was',
      `insert into audit_log select id + 40, at, workspace_id, actor, action, subject, detail, address,
       'p', 'h' from audit_log where id = 3`,
    ],
  ])('does not let the database have %s', async (_, statement) => {
    for (let n = 0; n < 3; n += 1) await record({ action: 'token.made' })
    expect(() => edit(statement)).toThrow('append-only')
    expect(await accounts.audit.verify()).toMatchObject({ ok: true, rows: 3 })
  })

  it.each([
    ['actor', `update audit_log set actor = 'nobody' where id = 3`, 3],
    ['time', `update audit_log set at = '2020-01-01' where id = 1`, 1],
    ['detail', `update audit_log set detail = '{"a":1}' where id = 4`, 4],
    [
      'subject moved to another field',
      `update audit_log set address = subject, subject = null where id = 2`,
      2,
    ],
    ['own hash', `update audit_log set hash = 'f' where id = 5`, 5],
    ['entry', 'delete from audit_log where id = 2', 3],
    ['beginning', 'delete from audit_log where id < 3', 3],
  ])(
    'says where it breaks when somebody without triggers takes away its %s',
    async (_, statement, at) => {
      for (let n = 0; n < 5; n += 1) await record({ action: 'token.made', subject: `token ${n}` })
      edit(
        `drop trigger audit_log_is_not_changed; drop trigger audit_log_is_not_shortened; ${statement}`,
      )
      expect(await accounts.audit.verify()).toMatchObject({ ok: false, brokenAt: at })
    },
  )
})

function record(event: Omit<AuditEvent, 'actor'> & { readonly actor?: string }): Promise<void> {
  return accounts.audit.record({ actor: 'ann@example.com', ...event })
}

async function ids(filter: Partial<Parameters<Accounts['audit']['list']>[0]>): Promise<number[]> {
  return (await accounts.audit.list({ limit: 100, ...filter })).map(({ id }) => id)
}

function edit(statement: string): void {
  const database = new DatabaseSync(join(dataDir, 'control.sqlite'))
  try {
    database.exec(statement)
  } finally {
    database.close()
  }
}
