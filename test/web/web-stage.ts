import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import { prepareWeb } from '../../src/cli/prepare-web.ts'
import { loadConfig } from '../../src/config/load-config.ts'
import { startServer } from '../../src/http/start-server.ts'
import { systemClock } from '../../src/kernel/clock.ts'
import { silentLog } from '../../src/kernel/log.ts'
import { createWorld } from '../../src/practice/data/create-world.ts'
import { startPractice } from '../../src/practice/start-practice.ts'
import { openDuckDbStore } from '../../src/store/duckdb/open-duckdb-store.ts'
import { openWorkspace } from '../../src/workspace/open-workspace.ts'

/** Where Debian keeps it; tests in a browser are skipped without. */
export const CHROMIUM = '/usr/bin/chromium'

/** The pages of the app that everyone may read, by the name their pictures get. */
export const WEB_PAGES = [
  ['home', '/'],
  ['reports', '/reports'],
  ['report-lines', '/reports/mrr'],
  ['report-columns', '/reports/kill-rate'],
  ['report-goals', '/reports/utilization-vs-goal'],
  ['report-wide', '/reports/aged-wip'],
  ['report-missing', '/reports/none'],
  ['briefings', '/briefings'],
  ['customers', '/customers'],
] as const

/** The app over a copied practice company, served as `serve` does it, and a browser. */
export interface WebStage {
  readonly url: string
  /** The folder the app was built into. */
  readonly folder: string
  readonly browser: Browser
  close(): Promise<void>
}

export async function openWebStage(): Promise<WebStage> {
  const web = await prepareWeb(() => {})
  if (web === null) throw new Error('The web app cannot be built.')
  const today = new Date().toISOString().slice(0, 10)
  const practice = await startPractice({ world: createWorld({ seed: 2, size: 'small', today }) })
  const data = mkdtempSync(join(tmpdir(), 'briefing-web-'))
  const config = loadConfig({
    BRIEFING_DATA_DIR: data,
    BRIEFING_ALLOWED_PSA_HOSTS: new URL(practice.url).host,
  })
  const values = {
    siteUrl: practice.url,
    companyId: 'practice',
    publicKey: 'practicePublic',
    privateKey: 'practicePrivate',
    clientId: '00000000-0000-4000-8000-000000000001',
  }
  const openStore = (path: string) => openDuckDbStore({ path, log: silentLog })
  const parts = { config, clock: systemClock, log: silentLog }
  const workspace = await openWorkspace({ ...parts, slug: 'main', openStore })
  await workspace.saveConnection(values, await workspace.testConnection(values))
  await workspace.sync()
  const server = await startServer({ workspace, config, clock: systemClock, port: 0, web })
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: ['--no-sandbox', '--headless', '--disable-gpu'],
  })
  return {
    url: server.url,
    folder: web,
    browser,
    async close() {
      await browser.close()
      await server.close()
      await workspace.close()
      await practice.close()
      rmSync(data, { recursive: true, force: true })
    },
  }
}

/** A page in a scheme and width; what the browser complains about goes into `faults`. */
export async function openPage(
  { browser, url }: WebStage,
  path: string,
  view: { readonly scheme?: 'light' | 'dark'; readonly width?: number } = {},
  faults: string[] = [],
): Promise<Page> {
  const { scheme = 'light', width = 1440 } = view
  const context = await browser.newContext({
    colorScheme: scheme,
    reducedMotion: 'reduce',
    viewport: { width, height: width < 500 ? 844 : 900 },
  })
  const page = await context.newPage()
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('console', (message) => {
    const isAnswer = message.text().includes('Failed to load resource')
    if (message.type() === 'error' && !isAnswer) faults.push(message.text())
  })
  await page.goto(url + path)
  await page.getByRole('heading', { level: 1 }).first().waitFor()
  await settled(page)
  return page
}

/** Waits until the page has its answers: only what is out of sight may still be grey. */
async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle')
  await page.locator('main [role=status]').first().waitFor({ state: 'detached' })
}
