import { AxeBuilder } from '@axe-core/playwright'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadConfig } from '../src/config/load-config.ts'
import { buildHttpApp } from '../src/http/build-http-app.ts'
import { type RunningServer, startServer } from '../src/http/start-server.ts'
import { systemClock } from '../src/kernel/clock.ts'
import { silentLog } from '../src/kernel/log.ts'
import { createWorld } from '../src/practice/data/create-world.ts'
import { type Practice, startPractice } from '../src/practice/start-practice.ts'
import { openDuckDbStore } from '../src/store/duckdb/open-duckdb-store.ts'
import { openWorkspace } from '../src/workspace/open-workspace.ts'
import type { Workspace } from '../src/workspace/workspace.ts'

const CHROMIUM = '/usr/bin/chromium'

describe('the server', () => {
  let practice: Practice
  let workspace: Workspace
  let server: RunningServer
  let folder: string
  let request: (path: string, init?: RequestInit) => Response | Promise<Response>

  const values = () => ({
    siteUrl: practice.url,
    companyId: 'practice',
    publicKey: 'practicePublic',
    privateKey: 'practicePrivate',
    clientId: '00000000-0000-4000-8000-000000000001',
  })
  const json = async <T = unknown>(path: string) => (await (await request(path)).json()) as T

  beforeAll(async () => {
    const today = new Date().toISOString().slice(0, 10)
    practice = await startPractice({ world: createWorld({ seed: 2, size: 'small', today }) })
    folder = mkdtempSync(join(tmpdir(), 'briefing-server-'))
    const config = loadConfig({
      BRIEFING_DATA_DIR: folder,
      BRIEFING_ALLOWED_PSA_HOSTS: new URL(practice.url).host,
    })
    const openStore = (path: string) => openDuckDbStore({ path, log: silentLog })
    const parts = { config, clock: systemClock, log: silentLog }
    workspace = await openWorkspace({ ...parts, slug: 'main', openStore })
    const result = await workspace.testConnection(values())
    await workspace.saveConnection(values(), result)
    await workspace.sync()
    const http = { workspace, config, clock: systemClock }
    const app = buildHttpApp(http)
    request = (path, init) => app.request(`http://127.0.0.1${path}`, init)
    server = await startServer({ ...http, port: 0 })
  })
  afterAll(async () => {
    await server.close()
    await workspace.close()
    await practice.close()
    rmSync(folder, { recursive: true, force: true })
  })

  it('tells that it lives and that its data answers', async () => {
    expect(await json('/healthz')).toEqual({ status: 'ok' })
    expect(await json('/readyz')).toEqual({ status: 'ready', streams: 35, synced: 35 })
  })

  it('tells what is kept and how current it is', async () => {
    const streams = await json<{ stream: string }[]>('/api/v1/streams')
    expect(streams).toHaveLength(35)
    expect(streams.find((each) => each.stream === 'tickets')).toMatchObject({
      title: 'tickets',
      rows: 4000,
      state: 'fresh',
    })
  })

  it('tells of every sync what each stream did, and of an unknown one that it is not there', async () => {
    const [run] = await json<{ id: string; runs: unknown[] }[]>('/api/v1/sync/runs')
    expect(run?.runs).toHaveLength(35)
    expect(await json(`/api/v1/sync/runs/${run?.id}`)).toEqual(run)
    const missing = await request('/api/v1/sync/runs/none')
    expect(missing.status).toBe(404)
    expect(missing.headers.get('content-type')).toContain('application/problem+json')
    expect(await missing.json()).toMatchObject({ code: 'run-not-found', status: 404 })
  })

  it('lists, explains and answers reports, and exports them as CSV', async () => {
    const reports = await json<unknown[]>('/api/v1/reports')
    expect(reports.length).toBeGreaterThanOrEqual(16)
    expect(await json('/api/v1/reports/mrr')).toMatchObject({ id: 'mrr', area: 'Agreements' })
    const rows = await json<{ rows: unknown[] }>('/api/v1/reports/kill-rate/rows?by=month')
    expect(rows).toMatchObject({ params: { by: 'month' }, truncated: false })
    expect(rows.rows.length).toBeGreaterThan(1)
    const file = await request('/api/v1/reports/open-tickets/export?format=csv')
    expect(file.headers.get('content-disposition')).toContain('open-tickets.csv')
    expect((await file.text()).split('\r\n').length).toBeGreaterThan(3)
  })

  it.each([
    ['/api/v1/reports/none', 404, 'report-not-found'],
    ['/api/v1/reports/none/rows', 404, 'report-not-found'],
    ['/api/v1/reports/mrr/rows?colour=red', 400, 'invalid-parameter'],
    ['/api/v1/reports/kill-rate/rows?from=2026-02-30', 400, 'invalid-parameter'],
    ['/api/v1/reports/mrr/export?format=pdf', 400, 'unknown-format'],
    ['/api/v2', 404, 'route-not-found'],
  ])('answers %s with %i %s', async (path, status, code) => {
    const response = await request(path)
    expect(response.status).toBe(status)
    expect(await response.json()).toMatchObject({ code, status, instance: path.split('?')[0] })
  })

  it('gives the latest briefing with the same numbers as its reports', async () => {
    const { numbers } = await json<{ numbers: { id: string; value: number }[] }>(
      '/api/v1/briefings/latest',
    )
    const open = numbers.find((each) => each.id === 'open_tickets')
    const { totals } = await json<{ totals: Record<string, number> }>(
      '/api/v1/reports/open-tickets/rows',
    )
    expect(open?.value).toBe(totals['open_tickets'])
  })

  it('tests a connection without keeping or repeating the key', async () => {
    const response = await request('/api/v1/connections/test', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...values(), privateKey: 'sesame-open-9' }),
    })
    const text = await response.text()
    expect(JSON.parse(text)).toMatchObject({ ok: false, code: 'AUTH-401' })
    expect(text).not.toContain('sesame-open-9')
  })

  it.each([
    ['no JSON', '{', 400],
    ['a value missing', '{"siteUrl": "x"}', 400],
    ['ten megabytes', JSON.stringify({ siteUrl: 'x'.repeat(10_000_000) }), 400],
  ])('refuses a connection test with %s', async (_what, body, status) => {
    const response = await request('/api/v1/connections/test', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-length': String(body.length) },
      body,
    })
    expect(response.status).toBe(status)
    expect(await response.json()).toMatchObject({ remedy: 'correct-input' })
  })

  it('answers only its own machine: no other host name, no other origin', async () => {
    const foreign = await request('/api/v1/streams', {
      headers: { origin: 'https://evil.example' },
    })
    expect(foreign.status).toBe(403)
    const raw = await rawGet(server.port, 'evil.example')
    expect(raw).toContain('HTTP/1.1 403')
  })

  it('describes its routes as OpenAPI 3.1', async () => {
    const document = await json<{ openapi: string; paths: object }>('/api/openapi.json')
    expect(document.openapi).toBe('3.1.0')
    expect(Object.keys(document.paths)).toEqual(
      expect.arrayContaining(['/api/v1/reports/{id}/rows', '/api/v1/connections/test']),
    )
  })

  describe.skipIf(!existsSync(CHROMIUM))('in a browser', () => {
    let browser: Browser
    beforeAll(async () => {
      browser = await chromium.launch({
        executablePath: CHROMIUM,
        args: [
          '--no-sandbox',
          '--disable-gpu',
          '--disable-background-networking',
          '--disable-sync',
        ],
      })
    })
    afterAll(() => browser.close())

    it.each([
      ['/', 'light', 1440],
      ['/', 'dark', 390],
      ['/reports', 'dark', 1440],
      ['/reports/open-tickets', 'light', 390],
      ['/reports/agreement-profitability', 'dark', 1440],
      ['/reports/none', 'light', 1440],
    ] as const)(
      '%s in %s at %i pixels: no fault of accessibility, nothing cut off',
      async (path, scheme, width) => {
        const context = await browser.newContext({
          colorScheme: scheme,
          viewport: { width, height: 900 },
        })
        const page = await context.newPage()
        const problems: string[] = []
        page.on('pageerror', (error) => problems.push(error.message))
        page.on('console', (message) => {
          if (message.type() === 'error') problems.push(message.text())
        })
        await page.goto(server.url + path)
        const { violations } = await new AxeBuilder({ page }).analyze()
        const serious = violations.filter(
          ({ impact }) => impact === 'serious' || impact === 'critical',
        )
        expect(serious.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
        const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth')
        expect(overflow).toBeLessThanOrEqual(0)
        if (path !== '/reports/none') expect(problems).toEqual([])
        await context.close()
      },
    )

    it('leads from a number of the briefing to its rows', async () => {
      const page = await browser.newPage()
      await page.goto(server.url)
      await page
        .getByRole('link', { name: /Open tickets/ })
        .first()
        .click()
      await page.waitForURL(/\/reports\/open-tickets/)
      expect(await page.locator('table').count()).toBeGreaterThan(0)
      await page.close()
    })
  })
})

/** One request with a Host header of our choice, which `fetch` does not allow. */
async function rawGet(port: number, host: string): Promise<string> {
  const { connect } = await import('node:net')
  const socket = connect(port, '127.0.0.1')
  socket.write(`GET /healthz HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`)
  let text = ''
  for await (const chunk of socket) text += String(chunk)
  return text
}
