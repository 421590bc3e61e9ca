import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { randomBytes } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemClock } from '../src/kernel/clock.ts'
import { openAccounts } from '../src/accounts/open-accounts.ts'
import { runBriefing } from './run-briefing.ts'

const base64 = (): string => `${randomBytes(32).toString('base64')}\n`

describe('a start with a key file that is not as it should be', () => {
  let folder: string
  let keyFile: string
  let right: string
  const start = (env: Record<string, string> = {}) =>
    runBriefing(['serve', '--port', '0'], { BRIEFING_DATA_DIR: folder, ...env }, folder)

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'key-refused-'))
    keyFile = join(folder, 'key')
    const accounts = await openAccounts({ dataDir: folder, keyFile, clock: systemClock })
    await accounts.saveConnection(await accounts.ensureWorkspace('main'), {
      name: 'Acme IT',
      siteUrl: 'https://na.myconnectwise.net',
      apiBase: 'https://api-na.myconnectwise.net/v2026_1/apis/3.0',
      companyId: 'acme',
      codebase: 'v2026_1/',
      clientId: '00000000-0000-4000-8000-000000000001',
      publicKey: 'public',
      privateKey: 'private',
    })
    await accounts.close()
    right = readFileSync(keyFile, 'utf8')
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it.each([
    ['missing', null, 0o600, 'is missing'],
    ['empty', '', 0o600, 'does not hold a key'],
    ['too short', `${randomBytes(16).toString('base64')}\n`, 0o600, 'does not hold a key'],
    ['of zeros', `${Buffer.alloc(32).toString('base64')}\n`, 0o600, 'does not hold a key'],
    ['of other data', base64(), 0o600, 'sealed with another key'],
    ['readable by everybody', 'right', 0o644, 'can be read by other users'],
    ['readable by the group', 'right', 0o640, 'can be read by other users'],
  ])('%s: is refused with one sentence, and no key is made', async (_, text, mode, sentence) => {
    rmSync(keyFile, { force: true })
    if (text !== null) writeFileSync(keyFile, text === 'right' ? right : text)
    if (text !== null) chmodSync(keyFile, mode)
    const before = text === null ? null : readFileSync(keyFile, 'utf8')
    const { status, out, err } = await start()
    expect(status).toBe(1)
    expect(err).toContain(sentence)
    expect(err).not.toContain('    at ')
    expect(out).toBe('')
    expect(existsSync(keyFile) ? readFileSync(keyFile, 'utf8') : null).toBe(before)
    for (const line of [right, text ?? right]) {
      if (line.trim() !== '' && line !== 'right') expect(err).not.toContain(line.trim())
    }
  })

  it('many processes sharing one: it must be named, and is never made', async () => {
    const hosted = { BRIEFING_DATABASE_URL: 'postgresql://127.0.0.1:1/none' }
    const unnamed = await start(hosted)
    expect(unnamed.status).not.toBe(0)
    expect(unnamed.err).toContain('BRIEFING_KEY_FILE')
    const named = join(folder, 'named')
    const missing = await start({ ...hosted, BRIEFING_KEY_FILE: named })
    expect(missing.status).not.toBe(0)
    expect(missing.err).toContain('is missing')
    expect(existsSync(named)).toBe(false)
  })

  it('is put right by putting the key back; then it can be rotated from the command line', async () => {
    writeFileSync(keyFile, right)
    chmodSync(keyFile, 0o600)
    const env = { BRIEFING_DATA_DIR: folder }
    const { status, out, err } = await runBriefing(['key', 'rotate', '--json'], env, folder)
    expect(status).toBe(0)
    expect(JSON.parse(out)).toMatchObject({ workspaces: 1, resumed: false })
    const now = readFileSync(keyFile, 'utf8')
    expect(now).not.toBe(right)
    expect(out + err).not.toContain(now.trim())
    const accounts = await openAccounts({ dataDir: folder, keyFile, clock: systemClock })
    const connection = await accounts.connectionOf(await accounts.ensureWorkspace('main'))
    if (!connection) throw new Error('no connection')
    expect((await accounts.openCredentials(connection)).privateKey).toBe('private')
    await accounts.close()
  })
})
