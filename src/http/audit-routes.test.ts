import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadConfig } from '../config/load-config.ts'
import { systemClock } from '../kernel/clock.ts'
import { silentLog } from '../kernel/log.ts'
import { openDuckDbStore } from '../store/duckdb/open-duckdb-store.ts'
import { openWorkspace } from '../workspace/open-workspace.ts'
import type { Workspace } from '../workspace/workspace.ts'
import { buildHttpApp } from './build-http-app.ts'

describe('GET /api/v1/audit', () => {
  let folder: string
  let workspace: Workspace
  let ask: (query: string) => Promise<Response>

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'audit-routes-'))
    const config = loadConfig({ BRIEFING_DATA_DIR: folder })
    const openStore = (path: string) => openDuckDbStore({ path, log: silentLog })
    const parts = { config, clock: systemClock, log: silentLog }
    workspace = await openWorkspace({ ...parts, slug: 'main', openStore })
    const app = buildHttpApp({ workspace, config, clock: systemClock })
    ask = async (query) => app.request(`http://127.0.0.1/api/v1/audit${query}`)
    for (let n = 1; n <= 1200; n += 1) {
      await workspace.audit.record({ actor: 'system', action: 'keys.used', detail: { n } })
    }
    await workspace.audit.record({
      actor: '=HYPERLINK("http://evil.example")',
      action: 'session.refused',
      subject: 'a "quoted", name',
      address: '192.0.2.1',
    })
  })
  afterAll(async () => {
    await workspace.close()
    rmSync(folder, { recursive: true, force: true })
  })

  it('answers page by page, to the last', async () => {
    const ids: number[] = []
    let next: number | null = null
    do {
      const query: string = next === null ? '?limit=500' : `?limit=500&before=${next}`
      const page = (await (await ask(query)).json()) as {
        rows: { id: number }[]
        next: number | null
      }
      ids.push(...page.rows.map((row) => row.id))
      next = page.next
    } while (next !== null)
    expect(ids).toEqual(Array.from({ length: 1201 }, (_, n) => 1201 - n))
  })

  it('finds by action and actor, and says nothing of the workspace', async () => {
    expect(await (await ask('?action=session')).json()).toEqual({
      rows: [
        {
          id: 1201,
          at: expect.any(String),
          actor: '=HYPERLINK("http://evil.example")',
          action: 'session.refused',
          subject: 'a "quoted", name',
          detail: null,
          address: '192.0.2.1',
        },
      ],
      next: null,
    })
    expect(await (await ask('?actor=nobody')).json()).toEqual({ rows: [], next: null })
  })

  it('exports everything that the filters find, safe to open in a spreadsheet', async () => {
    const response = await ask('?format=csv&limit=10')
    expect(response.headers.get('content-disposition')).toContain('audit.csv')
    const lines = (await response.text()).split('\r\n')
    expect(lines).toHaveLength(1 + 1202 + 1)
    // That somebody took the log away is in the log, too.
    expect(lines[1]).toContain(',system,audit.exported,')
    expect(lines[2]).toContain(`,"'=HYPERLINK(""http://evil.example"")",session.refused,`)
    const filtered = await (await ask('?format=csv&action=session')).text()
    expect(filtered.split('\r\n')).toHaveLength(3)
  })

  it('is verified by the doctor, who says where it breaks', async () => {
    const finding = async () =>
      (await workspace.examine()).find(({ title }) => title === 'Audit log')
    expect(await finding()).toMatchObject({ state: 'good', detail: '1,203 entries, unbroken' })
    const database = new DatabaseSync(join(folder, 'control.sqlite'))
    database.exec(`drop trigger audit_log_is_not_changed;
                   update audit_log set detail = '{"n":1}' where id = 700`)
    database.close()
    expect(await finding()).toMatchObject({ state: 'bad', detail: 'broken at entry 700' })
  })

  it.each(['?limit=0', '?limit=501', '?limit=x', '?before=-1', '?before=1e99', '?format=xml'])(
    'refuses %s',
    async (query) => {
      const response = await ask(query)
      expect(response.status).toBe(400)
      expect(await response.json()).toMatchObject({ code: 'invalid-request' })
    },
  )
})
