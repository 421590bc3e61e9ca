import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AppError } from '../kernel/app-error.ts'
import { type ControlDatabase, openControlDatabase } from './control-database.ts'

let dataDir: string
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'control-'))
})
afterEach(() => rmSync(dataDir, { recursive: true, force: true }))

const file = (): string => join(dataDir, 'control.sqlite')

describe('the control store', () => {
  it('survives a power cut, checks its references and is for this user only', async () => {
    const db = openControlDatabase({ dataDir })
    expect(await pragma(db, 'journal_mode')).toBe('wal')
    expect(await pragma(db, 'synchronous')).toBe(2)
    expect(await pragma(db, 'foreign_keys')).toBe(1)
    expect(statSync(file()).mode & 0o777).toBe(0o600)
    expect(statSync(`${file()}-wal`).mode & 0o777).toBe(0o600)
    await db.destroy()
  })

  it('makes the data directory, for this user only', async () => {
    const below = join(dataDir, 'a', 'b')
    await openControlDatabase({ dataDir: below }).destroy()
    expect(statSync(below).mode & 0o777).toBe(0o700)
  })

  it('is made once: a second opening finds what the first one wrote', async () => {
    const first = openControlDatabase({ dataDir })
    await insertWorkspace(first, 'acme')
    await first.destroy()
    const second = openControlDatabase({ dataDir })
    expect(await second.selectFrom('workspaces').select('slug').execute()).toEqual([
      { slug: 'acme' },
    ])
    await second.destroy()
  })

  it('keeps nothing of a transaction that fails', async () => {
    const db = openControlDatabase({ dataDir })
    const failing = db.transaction().execute(async (tx) => {
      await insertWorkspace(tx, 'acme')
      throw new Error('stopped')
    })
    await expect(failing).rejects.toThrow('stopped')
    expect(await db.selectFrom('workspaces').selectAll().execute()).toEqual([])
    await db.destroy()
  })

  it('does not mix a query into a transaction that runs beside it', async () => {
    const db = openControlDatabase({ dataDir })
    const failing = db.transaction().execute(async (tx) => {
      await insertWorkspace(tx, 'inside')
      throw new Error('stopped')
    })
    const beside = insertWorkspace(db, 'beside')
    await expect(failing).rejects.toThrow('stopped')
    await beside
    expect(await db.selectFrom('workspaces').select('slug').execute()).toEqual([{ slug: 'beside' }])
    await db.destroy()
  })
})

describe('a control store that cannot be opened', () => {
  it('because a file is in the place of the directory', () => {
    const path = join(dataDir, 'file')
    writeFileSync(path, '')
    expect(refusal({ dataDir: path })).toMatchObject({
      code: 'data-unreadable',
      remedy: 'reconfigure',
      hint: expect.stringContaining('BRIEFING_DATA_DIR'),
    })
    expect(refusal({ dataDir: join(path, 'below') }).code).toBe('data-unreadable')
  })

  it('because it is no database', () => {
    writeFileSync(file(), 'not a database, and longer than the header of one'.repeat(20))
    expect(refusal().code).toBe('data-corrupt')
  })

  it('because another process keeps it to itself', () => {
    const other = new DatabaseSync(file())
    other.exec('begin exclusive; create table t (a)')
    expect(refusal({ busyTimeoutMs: 20 })).toMatchObject({ code: 'data-in-use', remedy: 'retry' })
    other.close()
  })

  it('because a later version of the program wrote it', async () => {
    await openControlDatabase({ dataDir }).destroy()
    const other = new DatabaseSync(file())
    other.exec('pragma user_version = 9999')
    other.close()
    expect(refusal()).toMatchObject({
      code: 'data-newer',
      message: expect.stringContaining('9999'),
    })
  })
})

it('a write that waits too long for another process says who to stop', async () => {
  const db = openControlDatabase({ dataDir, busyTimeoutMs: 20 })
  const other = new DatabaseSync(file())
  other.exec('begin immediate')
  await expect(insertWorkspace(db, 'acme')).rejects.toMatchObject({ code: 'data-in-use' })
  other.exec('rollback')
  other.close()
  await insertWorkspace(db, 'acme')
  await db.destroy()
})

it('a start that has nothing to migrate does not wait for whoever is writing', async () => {
  await openControlDatabase({ dataDir }).destroy()
  const other = new DatabaseSync(file())
  other.exec('begin immediate')
  await openControlDatabase({ dataDir, busyTimeoutMs: 20 }).destroy()
  other.close()
})

async function pragma(db: ControlDatabase, name: string): Promise<unknown> {
  const { rows } = await sql<Record<string, unknown>>`pragma ${sql.raw(name)}`.execute(db)
  return rows[0]?.[name]
}

async function insertWorkspace(db: ControlDatabase, slug: string): Promise<void> {
  const row = { id: slug, slug, name: slug, created_at: '2026-11-22T00:00:00.000Z' }
  await db.insertInto('workspaces').values(row).execute()
}

function refusal(options: { dataDir?: string; busyTimeoutMs?: number } = {}): AppError {
  try {
    openControlDatabase({ dataDir, ...options })
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
  throw new Error('the control store was opened')
}
