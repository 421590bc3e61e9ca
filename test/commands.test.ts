import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { silentLog } from '../src/kernel/log.ts'
import { createWorld } from '../src/practice/data/create-world.ts'
import { type Practice, startPractice } from '../src/practice/start-practice.ts'
import { openDuckDbStore } from '../src/store/duckdb/open-duckdb-store.ts'
import { type Ended, runBriefing } from './run-briefing.ts'

const KEY = 'practicePrivate'

describe('the commands, as a person runs them', () => {
  let practice: Practice
  let folder: string
  let env: Record<string, string>

  const brief = (...args: string[]): Promise<Ended> => runBriefing(args, env, folder)

  beforeAll(async () => {
    const today = new Date().toISOString().slice(0, 10)
    practice = await startPractice({ world: createWorld({ seed: 1, size: 'small', today }) })
    folder = mkdtempSync(join(tmpdir(), 'briefing-commands-'))
    env = {
      BRIEFING_DATA_DIR: join(folder, 'data'),
      BRIEFING_ALLOWED_PSA_HOSTS: new URL(practice.url).host,
      BRIEFING_PSA_SITE_URL: ` ${practice.url}/v4_6_release/services/ `,
      BRIEFING_PSA_COMPANY_ID: 'practice',
      BRIEFING_PSA_PUBLIC_KEY: 'practicePublic',
      BRIEFING_PSA_PRIVATE_KEY: KEY,
      BRIEFING_CLIENT_ID: '00000000-0000-4000-8000-000000000001',
    }
  })
  afterAll(async () => {
    await practice.close()
    rmSync(folder, { recursive: true, force: true })
  })

  describe('the main path', () => {
    it('tests the values as typed, says what it changed, and stores nothing', async () => {
      const { status, out } = await brief('connect', 'test', '--json')
      expect(status).toBe(0)
      const result = JSON.parse(out)
      expect(result).toMatchObject({ ok: true, code: 'OK' })
      expect(result.stages.map((stage: { stage: string }) => stage.stage)).toEqual(
        Array.from({ length: 9 }, (_, index) => `S${index}`),
      )
      expect(result.normalised.changes.length).toBeGreaterThan(0)
      expect(out).not.toContain(KEY)
      expect((await brief('sync')).status).toBe(1)
    })

    it('saves them sealed: the key is in no file', async () => {
      const { status, err } = await brief('connect', 'save')
      expect(status).toBe(0)
      expect(err).toContain('Saved')
      for (const file of ['control.sqlite', 'control.sqlite-wal', 'main.duckdb']) {
        const path = join(folder, 'data', file)
        if (existsSync(path)) expect(readFileSync(path, 'latin1')).not.toContain(KEY)
      }
    })

    it('syncs every stream, one JSON document on standard output and nothing else there', async () => {
      const { status, out } = await brief('sync', '--json')
      expect(status).toBe(0)
      const report = JSON.parse(out)
      expect(report.runs.length).toBeGreaterThanOrEqual(35)
      const tickets = report.runs.find((run: { stream: string }) => run.stream === 'tickets')
      expect(tickets).toMatchObject({ outcome: 'done', fetched: 4000, inserted: 4000, buried: 0 })
    })

    it('ends a second sync with a line per stream and next to no requests', async () => {
      const { status, out } = await brief('sync', '--stream', 'tickets', '--stream', 'boards')
      expect(status).toBe(0)
      expect(out).toMatch(/^tickets\s+0 fetched/m)
      expect(out).toMatch(/^boards\s/m)
    })

    it('lists the reports with their questions', async () => {
      const { out } = await brief('report', 'list', '--json')
      const ids = JSON.parse(out).map((report: { id: string }) => report.id)
      expect(ids.length).toBeGreaterThanOrEqual(16)
      expect(ids).toContain('accounts-receivable-aging')
    })

    it('shows a report as a table, as JSON and as CSV in a file', async () => {
      const table = await brief('report', 'show', 'open-tickets')
      expect(table).toMatchObject({ status: 0 })
      expect(table.out).toContain('Board')
      const json = await brief('report', 'show', 'kill-rate', '--param', 'by=month', '--json')
      expect(JSON.parse(json.out)).toMatchObject({
        report: { id: 'kill-rate' },
        params: { by: 'month' },
        truncated: false,
      })
      const path = join(folder, 'mrr.csv')
      const csv = await brief('report', 'show', 'mrr', '--format', 'csv', '--out', path)
      expect(csv.status).toBe(0)
      expect(readFileSync(path, 'utf8').split('\r\n').length).toBeGreaterThan(3)
    })

    it('answers SQL with decimals as numbers and instants as UTC text', async () => {
      const { out } = await brief(
        'sql',
        '--json',
        'select id, actual_hours, updated_at from tickets order by id limit 1',
      )
      const [row] = JSON.parse(out)
      expect(typeof row.actual_hours).toBe('number')
      expect(row.updated_at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
    })

    it('composes the briefing, and writes it as a page, a PDF and data', async () => {
      const { status, out } = await brief('brief', '--out', folder)
      expect(status).toBe(0)
      expect(out).toContain('Recurring revenue')
      expect(readFileSync(join(folder, 'briefing.pdf')).subarray(0, 5).toString()).toBe('%PDF-')
      expect(readFileSync(join(folder, 'briefing.html'), 'utf8')).toContain('<!doctype html>')
      const briefing = JSON.parse(readFileSync(join(folder, 'briefing.json'), 'utf8'))
      expect(briefing.numbers.length).toBeGreaterThanOrEqual(6)
    })

    it('examines the installation and finds nothing bad', async () => {
      const { status, out } = await brief('doctor', '--json')
      expect(status).toBe(0)
      const { findings } = JSON.parse(out)
      expect(findings.filter((each: { state: string }) => each.state === 'bad')).toEqual([])
    })
  })

  describe('wrong use ends with 2 and says what would be right', () => {
    it.each([
      [['sink'], /unknown command/],
      [['sync', '--fast'], /unknown option/],
      [['demo', '--size', 'huge'], /small, medium, large/],
      [['demo', '--seed', 'x'], /whole number/],
      [['practice', '--port', '70000'], /port/],
      [['practice', '--port', '0', '--today', '2026-02-30'], /not a day/],
      [['practice', '--port', '0', '--faults', 'nowhere.json'], /cannot be read/],
      [['sync', '--stream', 'ticket'], /no stream "ticket"[^]*tickets/],
      [['report', 'show', 'profit'], /no report "profit"/],
      [['report', 'show', 'mrr', '--format', 'pdf'], /table, json, csv/],
      [['report', 'show', 'mrr', '--param', 'from'], /name=value/],
      [['report', 'show', 'mrr', '--param', 'colour=red'], /colour/],
      [['report', 'show', 'kill-rate', '--param', 'from=yesterday-ish'], /from/],
      [['report', 'show', 'kill-rate', '--param', 'by=decade'], /day, week, month/],
      [
        ['report', 'show', 'mrr', '--format', 'csv', '--out', '/dev/null/x.csv'],
        /cannot be written/,
      ],
      [['sql', 'delete from tickets'], /change/],
      [['sql', 'select 1; select 2'], /[Oo]ne statement/],
      [['sql', 'select nothing from nowhere'], /nowhere/],
      [['connect', 'test', '--private-key-file', 'nokey'], /cannot be read/],
      [['sync', '--workspace', '../etc'], /name that a workspace/],
    ])('briefing %j', async (args, message) => {
      const { status, err } = await brief(...args)
      expect(err).toMatch(message)
      expect(err).not.toMatch(/^\s+at /m)
      expect(status).toBe(2)
    })

    it('asks nobody where nobody can answer', async () => {
      const { BRIEFING_PSA_PRIVATE_KEY: _key, ...without } = env
      const { status, err } = await runBriefing(['connect', 'test'], without, folder)
      expect(err).toMatch(/--private-key-file or BRIEFING_PSA_PRIVATE_KEY/)
      expect(status).toBe(2)
    })

    it('names the variable that is wrong, not its value', async () => {
      const wrong = { ...env, BRIEFING_PORT: 'four-thousand' }
      const { status, err } = await runBriefing(['sync'], wrong, folder)
      expect(err).toMatch(/BRIEFING_PORT/)
      expect(err).not.toMatch(/four-thousand/)
      expect(status).not.toBe(0)
    })
  })

  describe('trouble', () => {
    it('ends with 3 when ConnectWise refuses the keys, and blames only them', async () => {
      const refused = { ...env, BRIEFING_PSA_PRIVATE_KEY: 'wrongPrivate' }
      const { status, out } = await runBriefing(['connect', 'test', '--json'], refused, folder)
      expect(status).toBe(3)
      expect(JSON.parse(out)).toMatchObject({ ok: false, code: 'AUTH-401' })
      expect(out).not.toContain('wrongPrivate')
    })

    it('ends with 3 when nobody listens there', async () => {
      const silent = {
        ...env,
        BRIEFING_PSA_SITE_URL: 'http://127.0.0.1:9',
        BRIEFING_ALLOWED_PSA_HOSTS: '127.0.0.1:9',
      }
      const { status, out } = await runBriefing(['connect', 'test', '--json'], silent, folder)
      expect([status, JSON.parse(out).code]).toEqual([3, 'NET-REFUSED'])
    })

    it('ends with 4 when a stream is refused; the others are current', async () => {
      const denied = join(folder, 'denied')
      const member = {
        ...env,
        BRIEFING_DATA_DIR: denied,
        BRIEFING_PSA_PUBLIC_KEY: 'noFinancePublic',
        BRIEFING_PSA_PRIVATE_KEY: 'noFinancePrivate',
      }
      await runBriefing(['connect', 'save'], member, folder)
      const { status, out } = await runBriefing(
        ['sync', '--json', '--stream', 'boards', '--stream', 'invoices'],
        member,
        folder,
      )
      expect(status).toBe(4)
      const outcomes = Object.fromEntries(
        JSON.parse(out).runs.map((run: { stream: string; outcome: string }) => [
          run.stream,
          run.outcome,
        ]),
      )
      expect(outcomes).toEqual({ boards: 'done', invoices: 'denied' })
      const report = await runBriefing(
        ['report', 'show', 'accounts-receivable-aging'],
        member,
        folder,
      )
      expect(report.status).toBe(1)
      expect(report.err).toMatch(/invoices[^]*Finance/)
      const briefing = await runBriefing(['brief'], member, folder)
      expect(briefing.status).toBe(0)
      expect(briefing.out).not.toContain('Overdue 60+ days  ')
    })

    it('says that the data directory is a file, and touches nothing', async () => {
      const file = join(folder, 'file')
      writeFileSync(file, 'mine')
      const { status, err } = await runBriefing(
        ['sync'],
        { ...env, BRIEFING_DATA_DIR: file },
        folder,
      )
      expect(status).toBe(1)
      expect(err).toContain(file)
      expect(readFileSync(file, 'utf8')).toBe('mine')
    })

    it('says that another process owns the data', async () => {
      const path = join(folder, 'data', 'main.duckdb')
      const store = await openDuckDbStore({ path, log: silentLog })
      try {
        const { status, err } = await brief('report', 'show', 'mrr')
        expect(status).toBe(1)
        expect(err).toMatch(/another|other process|in use/i)
      } finally {
        await store.close()
      }
    })

    it('keeps every row when a checkpoint is damaged, and says how to go on', async () => {
      const path = join(folder, 'data', 'main.duckdb')
      const store = await openDuckDbStore({ path, log: silentLog })
      await store.saveCheckpoint('boards', { covered_until: 'soon' }, new Date())
      await store.close()
      const { status, out } = await brief('sync', '--stream', 'boards', '--stream', 'sources')
      expect(status).toBe(4)
      expect(out).toMatch(/boards\s+failed · The checkpoint of boards/)
      expect((await brief('doctor')).out).toMatch(/--full --stream boards/)
      expect((await brief('sync', '--full', '--stream', 'boards')).status).toBe(0)
      const { out: rows } = await brief(
        'sql',
        '--json',
        'select count(*) as n from boards where deleted_at is null',
      )
      expect(JSON.parse(rows)).toEqual([{ n: 8 }])
    })
  })
})
