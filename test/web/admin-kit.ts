import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { loadConfig } from '../../src/config/load-config.ts'
import { startServer } from '../../src/http/start-server.ts'
import { systemClock } from '../../src/kernel/clock.ts'
import { silentLog } from '../../src/kernel/log.ts'
import { createWorld } from '../../src/practice/data/create-world.ts'
import { startPractice } from '../../src/practice/start-practice.ts'
import { openDuckDbStore } from '../../src/store/duckdb/open-duckdb-store.ts'
import { openWorkspace } from '../../src/workspace/open-workspace.ts'

/** The five values that the practice PSA takes. */
export interface PracticeValues {
  readonly siteUrl: string
  readonly companyId: string
  readonly publicKey: string
  readonly privateKey: string
  readonly clientId: string
}

/** The whole product over the practice PSA, with a browser in front of it. */
export interface AdminStage {
  readonly url: string
  readonly practiceUrl: string
  readonly browser: Browser
  values(member?: string): PracticeValues
  /** The one-time address that makes whoever opens it the owner. */
  setUpLink(): Promise<string>
  close(): Promise<void>
}

/** Builds the app once, then starts the practice PSA, a workspace, the server and Chromium. */
export async function openAdminStage(): Promise<AdminStage> {
  const folder = mkdtempSync(join(tmpdir(), 'briefing-admin-'))
  const web = join(folder, 'web')
  await promisify(execFile)(process.execPath, [resolve('web/build.ts'), web], {
    env: { ...process.env, NODE_ENV: 'production' },
  })
  const today = new Date().toISOString().slice(0, 10)
  const practice = await startPractice({ world: createWorld({ seed: 3, size: 'small', today }) })
  const config = loadConfig({
    BRIEFING_DATA_DIR: folder,
    BRIEFING_ALLOWED_PSA_HOSTS: new URL(practice.url).host,
  })
  const openStore = (path: string) => openDuckDbStore({ path, log: silentLog })
  const parts = { config, clock: systemClock, log: silentLog }
  const workspace = await openWorkspace({ ...parts, slug: 'main', openStore })
  const server = await startServer({ workspace, config, clock: systemClock, web, port: 0 })
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--headless'],
  })
  return {
    url: server.url,
    practiceUrl: practice.url,
    browser,
    values: (member = 'practice') => ({
      siteUrl: practice.url,
      companyId: 'practice',
      publicKey: `${member}Public`,
      privateKey: `${member}Private`,
      clientId: '00000000-0000-4000-8000-000000000001',
    }),
    setUpLink: async () => `${server.url}/set-up#token=${await workspace.people.newSetUpToken()}`,
    async close() {
      await browser.close()
      await server.close()
      await workspace.close()
      await practice.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Becomes the owner through the page, and is left on the ConnectWise card. */
export async function becomeOwner(page: Page, link: string): Promise<void> {
  await page.goto(link)
  await page.getByLabel('Your name').fill('Olivia Harbor')
  await page.getByLabel('E-mail').fill('olivia@example.com')
  await page.getByLabel('Password', { exact: true }).fill('tidal lantern quarry fox')
  await page.getByRole('button', { name: 'Become the owner' }).click()
  await page.getByRole('heading', { name: 'ConnectWise PSA' }).waitFor()
}

/** Types the five values, as they are given. */
export async function fillIn(page: Page, values: Partial<PracticeValues>): Promise<void> {
  for (const [name, value] of Object.entries(values)) {
    await page.locator(`input[name="${name}"]`).fill(value)
  }
}

/** A page at the ConnectWise card; what the browser complains about ends in `faults`. */
export async function openCard(
  context: BrowserContext,
  url: string,
  faults: string[] = [],
): Promise<Page> {
  const page = await context.newPage()
  page.setDefaultTimeout(10_000)
  page.on('pageerror', (error) => faults.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('Failed to load resource')) {
      faults.push(message.text())
    }
  })
  await page.goto(`${url}/admin/integrations/connectwise`)
  return page
}
