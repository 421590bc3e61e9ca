import { AxeBuilder } from '@axe-core/playwright'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CHROMIUM, openPage, openWebStage, WEB_PAGES, type WebStage } from './web-stage.ts'

/** What a first visit may load before it shows anything, compressed. */
const MOST_SCRIPT_BYTES = 350_000

describe.skipIf(!existsSync(CHROMIUM))('the web app', () => {
  let stage: WebStage
  beforeAll(async () => {
    stage = await openWebStage()
  })
  afterAll(() => stage.close())

  it('starts with at most 350 kB of script; charts and administration come later', () => {
    const manifest = JSON.parse(
      readFileSync(join(stage.folder, '.vite', 'manifest.json'), 'utf8'),
    ) as Record<string, Chunk>
    const initial = chunksOf(manifest, 'index.html')
    const bytes = initial.map(({ file }) => gzipSync(readFileSync(join(stage.folder, file))).length)
    expect(initial.length).toBeGreaterThan(0)
    expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(MOST_SCRIPT_BYTES)
    const lazy = Object.entries(manifest).filter(([, chunk]) => !initial.includes(chunk))
    const names = lazy.map(([name]) => name)
    expect(names).toContain('src/charts/draw.ts')
    expect(names).toContain('src/admin/admin-routes.tsx')
  })

  it('serves its page without data and without a door for foreign scripts', async () => {
    const page = await fetch(`${stage.url}/reports/mrr`)
    expect(page.headers.get('cache-control')).toBe('no-cache')
    expect(page.headers.get('content-security-policy')).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    )
    expect(await page.text()).not.toContain('Recurring')
  })

  it('serves its files packed and for ever, and nothing beside them', async () => {
    const [script] = readdirSync(join(stage.folder, 'assets')).filter((name) =>
      name.endsWith('.js'),
    )
    const headers = { 'accept-encoding': 'gzip' }
    const file = await fetch(`${stage.url}/assets/${script}`, { headers })
    expect(file.headers.get('cache-control')).toContain('immutable')
    expect(file.headers.get('content-type')).toContain('text/javascript')
    for (const path of ['/assets/none.js', '/assets/..%2findex.html', '/.vite/manifest.json']) {
      expect((await fetch(stage.url + path)).status).toBe(404)
    }
  })

  const views = [
    ['light', 1440],
    ['dark', 390],
  ] as const
  const cases = WEB_PAGES.flatMap(([, path]) =>
    views.map(([scheme, width]) => [path, scheme, width] as const),
  )
  it.each(cases)(
    '%s in %s at %i pixels: no fault of accessibility, nothing cut off, no complaint',
    async (path, scheme, width) => {
      const faults: string[] = []
      const page = await openPage(stage, path, { scheme, width }, faults)
      const { violations } = await new AxeBuilder({ page }).analyze()
      const serious = violations.filter(
        ({ impact }) => impact === 'serious' || impact === 'critical',
      )
      expect(serious.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
      const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth')
      expect(overflow).toBeLessThanOrEqual(0)
      expect(faults).toEqual([])
      await page.context().close()
    },
  )

  it('leads from a number of the briefing to its rows, and from there to a file of them', async () => {
    const page = await openPage(stage, '/')
    await page.getByRole('link', { name: /^Open tickets/ }).click()
    await page.waitForURL(/\/reports\/open-tickets/)
    await page.getByRole('heading', { name: 'What is on the boards?' }).waitFor()
    const link = page.getByRole('link', { name: 'All of them as CSV' })
    const href = (await link.getAttribute('href')) ?? ''
    const file = await (await fetch(stage.url + href)).text()
    const rows = await page.locator('table.brief tbody tr').count()
    expect(rows).toBeGreaterThan(0)
    expect(file.trim().split('\r\n')).toHaveLength(rows + 1)
    await page.context().close()
  })

  it('sorts by a heading, keeps that in the address, and searches', async () => {
    const page = await openPage(stage, '/reports/uninvoiced-labor')
    const firstEntries = () => page.locator('table.brief tbody tr td').first().innerText()
    await page.getByRole('button', { name: 'Entries' }).click()
    await page.waitForURL(/_sort=entries\.desc/)
    const most = Number(await firstEntries())
    await page.getByRole('button', { name: 'Entries' }).click()
    await page.waitForURL(/_sort=entries\.asc/)
    expect(Number(await firstEntries())).toBeLessThan(most)
    await page.reload()
    await page.locator('th[aria-sort=ascending]').waitFor()
    const company = await page.locator('table.brief tbody th').first().innerText()
    await page.getByLabel('Search the rows').fill(company)
    await page.getByText(/^1 of \d+ rows$/).waitFor()
    await page.getByLabel('Search the rows').fill('no such company')
    await page.getByText('No row holds “no such company”.').waitFor()
    await page.context().close()
  })

  it('holds parameters in the address, and says what to do about one it cannot read', async () => {
    const page = await openPage(stage, '/reports/mrr')
    await page.getByLabel('Months before').fill('3')
    await page.getByRole('button', { name: 'Show' }).click()
    await page.waitForURL(/months=3/)
    await page.goto(`${stage.url}/reports/mrr?months=many`)
    await page
      .getByRole('alert')
      .getByText(/months/)
      .waitFor()
    await page.getByRole('link', { name: 'Ask with the usual values' }).click()
    await page.getByRole('heading', { name: 'Rows', exact: true }).waitFor()
    await page.context().close()
  })

  it('says a failed request in words and succeeds when asked again', async () => {
    const page = await openPage(stage, '/reports')
    await page.route('**/api/v1/reports/mrr/rows*', (route) => route.abort())
    await page.getByRole('link', { name: 'Is recurring revenue growing?' }).waitFor()
    await page.goto(`${stage.url}/reports/mrr`)
    await page.getByRole('alert').getByText('Cloud Briefing does not answer.').waitFor()
    await page.unroute('**/api/v1/reports/mrr/rows*')
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByRole('heading', { name: 'Rows', exact: true }).waitFor()
    await page.context().close()
  })

  it('offers the briefing as a PDF, on a button whose word can be read', async () => {
    const page = await openPage(stage, '/briefings')
    const button = page.getByRole('link', { name: 'Open as PDF' })
    const look = await page.evaluate<string[]>(
      `(({ color, backgroundColor }) => [color, backgroundColor])(
         getComputedStyle(document.querySelector('a[href="/briefing.pdf"]')))`,
    )
    expect(look[0]).not.toBe(look[1])
    const file = await fetch(stage.url + (await button.getAttribute('href')))
    expect(file.headers.get('content-type')).toBe('application/pdf')
    await page.context().close()
  })

  describe('by keys alone', () => {
    it('skips to the page, finds a report, and shows its chart as a table', async () => {
      const page = await openPage(stage, '/')
      await page.keyboard.press('Tab')
      await page.keyboard.press('Enter')
      expect(await page.evaluate('document.activeElement.id')).toBe('main')
      await page.keyboard.press('Control+k')
      await page.getByLabel('Find a page or a report').fill('keeping up')
      await page.getByText('Tickets Opened, Closed and Kill Rate').last().waitFor()
      await page.keyboard.press('Enter')
      await page.waitForURL(/\/reports\/kill-rate/)
      await page.getByRole('dialog').waitFor({ state: 'detached' })
      await page.locator('.drawing').waitFor()
      await page.keyboard.press('t')
      await page.locator('figure table').waitFor()
      await page.keyboard.press('t')
      await page.locator('.drawing').waitFor()
      await page.context().close()
    })

    it('opens pages with g and a letter, and lists its keys with ?', async () => {
      const page = await openPage(stage, '/')
      await page.keyboard.press('g')
      await page.keyboard.press('c')
      await page.waitForURL(/\/customers$/)
      await page.keyboard.press('?')
      await page.getByRole('dialog', { name: 'Keys' }).waitFor()
      await page.keyboard.press('Escape')
      await page.getByRole('dialog', { name: 'Keys' }).waitFor({ state: 'detached' })
      await page.context().close()
    })
  })

  it('keeps the chosen scheme over the machine’s', async () => {
    const page = await openPage(stage, '/briefings', { scheme: 'light' })
    const scheme = () => page.locator('html').getAttribute('data-mantine-color-scheme')
    expect(await scheme()).toBe('light')
    await page.getByText('Dark', { exact: true }).first().click()
    await page.reload()
    await page.getByRole('heading', { level: 1 }).waitFor()
    expect(await scheme()).toBe('dark')
    await page.context().close()
  })
})

interface Chunk {
  readonly file: string
  readonly imports?: readonly string[]
}

/** A chunk and everything it imports before it can run. */
function chunksOf(manifest: Readonly<Record<string, Chunk>>, name: string): Chunk[] {
  const found = new Set<Chunk>()
  const visit = (each: string) => {
    const chunk = manifest[each]
    if (chunk === undefined || found.has(chunk)) return
    found.add(chunk)
    for (const next of chunk.imports ?? []) visit(next)
  }
  visit(name)
  return [...found]
}
